package org.logscape.jobs.fit.error;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.logscape.jobs.fit.CellGroup;
import org.logscape.jobs.fit.FitRow;
import org.logscape.jobs.fit.Measured;
import org.logscape.jobs.fit.PairedRuns;
import org.logscape.jobs.fit.Verdict;
import org.logscape.jobs.fit.Warning;
import org.logscape.jobs.fit.WarningCode;
import org.logscape.jobs.predict.CellFacts;
import org.logscape.jobs.text.Numbers;
import org.logscape.statistics.Interval;
import org.logscape.statistics.MeanCombination;
import org.logscape.statistics.StudentInterval;

/**
 * Differences of mean test errors (arXiv 2009.13094): along alpha, each enhanced cell minus the
 * plain one of the same B and eta; along B, each cell of a larger batch minus the plain one of the
 * smallest. Cells of different batches have one eta, or, where the spec ties eta to B, that of
 * their batch. Cells that ended at different training losses are not judged, see {@link EqualLoss}.
 *
 * <p>Where B_eff = B / (alpha^2 + (1 - alpha)^2) and eta are equal the noise is, and a difference
 * of 0 is predicted (derived from arXiv 2009.13094); elsewhere nothing is. Intervals are Welch's;
 * of cells that share their random numbers Student's over the differences of partners.
 *
 * <p>These intervals are those of the seeds on the same test data. How much another test set could
 * change a difference is said beside it, see {@link TestSetNoise}.
 */
final class TestErrorDifferences {
  static final String PARAMETER = "error_difference";
  static final String P_VALUE = "p_value";

  private final Map<String, FinalTestErrors> errors;
  private final PairedRuns pairs;

  private TestErrorDifferences(Map<String, FinalTestErrors> errors, PairedRuns pairs) {
    this.errors = errors;
    this.pairs = pairs;
  }

  /** Contrasts of the errors of cells, by their id. */
  static TestErrorDifferences of(Map<String, FinalTestErrors> errors, PairedRuns pairs) {
    return new TestErrorDifferences(errors, pairs);
  }

  /** The rows, first along alpha, then along B. */
  List<FitRow> rows(List<CellFacts> cells) {
    List<FitRow> rows = new ArrayList<>();
    for (List<CellFacts> group : by(cells, ComparedCells::alongAlpha)) {
      plain(group)
          .ifPresent(
              reference ->
                  group.stream()
                      .filter(cell -> cell.noiseEnhancement() != 1)
                      .forEach(cell -> rows.addAll(rows(cell, reference))));
    }
    for (List<CellFacts> group : alongBatch(cells)) {
      plain(group)
          .ifPresent(
              reference ->
                  group.stream()
                      .filter(cell -> cell.batchSize() > reference.batchSize())
                      .forEach(cell -> rows.addAll(rows(cell, reference))));
    }
    return rows;
  }

  private interface Key {
    ComparedCells of(CellFacts facts);
  }

  private static Collection<List<CellFacts>> by(List<CellFacts> cells, Key key) {
    return cells.stream()
        .collect(Collectors.groupingBy(key::of, LinkedHashMap::new, Collectors.toList()))
        .values();
  }

  /** Cells whose B may differ, and eta only as a function of B. */
  private static List<List<CellFacts>> alongBatch(List<CellFacts> cells) {
    List<List<CellFacts>> groups = new ArrayList<>();
    for (List<CellFacts> group : by(cells, ComparedCells::alongBatchAndRate)) {
      boolean isTied =
          group.stream()
              .collect(
                  Collectors.groupingBy(
                      CellFacts::batchSize,
                      Collectors.mapping(CellFacts::learningRate, Collectors.toSet())))
              .values()
              .stream()
              .allMatch(rates -> rates.size() == 1);
      if (isTied) {
        groups.add(group);
      } else {
        groups.addAll(by(group, ComparedCells::alongBatch));
      }
    }
    return groups;
  }

  /** The cell of plain SGD with the smallest batch. */
  private static Optional<CellFacts> plain(List<CellFacts> group) {
    return group.stream()
        .filter(cell -> cell.noiseEnhancement() == 1)
        .min(Comparator.comparingInt(CellFacts::batchSize));
  }

