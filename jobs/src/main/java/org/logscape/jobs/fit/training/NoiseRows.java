package org.logscape.jobs.fit.training;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.logscape.jobs.fit.CellGroup;
import org.logscape.jobs.fit.FitRow;
import org.logscape.jobs.fit.Measured;
import org.logscape.jobs.fit.Verdict;
import org.logscape.jobs.fit.Warning;
import org.logscape.jobs.fit.WarningCode;
import org.logscape.jobs.text.Numbers;
import org.logscape.statistics.BlockJackknife;
import org.logscape.statistics.Interval;
import org.logscape.statistics.NormalInterval;
import org.logscape.statistics.PairMoments;

/**
 * Gradient noise along training against the loss. Where loss and gradients decouple, tr Sigma = 2 L
 * tr H* / B (arXiv 2105.09557, section 3): in logarithms a line of slope 1, and a ratio of measured
 * to predicted of 1, with tr H* that of the Gauss-Newton matrix at the same point.
 *
 * <p>Points along a run are correlated, so each run gives one number and the interval is Student's
 * over runs; a single run's is from leaving out stretches of it in turn.
 */
final class NoiseRows {
  static final WarningCode NARROW_RANGE =
      new WarningCode("narrow-range", "the data cover a narrow range");
  static final WarningCode ONE_RUN =
      new WarningCode("one-run", "one run: the interval does not come from a comparison of runs");

  static final String LAW = "noise-law";

  /** Slope of ln tr Sigma in ln L. */
  static final String SLOPE = "slope";

  /** Pearson's correlation of ln tr Sigma and ln L. */
  static final String LOG_CORRELATION = "log_correlation";

  /** Pearson's correlation of tr Sigma and L. */
  static final String CORRELATION = "correlation";

  /** Geometric mean of tr Sigma over 2 L tr H* / B. */
  static final String RATIO = "ratio";

  /** Mean of the trace from random minibatches over the exact one. */
  static final String SAMPLED_RATIO = "sampled_ratio";

  /** Mean cosine of the angle between Sigma and the Gauss-Newton matrix. */
  static final String ALIGNMENT = "alignment";

  /** Fewest points of a run from which a slope is fitted. */
  private static final int FEWEST_POINTS = 3;

  /** Losses within such a factor say little about a power. */
  private static final double NARROW = 2;

  private final String cell;
  private final List<NoiseRun> runs;
  private final NoiseSums all;
  private final CellGroup group;

  private NoiseRows(String cell, List<NoiseRun> runs) {
    this.cell = cell;
    this.runs = runs;
    this.all = runs.stream().map(NoiseRun::whole).reduce(NoiseSums.none(), NoiseSums::plus);
    this.group =
        all.points() == 0
            ? CellGroup.none()
            : CellGroup.none().range("loss", all.lowestLoss(), all.highestLoss());
  }

  /** The rows of a cell, of whose runs the noise was measured. */
  static List<FitRow> rows(String cell, Iterable<NoiseRun> runs) {
    List<NoiseRun> ordered = new ArrayList<>();
    runs.forEach(ordered::add);
    ordered.sort(Comparator.comparing(NoiseRun::name));
    return new NoiseRows(cell, ordered).rows();
  }

  private List<FitRow> rows() {
    List<FitRow> rows = new ArrayList<>();
    if (runs.stream().noneMatch(run -> run.whole().points() >= FEWEST_POINTS)) {
      rows.add(
          row(SLOPE, Measured.none(), 1.0, all.points(), Verdict.TOO_FEW_EVENTS)
              .warn(
                  WarningCode.TOO_FEW_DATA.says(
                      "no run has %d points whose loss and noise are above 0"
                          .formatted(FEWEST_POINTS))));
    } else {
      rows.add(slope());
      rows.add(
          row(
              LOG_CORRELATION,
              bounded(overRuns(ofMany(NoiseSums::logs, PairMoments::correlation)))));
      rows.add(
          row(CORRELATION, bounded(overRuns(ofMany(NoiseSums::values, PairMoments::correlation)))));
    }
    if (all.excess().count() > 0) {
      rows.add(
          judged(
              RATIO, overRuns(sums -> sums.excess().value()).exponential(), all.excess().count()));
    }
    if (all.sampled().count() > 0) {
      rows.add(sampled());
    }
    if (all.alignment().count() > 0) {
      rows.add(row(ALIGNMENT, bounded(overRuns(sums -> sums.alignment().value()))));
    }
    return rows;
  }

