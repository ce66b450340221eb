package org.logscape.jobs.fit.escape;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import org.logscape.jobs.fit.CellGroup;
import org.logscape.jobs.fit.FitRow;
import org.logscape.jobs.fit.Measured;
import org.logscape.jobs.fit.PairedRuns;
import org.logscape.jobs.fit.RunSums;
import org.logscape.jobs.fit.Verdict;
import org.logscape.jobs.fit.WarningCode;
import org.logscape.jobs.predict.CellFacts;
import org.logscape.jobs.predict.CellTheory;
import org.logscape.jobs.predict.Watched;
import org.logscape.observe.EndsAfter;

/**
 * Compares the rates of cells that share their random numbers, each with the first of them: ratio
 * and difference with intervals from resampling whole replicas, both cells together, and the gain
 * in precision from the pairing. Only replicas that all of these cells have are used.
 *
 * <p>The prediction is that of the two rates. Between cells that differ in B and alpha alone at one
 * B_eff = B / (alpha^2 + (1 - alpha)^2) it is a ratio of 1 (derived from arXiv 2009.13094), whether
 * or not there is a law for the rate itself.
 */
final class Contrasts {
  static final WarningCode EQUAL_RUNS =
      new WarningCode("equal-runs", "paired runs are equal: no error is left");

  static final String LAW = "contrast";
  static final String RATIO = "rate_ratio";
  static final String DIFFERENCE = "rate_difference";
  static final String GAIN = "variance_gain";

  /** Below such a share of the other a variance is rounding. */
  private static final double NO_VARIANCE = 1e-18;

  private Contrasts() {}

  /**
   * The rows.
   *
   * @param pairs cells that share random numbers
   * @param watched events
   * @param sums of the matched replicas, resampled with their partners
   * @param runs sums over the runs of each cell
   * @param after what ends a run
   */
  static List<FitRow> rows(
      PairedRuns pairs,
      List<Watched> watched,
      Map<EventSums.Key, EventSums> sums,
      Map<String, RunSums> runs,
      EndsAfter after) {
    List<FitRow> rows = new ArrayList<>();
    for (Watched event : watched) {
      for (PairedRuns.Group group : pairs.groups()) {
        List<EscapePoint> points = new ArrayList<>();
        for (CellTheory cell : group.cells()) {
          String id = cell.facts().cellId();
          EventSums sum = sums.get(new EventSums.Key(id, event));
          if (sum != null) {
            points.add(new EscapePoint(cell, event, sum, runs.get(id).diverged(), after));
          }
        }
        for (int i = 1; i < points.size(); i++) {
          rows.addAll(rows(points.get(i), points.get(0)));
        }
      }
    }
    return rows;
  }

  private static List<FitRow> rows(EscapePoint point, EscapePoint reference) {
    if (point.isStoppedShort()) {
      return List.of(
          row(point, reference, RATIO, Measured.none(), Optional.empty(), Verdict.TOO_FEW_EVENTS)
              .warn(
                  WarningCode.STOPPED_SHORT.says(
                      "runs stop at the separatrix, just when this event is near: no rate")));
    }
    if (point.sums().events() == 0 || reference.sums().events() == 0) {
      return List.of(
          row(
                  point,
                  reference,
                  RATIO,
                  Measured.none(),
                  ratio(point, reference),
                  Verdict.TOO_FEW_EVENTS)
              .warn(WarningCode.NO_EVENTS.says("no events in one cell or both")));
    }
    int replicates = point.sums().replicates();
    double[] ratios = new double[replicates];
    double[] differences = new double[replicates];
    for (int r = 0; r < replicates; r++) {
      double first = point.replicateRate(r);
      double second = reference.replicateRate(r);
      ratios[r] = first > 0 && second > 0 ? first / second : Double.NaN;
      differences[r] = first - second;
    }
    List<FitRow> rows = new ArrayList<>();
    rows.add(
        row(
            point,
            reference,
            RATIO,
            Measured.of(point.rate() / reference.rate(), ratios),
            ratio(point, reference)));
    rows.add(
        row(
            point,
            reference,
            DIFFERENCE,
            Measured.of(point.rate() - reference.rate(), differences),
            difference(point, reference)));
    rows.add(gain(point, reference));
    return rows;
  }