  private List<FitRow> rows(CellFacts cell, CellFacts reference) {
    FinalTestErrors first = errors.get(cell.cellId());
    FinalTestErrors second = errors.get(reference.cellId());
    boolean isPaired = arePartners(cell, reference);
    Measured measured = isPaired ? paired(first, second) : apart(first, second);
    List<Warning> unequal = EqualLoss.between(List.of(first, second));
    Double predicted = hasEqualNoise(cell, reference) ? 0.0 : null;
    List<Warning> warnings = new ArrayList<>(unequal);
    warnings.addAll(TestErrors.warnings(first));
    TestErrors.warnings(second)
        .forEach(
            warning -> warnings.add(new Warning(warning.code(), "reference: " + warning.text())));
    if (!measured.hasInterval()) {
      warnings.addAll(
          WarningCode.NO_INTERVAL.says("no interval: fewer than two runs in one cell or both"));
    }
    if (isPaired) {
      warnings.addAll(gain(first, second));
    }
    Optional<TestSetNoise> noise =
        TestSetNoise.of(cell, first, reference, second)
            .filter(found -> measured.estimate() != null);
    noise.ifPresent(found -> warnings.addAll(found.beside(measured)));
    CellGroup against = CellGroup.none().against(reference.label() + (isPaired ? ", paired" : ""));
    int runs = first.values().length + second.values().length;
    List<FitRow> rows = new ArrayList<>();
    rows.add(
        FitRow.of(TestErrors.LAW, PARAMETER)
            .cell(cell.cellId())
            .group(against)
            .measured(measured)
            .predicted(predicted)
            .support(runs)
            .verdict(judged(measured, predicted, unequal))
            .warn(warnings));
    noise.ifPresent(found -> rows.add(found.row(cell, against, runs)));
    combination(first, second, isPaired)
        .ifPresent(
            found ->
                rows.add(
                    FitRow.of(TestErrors.LAW, P_VALUE)
                        .cell(cell.cellId())
                        .group(against)
                        .measured(Measured.of(found.pValue()))
                        .support(runs)
                        .verdict(unequal.isEmpty() ? Verdict.NO_PREDICTION : Verdict.OUTSIDE_REGIME)
                        .warn(unequal)));
    return rows;
  }

  private static Verdict judged(Measured measured, Double predicted, List<Warning> unequal) {
    return unequal.isEmpty() || !measured.hasInterval()
        ? Verdict.of(measured, predicted, Verdict.Regime.INSIDE)
        : Verdict.OUTSIDE_REGIME;
  }

  private static List<Warning> gain(FinalTestErrors first, FinalTestErrors second) {
    Optional<MeanCombination> apart = difference(first, second);
    Optional<MeanCombination> together =
        MeanCombination.of(new double[] {1}, ofPartners(first, second));
    if (apart.isEmpty() || together.isEmpty() || !(together.get().standardError() > 0)) {
      return List.of();
    }
    double ratio = apart.get().standardError() / together.get().standardError();
    return WarningCode.METHOD.says(
        "paired runs: the variance is that of independent runs over %s"
            .formatted(Numbers.brief(ratio * ratio)));
  }

  private static Optional<MeanCombination> combination(
      FinalTestErrors first, FinalTestErrors second, boolean isPaired) {
    return isPaired
        ? MeanCombination.of(new double[] {1}, ofPartners(first, second))
        : difference(first, second);
  }

  private static Optional<MeanCombination> difference(
      FinalTestErrors first, FinalTestErrors second) {
    return MeanCombination.of(new double[] {1, -1}, first.values(), second.values());
  }

  private static Measured apart(FinalTestErrors first, FinalTestErrors second) {
    if (first.isEmpty() || second.isEmpty()) {
      return Measured.none();
    }
    double difference = mean(first.values()) - mean(second.values());
    return StudentInterval.ofDifference(first.values(), second.values(), Interval.COVERAGE)
        .map(interval -> Measured.of(difference, interval))
        .orElseGet(() -> Measured.of(difference));
  }

  private static Measured paired(FinalTestErrors first, FinalTestErrors second) {
    return Measured.ofMean(ofPartners(first, second));
  }

  private static double[] ofPartners(FinalTestErrors first, FinalTestErrors second) {
    return first.byReplica().entrySet().stream()
        .filter(run -> second.byReplica().containsKey(run.getKey()))
        .mapToDouble(
            run -> run.getValue().testError() - second.byReplica().get(run.getKey()).testError())
        .toArray();
  }

  private static double mean(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum / values.length;
  }

  private boolean arePartners(CellFacts first, CellFacts second) {
    return pairs.groups().stream()
        .map(group -> group.cells().stream().map(cell -> cell.facts().cellId()).toList())
        .anyMatch(ids -> ids.contains(first.cellId()) && ids.contains(second.cellId()));
  }

  private static boolean hasEqualNoise(CellFacts first, CellFacts second) {
    double a = first.batchSize() / first.noiseFactor();
    double b = second.batchSize() / second.noiseFactor();
    return first.learningRate() == second.learningRate() && CellGroup.areEqual(a, b);
  }
}
