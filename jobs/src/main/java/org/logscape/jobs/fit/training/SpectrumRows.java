package org.logscape.jobs.fit.training;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.logscape.jobs.fit.CellGroup;
import org.logscape.jobs.fit.FitRow;
import org.logscape.jobs.fit.Measured;
import org.logscape.jobs.fit.Verdict;
import org.logscape.jobs.fit.WarningCode;
import org.logscape.jobs.predict.CellFacts;
import org.logscape.jobs.text.Numbers;
import org.logscape.spectrum.Outliers;
import org.logscape.statistics.Interval;
import org.logscape.statistics.NormalInterval;

/**
 * The outliers of the Hessian's spectrum, n of them of mean size h* by the rule of {@link
 * Outliers}, its trace, and the outliers' share n h* / tr H of it. The laws assume that n and h* of
 * the minimum hold along the whole run (arXiv 2105.09557), so the prediction along a run is their
 * value at the minimum.
 */
final class SpectrumRows {
  static final WarningCode CUT_AT_END =
      new WarningCode("cut-at-end", "the cut is at the last eigenvalue computed");
  static final WarningCode INFINITE_RATIO =
      new WarningCode("infinite-ratio", "one eigenvalue alone is positive");
  static final WarningCode NEGATIVE_BULK =
      new WarningCode("negative-bulk", "the rest of the spectrum is negative on the whole");
  static final WarningCode UNCLEAR_CUT =
      new WarningCode("unclear-cut", "no clear cut between outliers and bulk");

  static final String LAW = "spectrum";

  /** n. */
  static final String OUTLIERS = "outliers";

  /** h*, in loss per theta squared. */
  static final String SIZE = "hessian_outlier";

  /** Smallest outlier over largest eigenvalue of the rest. */
  static final String RATIO = "outlier_ratio";

  /** tr H, in loss per theta squared. */
  static final String TRACE = "trace";

  /** n h* over tr H. */
  static final String SHARE = "outlier_share";

  /** Smaller ratios also occur between neighbours inside the bulk. */
  private static final double CLEAR_CUT = 1.5;

  private final CellFacts facts;
  private final CellGroup place;

  private SpectrumRows(CellFacts facts, CellGroup place) {
    this.facts = facts;
    this.place = place;
  }

  /**
   * The rows of a cell; none where no spectrum of the Hessian was measured.
   *
   * @param spectra in order of the steps
   */
  static List<FitRow> rows(CellFacts facts, List<MeasuredSpectrum> spectra) {
    List<FitRow> rows = new ArrayList<>();
    MeasuredSpectrum.byPlace(spectra, MeasuredSpectrum.EIGENVALUE, MeasuredSpectrum.TRACE)
        .forEach((place, there) -> rows.addAll(new SpectrumRows(facts, place).rows(there)));
    return rows;
  }

  /**
   * What one spectrum gives.
   *
   * @param outliers null where the rule has nothing to go by
   * @param eigenvalues how many there are
   * @param trace null where it was not measured
   */
  private record Summary(Outliers outliers, int eigenvalues, MeasuredSpectrum.Value trace) {
    static Summary of(MeasuredSpectrum spectrum) {
      double[] values =
          spectrum.of(MeasuredSpectrum.EIGENVALUE).values().stream()
              .mapToDouble(MeasuredSpectrum.Value::value)
              .toArray();
      return new Summary(
          values.length >= 2 && values[0] > 0 ? Outliers.of(values) : null,
          values.length,
          spectrum.of(MeasuredSpectrum.TRACE).values().stream().findFirst().orElse(null));
    }

    boolean hasShare() {
      return outliers != null && trace != null && trace.value() > 0;
    }

    double share() {
      return outliers.count() * outliers.size() / trace.value();
    }

    boolean isUnclear() {
      return outliers != null && outliers.ratio() < CLEAR_CUT;
    }

    /** Whether there might be more outliers than eigenvalues were computed. */
    boolean isCutAtTheEnd() {
      return outliers != null && outliers.count() >= eigenvalues - 1;
    }
  }

