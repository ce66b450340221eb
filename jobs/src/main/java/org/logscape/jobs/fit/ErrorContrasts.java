package org.logscape.jobs.fit;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.logscape.jobs.predict.CellFacts;
import org.logscape.statistics.StudentInterval;

/**
 * Differences of mean test errors (arXiv 2009.13094): along alpha, each enhanced cell minus the
 * plain one of the same B and eta; along B, each cell of a larger batch minus the plain one of the
 * smallest. Cells of different batches have one eta, or, where the spec ties eta to B, that of
 * their batch.
 *
 * <p>Where B_eff = B / (alpha^2 + (1 - alpha)^2) and eta are equal the noise is, and a difference
 * of 0 is predicted (derived from arXiv 2009.13094); elsewhere nothing is. Intervals are Welch's;
 * of cells that share their random numbers Student's over the differences of partners.
 */
final class ErrorContrasts {
  static final String PARAMETER = "error_difference";

  /** Below it two effective batch sizes differ by rounding alone. */
  private static final double ROUNDING = 1e-9;

  private final Map<String, CellErrors> errors;
  private final PairedRuns pairs;

  private ErrorContrasts(Map<String, CellErrors> errors, PairedRuns pairs) {
    this.errors = errors;
    this.pairs = pairs;
  }

  /** Contrasts of the errors of cells, by their id. */
  static ErrorContrasts of(Map<String, CellErrors> errors, PairedRuns pairs) {
    return new ErrorContrasts(errors, pairs);
  }

  /** The rows, first along alpha, then along B. */
  List<FitRow> rows(List<CellFacts> cells) {
    List<FitRow> rows = new ArrayList<>();
    for (List<CellFacts> group : by(cells, ErrorSetting::alongAlpha)) {
      plain(group)
          .ifPresent(
              reference ->
                  group.stream()
                      .filter(cell -> cell.noiseEnhancement() != 1)
                      .forEach(cell -> rows.add(row(cell, reference))));
    }
    for (List<CellFacts> group : alongBatch(cells)) {
      plain(group)
          .ifPresent(
              reference ->
                  group.stream()
                      .filter(cell -> cell.batchSize() > reference.batchSize())
                      .forEach(cell -> rows.add(row(cell, reference))));
    }
    return rows;
  }

  private interface Key {
    ErrorSetting of(CellFacts facts);
  }

  private static Collection<List<CellFacts>> by(List<CellFacts> cells, Key key) {
    return cells.stream()
        .collect(Collectors.groupingBy(key::of, LinkedHashMap::new, Collectors.toList()))
        .values();
  }

  /** Cells whose B may differ, and eta only as a function of B. */
  private static List<List<CellFacts>> alongBatch(List<CellFacts> cells) {
    List<List<CellFacts>> groups = new ArrayList<>();
    for (List<CellFacts> group : by(cells, ErrorSetting::alongBatchAndRate)) {
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
        groups.addAll(by(group, ErrorSetting::alongBatch));
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

  private FitRow row(CellFacts cell, CellFacts reference) {
    CellErrors first = errors.get(cell.cellId());
    CellErrors second = errors.get(reference.cellId());
    boolean isPaired = arePartners(cell, reference);
    Measured measured = isPaired ? paired(first, second) : apart(first, second);
    Double predicted = hasEqualNoise(cell, reference) ? 0.0 : null;
    List<String> warnings = TestErrors.warnings(first);
    TestErrors.warnings(second).forEach(warning -> warnings.add("reference: " + warning));
    if (!measured.hasInterval()) {
      warnings.add("no interval: fewer than two runs in one cell or both");
    }
    return new FitRow(
        cell.cellId(),
        TestErrors.LAW,
        null,
        PARAMETER,
        "against " + reference.label() + (isPaired ? ", paired" : ""),
        measured,
        predicted,
        FitRow.Support.of(first.values().length + second.values().length),
        Verdict.of(measured, predicted, Verdict.Regime.INSIDE),
        warnings);
  }

  private static Measured apart(CellErrors first, CellErrors second) {
    if (first.isEmpty() || second.isEmpty()) {
      return Measured.none();
    }
    double difference = mean(first.values()) - mean(second.values());
    return StudentInterval.ofDifference(first.values(), second.values(), Measured.LEVEL)
        .map(interval -> Measured.of(difference, interval))
        .orElseGet(() -> Measured.of(difference));
  }

  private static Measured paired(CellErrors first, CellErrors second) {
    return Measured.ofMean(
        first.byReplica().entrySet().stream()
            .filter(run -> second.byReplica().containsKey(run.getKey()))
            .mapToDouble(run -> run.getValue() - second.byReplica().get(run.getKey()))
            .toArray());
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
    return first.learningRate() == second.learningRate() && Math.abs(a / b - 1) < ROUNDING;
  }
}