  /**
   * By what factor more runs two independent cells had needed for the same interval of the ratio:
   * the sum of the variances of both logarithms of the rate over the variance of their difference.
   */
  private static FitRow gain(EscapePoint point, EscapePoint reference) {
    Moments first = new Moments();
    Moments second = new Moments();
    Moments contrast = new Moments();
    for (int r = 0; r < point.sums().replicates(); r++) {
      double a = Math.log(point.replicateRate(r));
      double b = Math.log(reference.replicateRate(r));
      if (Double.isFinite(a) && Double.isFinite(b)) {
        first.add(a);
        second.add(b);
        contrast.add(a - b);
      }
    }
    double apart = first.variance() + second.variance();
    double together = contrast.variance();
    boolean equal = together <= NO_VARIANCE * apart;
    FitRow row =
        row(
            point,
            reference,
            GAIN,
            equal ? Measured.none() : Measured.of(apart / together),
            Optional.empty(),
            Verdict.NO_PREDICTION);
    return equal
        ? row.warn(EQUAL_RUNS.says("runs are equal, replica by replica: no error is left"))
        : row;
  }

  /** Mean and variance, updated number by number (Welford, Technometrics 4, 1962, 419). */
  private static final class Moments {
    private int count;
    private double mean;
    private double squares;

    void add(double value) {
      count++;
      double before = value - mean;
      mean += before / count;
      squares += before * (value - mean);
    }

    double variance() {
      return squares / Math.max(1, count - 1);
    }
  }

  private static Optional<Double> ratio(EscapePoint point, EscapePoint reference) {
    if (isIsoNoise(point.theory(), reference.theory())) {
      return Optional.of(1.0);
    }
    OptionalDouble first = point.theory().rate(point.watched());
    OptionalDouble second = reference.theory().rate(point.watched());
    return first.isPresent() && second.isPresent()
        ? Optional.of(first.getAsDouble() / second.getAsDouble())
        : Optional.empty();
  }

  private static Optional<Double> difference(EscapePoint point, EscapePoint reference) {
    if (isIsoNoise(point.theory(), reference.theory())) {
      return Optional.of(0.0);
    }
    OptionalDouble first = point.theory().rate(point.watched());
    OptionalDouble second = reference.theory().rate(point.watched());
    return first.isPresent() && second.isPresent()
        ? Optional.of(first.getAsDouble() - second.getAsDouble())
        : Optional.empty();
  }

  /** Whether B and alpha alone tell the cells apart, at one effective batch size. */
  private static boolean isIsoNoise(CellTheory first, CellTheory second) {
    CellFacts a = first.facts();
    CellFacts b = second.facts();
    return a.learningRate() == b.learningRate()
        && a.dimensions() == b.dimensions()
        && a.lossMin().equals(b.lossMin())
        && a.hessianOutlier().equals(b.hessianOutlier())
        && Objects.equals(a.lossSaddle(), b.lossSaddle())
        && Objects.equals(a.sampling(), b.sampling())
        && CellGroup.areEqual(first.landscape().temperature(), second.landscape().temperature());
  }

  private static FitRow row(
      EscapePoint point,
      EscapePoint reference,
      String parameter,
      Measured measured,
      Optional<Double> predicted) {
    boolean inside =
        isIsoNoise(point.theory(), reference.theory())
            || (point.regime() == Verdict.Regime.INSIDE
                && reference.regime() == Verdict.Regime.INSIDE);
    Verdict verdict =
        Verdict.of(
            Math.min(point.sums().events(), reference.sums().events()),
            measured,
            predicted.orElse(null),
            inside ? Verdict.Regime.INSIDE : Verdict.Regime.OUTSIDE);
    return row(point, reference, parameter, measured, predicted, verdict);
  }

  private static FitRow row(
      EscapePoint point,
      EscapePoint reference,
      String parameter,
      Measured measured,
      Optional<Double> predicted,
      Verdict verdict) {
    return FitRow.of(LAW, parameter)
        .cell(point.theory().facts().cellId())
        .event(point.watched())
        .group(
            CellGroup.none()
                .against(reference.theory().facts().label())
                .and(CellGroup.ofEvent(point.watched())))
        .measured(measured)
        .predicted(predicted.orElse(null))
        .support(point.sums().events() + reference.sums().events())
        .verdict(verdict)
        .warn(point.warnings());
  }
}