  private List<FitRow> rows(List<MeasuredSpectrum> spectra) {
    boolean isAlongRuns = spectra.get(0).step() != null;
    List<Summary> all = spectra.stream().map(Summary::of).toList();
    List<Summary> cut = all.stream().filter(s -> s.outliers() != null).toList();
    List<FitRow> rows = new ArrayList<>();
    if (cut.isEmpty()) {
      rows.add(
          row(OUTLIERS, Measured.none(), null, 0, Verdict.TOO_FEW_EVENTS)
              .warn(
                  WarningCode.TOO_FEW_DATA.says(
                      "fewer than two eigenvalues, or the largest is not positive")));
    } else {
      Double count =
          isAlongRuns && facts.outliers() != null ? (Double) (double) facts.outliers() : null;
      Double size = isAlongRuns ? facts.hessianOutlier() : null;
      rows.add(warned(row(OUTLIERS, cut, s -> s.outliers().count(), count), cut));
      rows.add(row(SIZE, cut, s -> s.outliers().size(), size));
      rows.add(row(RATIO, cut, s -> s.outliers().ratio(), null));
    }
    List<Summary> traced = all.stream().filter(s -> s.trace() != null).toList();
    if (!traced.isEmpty()) {
      rows.add(trace(traced));
    }
    List<Summary> shared = all.stream().filter(Summary::hasShare).toList();
    if (!shared.isEmpty()) {
      FitRow share = row(SHARE, shared, Summary::share, null);
      rows.add(
          share.measured().estimate() > 1
              ? share.warn(
                  NEGATIVE_BULK.says("above 1: the rest of the spectrum is negative on the whole"))
              : share);
    }
    return rows;
  }

  private static FitRow warned(FitRow row, List<Summary> cut) {
    FitRow said = row;
    long unclear = cut.stream().filter(Summary::isUnclear).count();
    if (unclear > 0) {
      double least = cut.stream().mapToDouble(s -> s.outliers().ratio()).min().orElseThrow();
      said =
          said.warn(
              UNCLEAR_CUT.says(
                  "no clear cut between outliers and bulk in %s: neighbours' largest ratio is %s"
                      .formatted(
                          cut.size() == 1
                              ? "this spectrum"
                              : unclear + " of " + cut.size() + " spectra",
                          Numbers.brief(least))));
    }
    if (cut.stream().anyMatch(Summary::isCutAtTheEnd)) {
      said =
          said.warn(
              CUT_AT_END.says(
                  "the cut is at the last eigenvalue computed: there may be more outliers"));
    }
    return said;
  }

  private FitRow trace(List<Summary> traced) {
    MeasuredSpectrum.Value first = traced.get(0).trace();
    if (traced.size() == 1 && first.error() > 0) {
      return row(
          TRACE,
          Measured.of(
              first.value(),
              NormalInterval.around(first.value(), first.error(), Interval.COVERAGE)),
          null,
          1,
          Verdict.NO_PREDICTION);
    }
    return row(TRACE, traced, s -> s.trace().value(), null);
  }

  private FitRow row(
      String parameter,
      List<Summary> spectra,
      ToDoubleFunction<Summary> statistic,
      Double predicted) {
    Measured measured =
        Measured.ofMean(spectra.stream().mapToDouble(statistic).filter(Double::isFinite).toArray());
    Verdict verdict =
        Optional.ofNullable(predicted)
            .map(value -> Verdict.of(measured, value, Verdict.Regime.INSIDE))
            .orElse(Verdict.NO_PREDICTION);
    FitRow row = row(parameter, measured, predicted, spectra.size(), verdict);
    if (measured.estimate() == null) {
      return row.warn(INFINITE_RATIO.says("infinite: one eigenvalue alone is positive"));
    }
    return predicted != null && !measured.hasInterval()
        ? row.warn(WarningCode.NO_INTERVAL.says("one spectrum: no interval over runs"))
        : row;
  }

  private FitRow row(
      String parameter, Measured measured, Double predicted, long observations, Verdict verdict) {
    return FitRow.of(LAW, parameter)
        .cell(facts.cellId())
        .group(place)
        .measured(measured)
        .predicted(predicted)
        .support(observations)
        .verdict(verdict);
  }
}
