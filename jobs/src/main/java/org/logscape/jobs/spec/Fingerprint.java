package org.logscape.jobs.spec;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.logscape.jobs.spec.key.Axis;
import org.logscape.jobs.spec.key.Canonical;

/** One short text for all of a spec that determines its numbers. */
public final class Fingerprint {
  private Fingerprint() {}

  /**
   * SHA-256 over the resolved spec, 64 hexadecimal digits. Name and fits do not count, since no run
   * depends on them; neither does the order of the axes.
   */
  public static String of(Spec spec) {
    Map<String, Object> values = new TreeMap<>();
    for (Axis axis : spec.grid().axes()) {
      values.put(axis.path(), axis.values());
    }
    values.put("zip", sorted(spec.grid().zips()));
    values.put(SpecReader.SEED.path(), spec.seed());
    values.put(SpecReader.REPLICAS.path(), spec.replicas());
    spec.data().ifPresent(data -> values.putAll(data.meaning()));
    values.putAll(spec.start().meaning());
    spec.observe().all().forEach(observation -> values.putAll(observation.values()));
    values.put(Stop.AFTER.path(), spec.stop().after());
    spec.rare().ifPresent(rare -> values.putAll(rare.values()));
    if (!spec.pairing().isEmpty()) {
      values.put("pair", spec.pairing().paths().stream().sorted().toList());
    }
    values.putAll(spec.until().values());
    return Canonical.checksum(values).hex();
  }

  private static List<List<String>> sorted(List<List<String>> zips) {
    return zips.stream()
        .map(zip -> zip.stream().sorted().toList())
        .sorted((a, b) -> a.toString().compareTo(b.toString()))
        .toList();
  }
}
