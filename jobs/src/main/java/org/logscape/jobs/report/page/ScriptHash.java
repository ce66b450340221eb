package org.logscape.jobs.report.page;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.logscape.data.Checksum;

/**
 * How a page's policy names a script that may run, so that a browser runs no other: W3C, Content
 * Security Policy Level 3, section 2.3.1, hash sources.
 */
final class ScriptHash {
  private ScriptHash() {}

  /**
   * The source expression of a script that stands on lines of its own in its element.
   *
   * @param script its text, lines ended by line feeds
   */
  static String of(String script) {
    byte[] element = ("\n" + script + "\n").getBytes(StandardCharsets.UTF_8);
    return "'sha256-" + Base64.getEncoder().encodeToString(Checksum.of(element).bytes()) + "'";
  }
}
