package org.logscape.jobs.rare;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongFunction;
import java.util.stream.Collectors;

/**
 * What a wave of rare-event sampling computed, as text that is kept with the wave's list: {@code
 * pilots c1 c2}, {@code stage 3 c1:0 c2:1} with the repeats of each cell, or {@code rates}. Cells
 * are named by their ids.
 */
final class RareWork {
  /** The tables that summarize all stages. */
  static final String SUMMARY = "rates";

  private static final String PILOTS = "pilots ";
  private static final String STAGE = "stage ";

  private RareWork() {}

  static String pilots(Collection<Long> cells, LongFunction<String> id) {
    return PILOTS + cells.stream().map(id::apply).collect(Collectors.joining(" "));
  }

  static String stage(int stage, List<RareStages.Unit> units, Map<String, Long> numbers) {
    Map<Long, String> ids = new HashMap<>();
    numbers.forEach((id, number) -> ids.put(number, id));
    return STAGE
        + stage
        + units.stream()
            .map(unit -> " %s:%d".formatted(ids.get(unit.cell()), unit.repeat()))
            .collect(Collectors.joining());
  }

  /** The ids of the cells of a wave of pilots; empty where it is none. */
  static Optional<List<String>> pilots(String work) {
    return work.startsWith(PILOTS)
        ? Optional.of(Arrays.asList(work.substring(PILOTS.length()).split(" ")))
        : Optional.empty();
  }

  /** A stage of repeats. */
  record Stage(int number, List<RareStages.Unit> units) {}

  /** The stage of a wave; empty where it is none. */
  static Optional<Stage> stage(String work, Map<String, Long> numbers) {
    if (!work.startsWith(STAGE)) {
      return Optional.empty();
    }
    String[] words = work.substring(STAGE.length()).split(" ", -1);
    List<RareStages.Unit> units = new ArrayList<>();
    for (int i = 1; i < words.length; i++) {
      int colon = words[i].lastIndexOf(':');
      units.add(
          new RareStages.Unit(
              numbers.get(words[i].substring(0, colon)),
              Integer.parseInt(words[i].substring(colon + 1))));
    }
    return Optional.of(new Stage(Integer.parseInt(words[0]), units));
  }
}
