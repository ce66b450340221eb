package org.logscape.jobs.fit.training;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.function.ToDoubleFunction;
import org.logscape.jobs.fit.CellGroup;
import org.logscape.jobs.fit.FitRow;
import org.logscape.jobs.fit.Measured;
import org.logscape.jobs.fit.Verdict;
import org.logscape.jobs.fit.WarningCode;
import org.logscape.statistics.PairMoments;

/**
 * The decoupling test of arXiv 2105.09557 (section 3, figure 1): the eigenvalues of (1/N) sum l C_f
 * over those of L (1/N) sum C_f at equal rank, C_f = grad f grad f^T. Where sample losses and
 * gradients of the output decouple, the two matrices are equal: every ratio is 1, and in logarithms
 * one spectrum against the other is a line of slope 1.
 *
 * <p>Ranks of one spectrum are no independent measurements, so intervals are Student's over runs
 * alone; how far single ranks are off is the spread.
 */
final class Decoupling {
  static final String LAW = "decoupling";

  /** Geometric mean of the ratio over the ranks that the group names. */
  static final String RATIO = "ratio";

  /** Geometric standard deviation of the ratio over those ranks, a factor. */
  static final String SPREAD = "ratio_spread";

  /** Slope of the logarithms, the loss-weighted in the decoupled eigenvalue. */
  static final String SLOPE = "slope";

  /** Pearson's correlation of the logarithms. */
  static final String LOG_CORRELATION = "log_correlation";

  /** The ranks that carry most of the noise. */
  private static final int TOP = 10;

  private static final int FEWEST_RANKS = 3;

  /** Eigenvalues below so much of the largest are rounding. */
  private static final double ROUNDING = 1e-10;

  private final String cell;
  private final CellGroup place;

  private Decoupling(String cell, CellGroup place) {
    this.cell = cell;
    this.place = place;
  }

  /**
   * The rows of a cell; none where no spectrum of these kinds was measured.
   *
   * @param spectra in order of the steps
   */
  static List<FitRow> rows(String cell, List<MeasuredSpectrum> spectra) {
    List<FitRow> rows = new ArrayList<>();
    MeasuredSpectrum.byPlace(spectra, MeasuredSpectrum.LOSS_WEIGHTED, MeasuredSpectrum.DECOUPLED)
        .forEach((place, there) -> rows.addAll(new Decoupling(cell, place).rows(there)));
    return rows;
  }

  /**
   * Both eigenvalues at one rank, as logarithms.
   *
   * @param weighted ln of that of (1/N) sum l C_f
   * @param decoupled ln of that of L (1/N) sum C_f
   */
  private record Rank(double weighted, double decoupled) {
    /** ln of the ratio against nothing. */
    PairMoments ratio() {
      return PairMoments.of(0, weighted - decoupled);
    }

    PairMoments both() {
      return PairMoments.of(decoupled, weighted);
    }
  }

  private List<FitRow> rows(List<MeasuredSpectrum> spectra) {
    List<List<Rank>> runs =
        spectra.stream().map(Decoupling::ranks).filter(ranks -> !ranks.isEmpty()).toList();
    if (runs.isEmpty()) {
      return List.of(
          row(RATIO, place, Measured.none(), 1.0, 0, Verdict.TOO_FEW_EVENTS)
              .warn(WarningCode.NO_DATA.says("no rank has a positive eigenvalue in both spectra")));
    }
    List<FitRow> rows = new ArrayList<>();
    int most = runs.stream().mapToInt(List::size).min().orElseThrow();
    rows.addAll(ratios(runs, Math.min(TOP, most)));
    if (most > TOP) {
      rows.addAll(ratios(runs, most));
    }
    CellGroup group = group(most);
    long observations = (long) runs.size() * most;
    if (most < FEWEST_RANKS) {
      rows.add(
          row(SLOPE, group, Measured.none(), 1.0, observations, Verdict.TOO_FEW_EVENTS)
              .warn(WarningCode.TOO_FEW_DATA.says("fewer than %d ranks".formatted(FEWEST_RANKS))));
      return rows;
    }
    Measured slope = both(runs, most, PairMoments::slope);
    rows.add(
        slope.estimate() == null
            ? row(SLOPE, group, slope, 1.0, observations, Verdict.TOO_FEW_EVENTS)
                .warn(WarningCode.NO_VARIATION.says("all eigenvalues are equal"))
            : judged(SLOPE, group, slope, observations));
    Measured correlation = both(runs, most, PairMoments::correlation);
    if (correlation.estimate() != null) {
      rows.add(row(LOG_CORRELATION, group, correlation, null, observations, Verdict.NO_PREDICTION));
    }
    return rows;
  }

