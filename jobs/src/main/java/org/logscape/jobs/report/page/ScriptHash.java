package org.logscape.jobs.report.page;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

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
    return "'sha256-" + Base64.getEncoder().encodeToString(sha256(element)) + "'";
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException impossible) {
      throw new AssertionError("every Java has SHA-256", impossible);
    }
  }
}
