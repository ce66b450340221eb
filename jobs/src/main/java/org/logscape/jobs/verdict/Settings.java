package org.logscape.jobs.verdict;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.logscape.jobs.fit.CellGroup.Part;
import org.logscape.jobs.fit.contest.LawContestLaw;
import org.logscape.jobs.fit.escape.EscapeLaws;

/** Words for a group of cells among others: what tells it from them, by its symbols. */
final class Settings {
  private static final Map<String, String> SYMBOLS =
      Map.of(EscapeLaws.TEMPERATURE, "T", EscapeLaws.OUTLIERS, "n");

  private Settings() {}

  /** The parts of a row's group in which the rows differ; the first one for a single row. */
  static String words(LawRow row, List<LawRow> among) {
    Stream<Part> parts = row.group().parts().stream();
    return (among.size() == 1 ? parts.limit(1) : parts.filter(part -> differs(part, among)))
        .map(Settings::word)
        .collect(Collectors.joining(", "));
  }

  private static boolean differs(Part part, List<LawRow> among) {
    return among.stream().anyMatch(other -> !other.group().parts().contains(part));
  }

  private static String word(Part part) {
    if (part.name().equals(LawContestLaw.RIVAL)) {
      return part.shown();
    }
    String symbol = SYMBOLS.get(part.name());
    return symbol == null ? part.toString() : symbol + " = " + part.shown();
  }
}