  private List<FitRow> ratios(List<List<Rank>> runs, int ranks) {
    CellGroup group = group(ranks);
    long observations = (long) runs.size() * ranks;
    List<FitRow> rows = new ArrayList<>();
    rows.add(
        judged(
            RATIO,
            group,
            Measured.ofMean(over(runs, ranks, PairMoments::meanY)).exponential(),
            observations));
    if (ranks > 1) {
      rows.add(
          row(
              SPREAD,
              group,
              Measured.ofMean(over(runs, ranks, PairMoments::deviationOfY)).exponential(),
              null,
              observations,
              Verdict.NO_PREDICTION));
    }
    return rows;
  }

  private static double[] over(
      List<List<Rank>> runs, int ranks, ToDoubleFunction<PairMoments> statistic) {
    return runs.stream()
        .map(run -> run.subList(0, ranks).stream().map(Rank::ratio))
        .map(ratios -> ratios.reduce(PairMoments.none(), PairMoments::plus))
        .mapToDouble(statistic)
        .toArray();
  }

  private static Measured both(
      List<List<Rank>> runs, int ranks, ToDoubleFunction<PairMoments> statistic) {
    return Measured.ofMean(
        runs.stream()
            .map(run -> run.subList(0, ranks).stream().map(Rank::both))
            .map(pairs -> pairs.reduce(PairMoments.none(), PairMoments::plus))
            .mapToDouble(statistic)
            .filter(Double::isFinite)
            .toArray());
  }

  /** The ranks from the first on that have both eigenvalues. */
  private static List<Rank> ranks(MeasuredSpectrum spectrum) {
    SortedMap<Integer, MeasuredSpectrum.Value> weighted =
        spectrum.of(MeasuredSpectrum.LOSS_WEIGHTED);
    SortedMap<Integer, MeasuredSpectrum.Value> decoupled = spectrum.of(MeasuredSpectrum.DECOUPLED);
    List<Rank> ranks = new ArrayList<>();
    if (!weighted.containsKey(0) || !decoupled.containsKey(0)) {
      return ranks;
    }
    double leastWeighted = ROUNDING * weighted.get(0).value();
    double leastDecoupled = ROUNDING * decoupled.get(0).value();
    for (int i = 0; weighted.containsKey(i) && decoupled.containsKey(i); i++) {
      double w = weighted.get(i).value();
      double d = decoupled.get(i).value();
      if (!(w > leastWeighted && d > leastDecoupled && Double.isFinite(w) && Double.isFinite(d))) {
        break;
      }
      ranks.add(new Rank(Math.log(w), Math.log(d)));
    }
    return ranks;
  }

  private CellGroup group(int ranks) {
    return place.number("ranks", ranks);
  }

  private FitRow judged(String parameter, CellGroup group, Measured measured, long observations) {
    FitRow row =
        row(
            parameter,
            group,
            measured,
            1.0,
            observations,
            Verdict.of(measured, 1.0, Verdict.Regime.INSIDE));
    return measured.hasInterval()
        ? row
        : row.warn(WarningCode.NO_INTERVAL.says("one spectrum: no interval over runs"));
  }

  private FitRow row(
      String parameter,
      CellGroup group,
      Measured measured,
      Double predicted,
      long observations,
      Verdict verdict) {
    return FitRow.of(LAW, parameter)
        .cell(cell)
        .group(group)
        .measured(measured)
        .predicted(predicted)
        .support(observations)
        .verdict(verdict);
  }
}
