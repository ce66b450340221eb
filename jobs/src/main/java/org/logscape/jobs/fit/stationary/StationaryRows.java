package org.logscape.jobs.fit.stationary;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.hipparchus.distribution.continuous.ChiSquaredDistribution;
import org.logscape.jobs.fit.CellGroup;
import org.logscape.jobs.fit.FitRow;
import org.logscape.jobs.fit.LawFailure;
import org.logscape.jobs.fit.Measured;
import org.logscape.jobs.fit.RunSums;
import org.logscape.jobs.fit.TheoryWords;
import org.logscape.jobs.fit.Verdict;
import org.logscape.jobs.fit.Warning;
import org.logscape.jobs.fit.WarningCode;
import org.logscape.jobs.predict.CellTheory;
import org.logscape.jobs.text.Numbers;
import org.logscape.statistics.BinnedBetaFit;
import org.logscape.statistics.BinnedBetaGoodness;
import org.logscape.statistics.BinnedTailFit;
import org.logscape.statistics.Finding;
import org.logscape.statistics.Interval;

/**
 * The stationary law of one cell: its core by the Beta law of 1 - L*&#47;L (n and phi), its far
 * tail by a power law, its mean; each with the prediction of the log-landscape theory and the exact
 * one for Gaussian inputs. Core and tail have different exponents, so they are reported separately.
 */
final class StationaryRows {
  static final WarningCode ASYMPTOTE = new WarningCode("asymptote", "the predicted value far out");
  static final WarningCode INFINITE_PREDICTION =
      new WarningCode("infinite-prediction", "theory predicts an infinite value");
  static final WarningCode NEAREST_LAW =
      new WarningCode("nearest-law", "the nearest of several predictions");
  static final WarningCode WORST_BIN =
      new WarningCode("worst-bin", "where data and fit differ most");

  static final String LAW = "stationary-law";

  /** The tail begins beyond L = 2 L* and holds at most this share of the samples. */
  private static final double TAIL_SHARE = 0.01;

  /** The tail holds at least this many samples. */
  private static final long FEWEST_IN_TAIL = 1_000;

  private final StationaryCell cell;
  private final CellTheory theory;
  private final HistogramSums sums;
  private final List<FitRow> rows = new ArrayList<>();

  private StationaryRows(StationaryCell cell, HistogramSums sums) {
    this.cell = cell;
    theory = cell.theory();
    this.sums = sums;
  }

  /** Rows for core and tail of a cell. */
  static List<FitRow> rows(StationaryCell cell, HistogramSums sums) {
    return LawFailure.orRow(
        FitRow.of(LAW, "n").cell(cell.id()),
        () -> {
          StationaryRows laws = new StationaryRows(cell, sums);
          laws.addCore();
          laws.addTail();
          return laws.rows;
        });
  }

  /** The row of a cell of which no loss was counted. */
  static List<FitRow> without(StationaryCell cell, RunSums runs) {
    StationaryRows laws = new StationaryRows(cell, null);
    laws.addShapes(
        Measured.none(),
        Measured.none(),
        FitRow.Support.of(0),
        WarningCode.NO_LOSSES.says(runs.noLosses()));
    return laws.rows;
  }

  /** Rows for the mean of L - L*, from the runs' own means. */
  static List<FitRow> meanRows(StationaryCell cell, RunSums sums) {
    CellTheory theory = cell.theory();
    Measured measured = sums.meanLossAbove(theory.facts().lossMin());
    StationaryRows laws = new StationaryRows(cell, null);
    double predicted = theory.landscape().meanExcessLoss(theory.facts().lossMin());
    laws.add(
        LAW,
        "mean_excess_loss",
        CellGroup.none(),
        measured,
        finite(predicted),
        FitRow.Support.of(sums.withMean()),
        infinite(predicted));
    theory
        .gaussianDesign()
        .ifPresent(
            exact ->
                laws.add(
                    TheoryWords.GAUSSIAN_DESIGN,
                    "mean_excess_loss",
                    CellGroup.none(),
                    measured,
                    finite(exact.meanExcessLoss()),
                    FitRow.Support.of(sums.withMean()),
                    infinite(exact.meanExcessLoss())));
    return laws.rows;
  }

