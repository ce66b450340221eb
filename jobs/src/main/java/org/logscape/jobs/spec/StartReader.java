package org.logscape.jobs.spec;

import java.util.List;
import java.util.Map;

/** Reads where runs start: a word, or a mapping with one word as its key. */
final class StartReader {
  private static final String MINIMUM = "minimum";
  private static final String RANDOM = "random";
  private static final String ALLOWED = "must be minimum, random, or {random: {scale: NUMBER}}";
  private static final List<String> LATER = List.of("pretrained", "snapshots");

  private StartReader() {}

  static Start read(Section top, Faults faults) {
    if (!top.has("start")) {
      return new Start.Minimum();
    }
    Object yaml = top.raw("start");
    if (MINIMUM.equals(yaml)) {
      return new Start.Minimum();
    }
    if (RANDOM.equals(yaml)) {
      return new Start.Random(Start.Random.SCALE.fallback().orElseThrow());
    }
    if (yaml instanceof Map<?, ?> mapping && mapping.size() == 1) {
      String word = String.valueOf(mapping.keySet().iterator().next());
      if (word.equals(RANDOM)) {
        return random(top);
      }
      if (LATER.contains(word)) {
        faults.add("start." + word, "is not in this version; " + ALLOWED);
        return new Start.Minimum();
      }
    }
    faults.add("start", "is %s; %s".formatted(Literal.shown(yaml), ALLOWED));
    return new Start.Minimum();
  }

  private static Start random(Section top) {
    return top.section("start", List.of(RANDOM))
        .flatMap(start -> start.section(RANDOM, List.of(Start.Random.SCALE.name())))
        .flatMap(random -> random.read(Start.Random.SCALE))
        .<Start>map(Start.Random::new)
        .orElse(new Start.Minimum());
  }
}
