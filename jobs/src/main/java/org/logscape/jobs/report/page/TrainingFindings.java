package org.logscape.jobs.report.page;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.logscape.jobs.report.data.FittedLaws;
import org.logscape.jobs.text.Numbers;
import org.logscape.jobs.verdict.LawRow;

/**
 * The card's lines about what was measured along training: gradient noise, its spectra, the
 * outliers of the Hessian, test errors. One line for all cells that are shown, with the range of
 * their numbers.
 */
final class TrainingFindings {
  private final FittedLaws laws;

  private TrainingFindings(FittedLaws laws) {
    this.laws = laws;
  }

  /** The lines, as far as their laws were fitted. */
  static List<CardLine> of(FittedLaws laws) {
    return new TrainingFindings(laws).findings();
  }

  private List<CardLine> findings() {
    List<CardLine> findings = new ArrayList<>();
    range("Gradient noise grows with the loss to the power", rows("noise-law", "slope"))
        .ifPresent(findings::add);
    range("Gradient noise over 2 L tr H*/B:", rows("noise-law", "ratio")).ifPresent(findings::add);
    range(
            "Decoupling, eigenvalues weighted by each sample's loss over those by the mean loss:",
            firstOfEachPlace(rows("decoupling", "ratio")))
        .ifPresent(findings::add);
    range("Outliers n of the Hessian:", atMinimum(rows("spectrum", "outliers")))
        .ifPresent(findings::add);
    range("Size h* of the outliers:", atMinimum(rows("spectrum", "hessian_outlier")))
        .ifPresent(findings::add);
    errors(rows("test-error", "error_difference")).ifPresent(findings::add);
    return findings;
  }

  private List<LawRow> rows(String law, String parameter) {
    return laws.rows(row -> row.is(law, "", parameter) && Double.isFinite(row.estimate()));
  }

  /** Those of the largest eigenvalues, which come first, at each step of each cell. */
  private static Collection<LawRow> firstOfEachPlace(List<LawRow> rows) {
    Map<String, LawRow> first = new LinkedHashMap<>();
    rows.forEach(row -> first.putIfAbsent(row.cellId() + row.group().split(" ", 2)[0], row));
    return first.values();
  }

  /** Those of the common minimum, or all where there is none. */
  private static List<LawRow> atMinimum(List<LawRow> rows) {
    List<LawRow> minimum = rows.stream().filter(row -> row.group().equals("minimum")).toList();
    return minimum.isEmpty() ? rows : minimum;
  }

  private static Optional<CardLine> range(String sentence, Collection<LawRow> rows) {
    if (rows.isEmpty()) {
      return Optional.empty();
    }
    if (rows.size() == 1) {
      return Optional.of(CardLine.beside(sentence, rows.iterator().next()));
    }
    double low = rows.stream().mapToDouble(LawRow::estimate).min().orElseThrow();
    double high = rows.stream().mapToDouble(LawRow::estimate).max().orElseThrow();
    Map<String, Long> verdicts =
        rows.stream()
            .collect(
                Collectors.groupingBy(LawRow::verdict, LinkedHashMap::new, Collectors.counting()));
    CardLine counted = CardLine.count(sentence, verdicts);
    String numbers = Numbers.range(low, high);
    List<Double> predictions =
        rows.stream().map(LawRow::predicted).filter(Double::isFinite).distinct().toList();
    if (predictions.isEmpty()) {
      return Optional.of(new CardLine(sentence, numbers, "no-prediction"));
    }
    String predicted =
        predictions.size() == 1 ? "predicted " + Numbers.brief(predictions.get(0)) + ": " : "";
    return Optional.of(
        new CardLine(
            sentence,
            "%s; %s%s".formatted(numbers, predicted, counted.numbers()),
            counted.verdict()));
  }

  /** Theory has no sign for a difference of test errors, so intervals are held against 0. */
  private static Optional<CardLine> errors(List<LawRow> differences) {
    String sentence = "Test error, enhanced noise or a larger batch against plain SGD:";
    if (differences.isEmpty()) {
      return Optional.empty();
    }
    if (differences.size() == 1) {
      return Optional.of(CardLine.beside(sentence, differences.get(0)));
    }
    long lower = differences.stream().filter(row -> row.high() < 0).count();
    long higher = differences.stream().filter(row -> row.low() > 0).count();
    return Optional.of(
        new CardLine(
            sentence,
            "lower in %,d, higher in %,d, not told apart in %,d of %,d contrasts"
                .formatted(lower, higher, differences.size() - lower - higher, differences.size()),
            "no-prediction"));
  }
}