  private static List<Warning> infinite(double predicted) {
    return Double.isInfinite(predicted)
        ? INFINITE_PREDICTION.says("theory has an infinite mean loss here")
        : List.of();
  }

  private static Double finite(double value) {
    return Double.isFinite(value) ? (Double) value : null;
  }

  private void add(
      String law,
      String parameter,
      CellGroup group,
      Measured measured,
      Double predicted,
      FitRow.Support support,
      List<Warning> more) {
    List<Warning> warnings = new ArrayList<>(cell.warnings());
    warnings.addAll(more);
    Verdict.Regime regime = law.equals(LAW) ? cell.regime() : cell.exactRegime();
    rows.add(
        FitRow.of(law, parameter)
            .cell(theory.facts().cellId())
            .group(group)
            .measured(measured)
            .predicted(predicted)
            .support(support)
            .verdict(Verdict.of(measured, predicted, regime))
            .warn(warnings));
  }

  private void addCore() {
    BinnedBetaFit law = BinnedBetaFit.of(sums.low(), sums.high());
    Optional<BinnedBetaFit.Fit> fit = law.fit(sums.counts());
    if (fit.isEmpty()) {
      addShapes(
          Measured.none(),
          Measured.none(),
          FitRow.Support.of(sums.total()),
          WarningCode.TOO_FEW_DATA.says("fewer than three bins hold counts"));
      return;
    }
    double[] outliers = new double[sums.replicates()];
    double[] phi = new double[sums.replicates()];
    for (int r = 0; r < outliers.length; r++) {
      Optional<BinnedBetaFit.Fit> sampled = law.fit(sums.counts(r), fit.get());
      outliers[r] = sampled.map(BinnedBetaFit.Fit::outliers).orElse(Double.NaN);
      phi[r] = sampled.map(BinnedBetaFit.Fit::phi).orElse(Double.NaN);
    }
    // samples along a run are correlated: the likelihood orders laws but its AIC means nothing
    FitRow.Support support = new FitRow.Support(sums.total(), fit.get().logLikelihood(), null);
    addShapes(
        resampled(fit.get().outliers(), outliers),
        resampled(fit.get().phi(), phi),
        support,
        hasFewGroups()
            ? WarningCode.FEW_GROUPS.says(
                "%d groups of runs, too few to resample".formatted(sums.groups()))
            : List.of());
    if (!hasFewGroups() && sums.replicates() > 1) {
      addIndependence(fit.get());
    }
  }

  /** Number of independent losses, and whether they are consistent with the fitted law. */
  private void addIndependence(BinnedBetaFit.Fit fit) {
    LossBins bins = sums.filled();
    double size = bins.effectiveSampleSize();
    if (!(size > 0)) {
      return;
    }
    // as a variance of G - 1 degrees of freedom, which so many resamplings know no better than this
    double degrees = 1 / (1.0 / (sums.groups() - 1) + 1.0 / (sums.replicates() - 1));
    ChiSquaredDistribution spread = new ChiSquaredDistribution(degrees);
    double low = spread.inverseCumulativeProbability(0.5 * (1 - Interval.COVERAGE)) / degrees;
    double high = spread.inverseCumulativeProbability(0.5 * (1 + Interval.COVERAGE)) / degrees;
    FitRow.Support support = FitRow.Support.of(sums.total());
    add(
        LAW,
        "effective_sample_size",
        CellGroup.none(),
        Measured.of(size, Interval.of(size * low, size * high)),
        null,
        support,
        List.of());
    double share = Math.min(1, size / sums.total());
    Finding<BinnedBetaGoodness> goodness =
        BinnedBetaGoodness.of(BinnedBetaFit.of(bins.low(), bins.high()), fit, bins.counts(), share);
    List<Warning> warnings = new ArrayList<>(cell.warnings());
    goodness.whyNot().ifPresent(reason -> warnings.addAll(WarningCode.NO_FIT.says(reason)));
    goodness
        .found()
        .ifPresent(
            test ->
                warnings.addAll(
                    WORST_BIN.says(
                        "worst near L/L*-1=%s, where each loss counts as %.2g independent ones"
                            .formatted(Numbers.brief(bins.low()[test.worstBin()]), share))));
    rows.add(
        FitRow.of(LAW, "goodness_p_value")
            .cell(theory.facts().cellId())
            .measured(
                goodness
                    .found()
                    .map(test -> Measured.of(test.test().pValue()))
                    .orElseGet(Measured::none))
            .support(support)
            .verdict(
                goodness
                    .found()
                    .map(
                        test ->
                            Verdict.ofTest(sums.total(), test.test().pValue(), cell.exactRegime()))
                    .orElse(Verdict.TOO_FEW_EVENTS))
            .warn(warnings));
  }