  private FitRow slope() {
    FitRow row = judged(SLOPE, overRuns(ofMany(NoiseSums::logs, PairMoments::slope)), all.points());
    if (row.measured().estimate() == null) {
      return row.warn(WarningCode.NO_VARIATION.says("the loss does not vary along any run"));
    }
    return all.highestLoss() < NARROW * all.lowestLoss()
        ? row.warn(
            NARROW_RANGE.says(
                "losses within a factor of %s say little".formatted(Numbers.brief(NARROW))))
        : row;
  }

  /** Minibatches are drawn anew at every point, so errors of points are independent. */
  private FitRow sampled() {
    long count = all.sampled().count();
    double mean = all.sampled().value();
    double error = Math.sqrt(all.sampledVariance()) / count;
    return judged(
        SAMPLED_RATIO,
        Measured.of(mean, NormalInterval.around(mean, error, Interval.COVERAGE)),
        count);
  }

  private static ToDoubleFunction<NoiseSums> ofMany(
      Function<NoiseSums, PairMoments> moments, ToDoubleFunction<PairMoments> statistic) {
    return sums ->
        sums.points() < FEWEST_POINTS ? Double.NaN : statistic.applyAsDouble(moments.apply(sums));
  }

  private Measured overRuns(ToDoubleFunction<NoiseSums> statistic) {
    if (runs.size() == 1) {
      NoiseRun run = runs.get(0);
      double estimate = statistic.applyAsDouble(run.whole());
      return BlockJackknife.of(run.stretches(), NoiseSums::plus, statistic, Interval.COVERAGE)
          .map(interval -> Measured.of(estimate, interval))
          .orElseGet(() -> Measured.of(estimate));
    }
    return Measured.ofMean(
        runs.stream()
            .mapToDouble(run -> statistic.applyAsDouble(run.whole()))
            .filter(Double::isFinite)
            .toArray());
  }

  /** Cosines and correlations do not leave -1 to 1, and nor do their intervals. */
  private static Measured bounded(Measured measured) {
    return measured.hasInterval()
        ? new Measured(
            measured.estimate(), Math.max(-1, measured.low()), Math.min(1, measured.high()))
        : measured;
  }

  private FitRow judged(String parameter, Measured measured, long observations) {
    return row(
        parameter, measured, 1.0, observations, Verdict.of(measured, 1.0, Verdict.Regime.INSIDE));
  }

  private FitRow row(String parameter, Measured measured) {
    return measured.estimate() == null
        ? row(parameter, measured, null, all.points(), Verdict.TOO_FEW_EVENTS)
            .warn(WarningCode.NO_VARIATION.says("loss or noise does not vary along any run"))
        : row(parameter, measured, null, all.points(), Verdict.NO_PREDICTION);
  }

  private FitRow row(
      String parameter, Measured measured, Double predicted, long observations, Verdict verdict) {
    List<Warning> warnings = new ArrayList<>();
    if (all.leftOut() > 0) {
      warnings.addAll(
          WarningCode.POINTS_LEFT_OUT.says(
              "%,d points whose loss or noise is 0 or not finite are left out"
                  .formatted(all.leftOut())));
    }
    if (runs.size() == 1 && measured.hasInterval() && !parameter.equals(SAMPLED_RATIO)) {
      warnings.addAll(
          ONE_RUN.says("one run: interval from leaving out stretches of it, not over runs"));
    }
    if (measured.estimate() != null && !measured.hasInterval()) {
      warnings.addAll(WarningCode.NO_INTERVAL.says("only one run has enough points: no interval"));
    }
    return FitRow.of(LAW, parameter)
        .cell(cell)
        .group(group)
        .measured(measured)
        .predicted(predicted)
        .support(observations)
        .verdict(verdict)
        .warn(warnings);
  }
}
