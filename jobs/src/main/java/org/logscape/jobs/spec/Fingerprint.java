package org.logscape.jobs.spec;

import java.util.Map;
import java.util.TreeMap;
import org.logscape.jobs.spec.key.Canonical;

/** One short text for all of a spec that determines its numbers. */
public final class Fingerprint {
  private Fingerprint() {}

  /**
   * SHA-256 over the resolved spec, 64 hexadecimal digits. Name, claim and fits do not count, since
   * no run depends on them; neither does the order of the axes.
   */
  public static String of(Spec spec) {
    Map<String, Object> values = new TreeMap<>();
    Part.ALL.forEach(part -> values.putAll(part.identity().apply(spec)));
    return Canonical.checksum(values).hex();
  }
}
