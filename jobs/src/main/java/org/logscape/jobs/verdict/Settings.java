package org.logscape.jobs.verdict;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collector;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.logscape.jobs.fit.CellGroup.Part;
import org.logscape.jobs.fit.contest.LawContestLaw;
import org.logscape.jobs.fit.escape.EscapeLaws;

/** Words for a group of cells among others: what tells it from them, by its symbols. */
final class Settings {
  private static final Map<String, String> SYMBOLS =
      Map.of(EscapeLaws.TEMPERATURE, "T", EscapeLaws.OUTLIERS, "n");

  private static final Collector<CharSequence, ?, String> JOINED = Collectors.joining(", ");

  /** Rivals for escape rates by their formula; what has no letter of its own is not fitted. */
  private static final Map<String, String> RIVAL_RATES =
      Map.of(
          "log-landscape", "kappa as it is",
          "power-law", "C (L^s/L*)^-x",
          "scaled-log-landscape", "C (L^s/L*)^-s(1/T+1-n/2)",
          "arrhenius", "C exp(-b (L^s-L*) B_eff/eta)");

  private static final Pattern DYNAMICS = Pattern.compile("\\bdynamics=(\\w+)");

  private Settings() {}

  /**
   * The parts of a row's group in which the rows differ; the first one for a single row. Where only
   * some of the rows draw minibatches, the dynamics are named instead of the sampling.
   */
  static String words(LawRow row, List<LawRow> among) {
    if (among.size() == 1) {
      return row.group().parts().stream().limit(1).map(part -> word(part, row)).collect(JOINED);
    }
    boolean mixed =
        among.stream().anyMatch(Settings::isSampled)
            && !among.stream().allMatch(Settings::isSampled);
    Stream<String> parts =
        row.group().parts().stream()
            .filter(part -> !(mixed && part.name().equals(EscapeLaws.SAMPLING)))
            .filter(part -> differs(part, among))
            .map(part -> word(part, row));
    return (mixed ? Stream.concat(Stream.of(isSampled(row) ? "sgd" : "langevin"), parts) : parts)
        .collect(JOINED);
  }

  /** The dynamics of a row's cell, where they vary among the cells. */
  static Optional<String> dynamics(LawRow row) {
    Matcher matcher = DYNAMICS.matcher(row.label());
    return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
  }

  /** Langevin dynamics draw no minibatches. */
  private static boolean isSampled(LawRow row) {
    return row.group().shown(EscapeLaws.SAMPLING).isPresent();
  }

  private static boolean differs(Part part, List<LawRow> among) {
    return among.stream().anyMatch(other -> !other.group().parts().contains(part));
  }

  private static String word(Part part, LawRow row) {
    if (part.name().equals(LawContestLaw.RIVAL)) {
      return row.event().isPresent()
          ? RIVAL_RATES.getOrDefault(part.shown(), part.shown())
          : part.shown();
    }
    String symbol = SYMBOLS.get(part.name());
    return symbol == null ? part.toString() : symbol + " = " + part.shown();
  }
}