  private boolean hasFewGroups() {
    return sums.groups() < LossBins.FEWEST_GROUPS;
  }

  private Measured resampled(double estimate, double[] replicates) {
    return hasFewGroups() ? Measured.of(estimate) : Measured.of(estimate, replicates);
  }

  private void addShapes(
      Measured outliers, Measured phi, FitRow.Support support, List<Warning> warnings) {
    add(
        LAW,
        "n",
        CellGroup.none(),
        outliers,
        (double) theory.landscape().outliers(),
        support,
        warnings);
    add(LAW, "phi", CellGroup.none(), phi, theory.landscape().phi(), support, warnings);
  }

  private void addTail() {
    double[] low = sums.low();
    double[] high = sums.high();
    int first = sums.firstBinOfTail(1, TAIL_SHARE);
    Optional<BinnedTailFit> fit =
        first < 0 ? Optional.empty() : BinnedTailFit.fit(low, high, sums.counts(), first);
    if (fit.isEmpty() || fit.get().observations() < FEWEST_IN_TAIL) {
      return;
    }
    double[] replicates = new double[sums.replicates()];
    for (int r = 0; r < replicates.length; r++) {
      replicates[r] =
          BinnedTailFit.fit(low, high, sums.counts(r), first)
              .map(BinnedTailFit::exponent)
              .orElse(Double.NaN);
    }
    Measured measured = resampled(fit.get().exponent(), replicates);
    CellGroup range = CellGroup.none().range("L/L*-1", fit.get().from(), fit.get().to());
    FitRow.Support support = FitRow.Support.of((long) fit.get().observations());
    int before = rows.size();
    double outliers = 0.5 * theory.landscape().outliers();
    addTailOf(
        LAW,
        range,
        measured,
        inRange(1, outliers, theory.landscape().stationaryShapeB(), first),
        theory.landscape().stationaryShapeB(),
        support);
    theory
        .gaussianInputsBasin()
        .ifPresent(
            basin ->
                addTailOf(
                    TheoryWords.GAUSSIAN_DESIGN,
                    range,
                    measured,
                    inRange(2, outliers, basin.tailExponent(), first),
                    basin.tailExponent(),
                    support));
    theory
        .kesten()
        .ifPresent(
            kesten -> {
              double exponent = kesten.tailExponent().orElse(Double.NaN);
              addTailOf(TheoryWords.KESTEN, range, measured, exponent, exponent, support);
            });
    if (rows.size() - before > 1) {
      markPreferred(before);
    }
  }

  /**
   * The exponent that a law's own tail shows over the bins fitted, which lie short of where it is a
   * pure power: w r / (1 + w r) is Beta(n/2, x) with r = L/L* - 1, x the asymptotic exponent and w
   * = 1 + c of the quadratic basin.
   */
  private double inRange(double w, double a, double b, int first) {
    return new BetaTail(w, a, b).exponent(sums.low(), sums.high(), first);
  }

  private void addTailOf(
      String law,
      CellGroup range,
      Measured measured,
      double predicted,
      double asymptote,
      FitRow.Support support) {
    add(
        law,
        "tail_exponent",
        range,
        measured,
        finite(predicted),
        support,
        ASYMPTOTE.says("far out the exponent would be %s".formatted(Numbers.brief(asymptote))));
  }

  /** Of laws with a prediction for the same tail the nearest one is what the data prefer. */
  private void markPreferred(int from) {
    List<FitRow> tails = new ArrayList<>(rows.subList(from, rows.size()));
    tails.stream()
        .filter(row -> row.predicted() != null)
        .min(Comparator.comparingDouble(StationaryRows::distance))
        .ifPresent(
            nearest ->
                rows.set(
                    rows.indexOf(nearest),
                    nearest.warn(
                        NEAREST_LAW.says("the nearest of the laws that speak of this tail"))));
  }

  private static double distance(FitRow row) {
    return Math.abs(row.measured().estimate() - row.predicted());
  }
}
