package org.logscape.jobs.report.page;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.logscape.jobs.fit.Parameter;
import org.logscape.jobs.fit.error.TestErrorLaw;
import org.logscape.jobs.fit.training.DecouplingLaw;
import org.logscape.jobs.fit.training.NoiseLaw;
import org.logscape.jobs.fit.training.SpectrumLaw;
import org.logscape.jobs.report.data.FittedLaws;
import org.logscape.jobs.text.Numbers;
import org.logscape.jobs.verdict.LawRow;

/**
 * The card's lines about what was measured along training: gradient noise, its spectra, the
 * outliers of the Hessian, test errors. One line for all cells that are shown, with the range of
 * their numbers.
 */
final class TrainingFindings {
  /** The parameters that have their lines here. */
  static final List<Parameter> PARAMETERS =
      List.of(
          NoiseLaw.SLOPE,
          NoiseLaw.RATIO,
          DecouplingLaw.RATIO,
          SpectrumLaw.OUTLIERS,
          SpectrumLaw.SIZE,
          TestErrorLaw.DIFFERENCE);

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
    range(NoiseLaw.SLOPE, rows(NoiseLaw.SLOPE)).ifPresent(findings::add);
    range(NoiseLaw.RATIO, rows(NoiseLaw.RATIO)).ifPresent(findings::add);
    range(DecouplingLaw.RATIO, firstOfEachPlace(rows(DecouplingLaw.RATIO)))
        .ifPresent(findings::add);
    range(SpectrumLaw.OUTLIERS, atMinimum(rows(SpectrumLaw.OUTLIERS))).ifPresent(findings::add);
    range(SpectrumLaw.SIZE, atMinimum(rows(SpectrumLaw.SIZE))).ifPresent(findings::add);
    errors(rows(TestErrorLaw.DIFFERENCE)).ifPresent(findings::add);
    return findings;
  }

  private List<LawRow> rows(Parameter parameter) {
    return laws.rows(row -> row.is(parameter, Optional.empty()) && Double.isFinite(row.estimate()));
  }

  /** Those of the largest eigenvalues, which come first, at each step of each cell. */
  private static Collection<LawRow> firstOfEachPlace(List<LawRow> rows) {
    Map<String, LawRow> first = new LinkedHashMap<>();
    rows.forEach(
        row -> first.putIfAbsent(row.cellId() + row.group().parts().stream().findFirst(), row));
    return first.values();
  }

  /** Those of the common minimum, or all where there is none. */
  private static List<LawRow> atMinimum(List<LawRow> rows) {
    List<LawRow> minimum =
        rows.stream().filter(row -> row.group().has(SpectrumLaw.MINIMUM)).toList();
    return minimum.isEmpty() ? rows : minimum;
  }

  private static Optional<CardLine> range(Parameter parameter, Collection<LawRow> rows) {
    String sentence = CardLine.sentence(parameter, Optional.empty());
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
    String sentence = CardLine.sentence(TestErrorLaw.DIFFERENCE, Optional.empty());
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
            "lower in %,d, higher in %,d, indistinguishable in %,d of %,d contrasts"
                .formatted(lower, higher, differences.size() - lower - higher, differences.size()),
            "no-prediction"));
  }
}
