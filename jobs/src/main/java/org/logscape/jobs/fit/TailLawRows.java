package org.logscape.jobs.fit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.logscape.jobs.predict.CellTheory;
import org.logscape.jobs.text.Numbers;
import org.logscape.statistics.ChiSquare;
import org.logscape.statistics.Finding;
import org.logscape.statistics.NormalInterval;
import org.logscape.statistics.contest.Contest;
import org.logscape.statistics.contest.VuongTest;
import org.logscape.statistics.powerlaw.PowerLawFit;
import org.logscape.statistics.powerlaw.TailContest;
import org.logscape.statistics.powerlaw.TailSample;
import org.logscape.statistics.powerlaw.XminSearch;
import org.logscape.theory.RegimeGuard;

/**
 * The loss tail of one cell by the method of Clauset, Shalizi and Newman: the exponent of the
 * density in r = L/L* - 1 beside what theory has over the same range, where the tail starts, how
 * far the data lie from the fit, the exponent from other starts on, and the power law against its
 * rivals. The p-value is {@link TailPValues}'.
 */
final class TailLawRows {
  static final String LAW = "tail-law";
  static final String P_VALUE = "p_value";

  /** Shares of all losses that tails hold in the table of exponents against their start. */
  private static final double[] SHARES = {0.3, 0.1, 0.03, 0.01, 0.003, 0.001};

  /** The core: so large a share of the losses lies below its end. */
  private static final double CORE_SHARE = 0.01;

  private static final double CONTEST_LEVEL = 0.1;
  private static final double FEWEST = 50;

  private final CellTheory theory;
  private final TailSource source;
  private final LossBins bins;
  private final TailSample sample;
  private final List<String> notes;
  private final List<FitRow> rows = new ArrayList<>();

  private TailLawRows(CellTheory theory, TailSource source, LossBins bins, List<String> notes) {
    this.theory = theory;
    this.source = source;
    this.bins = bins;
    this.sample = source.sample();
    this.notes = notes;
  }

  /**
   * The rows of a histogram.
   *
   * @param share of the counts that are taken as independent
   */
  static List<FitRow> ofHistogram(
      CellTheory theory, TailSource source, LossBins bins, double share) {
    List<String> notes = new ArrayList<>();
    if (share < 1) {
      notes.add("each loss counts as %s independent ones".formatted(Numbers.brief(share)));
    }
    if (bins.hasFewGroups()) {
      notes.add("%d groups of runs, too few to resample".formatted(bins.groups()));
    }
    TailLawRows rows = new TailLawRows(theory, source, bins, notes);
    Finding<XminSearch.Row> found = TailSource.search().search(rows.sample);
    if (found.found().isEmpty()) {
      return List.of(rows.without(found.whyNot().orElseThrow()));
    }
    XminSearch.Row best = found.orElseThrow();
    rows.addFit(best, rows.resampled(best.fit().exponent(), share));
    rows.addTable(best.fit());
    rows.addRivals(best.fit());
    rows.addCore();
    return rows.rows;
  }

  /**
   * The rows of single values.
   *
   * @param bins the cell's histogram, whose edges are those of predictions
   * @param kept what is to be said of how the values were chosen
   */
  static List<FitRow> ofSnapshots(
      CellTheory theory, TailSource source, LossBins bins, List<String> kept) {
    List<String> notes = new ArrayList<>(kept);
    notes.add("snapshots are taken as independent");
    TailLawRows rows = new TailLawRows(theory, source, bins, notes);
    Finding<XminSearch.Row> found = TailSource.search().search(rows.sample);
    if (found.found().isEmpty()) {
      return List.of(rows.without(found.whyNot().orElseThrow()));
    }
    XminSearch.Row best = found.orElseThrow();
    PowerLawFit fit = best.fit();
    rows.addFit(best, Measured.of(fit.exponent(), fit.interval(Measured.LEVEL)));
    rows.addTable(fit);
    rows.addRivals(fit);
    rows.addBinning(fit);
    return rows.rows;
  }

  private FitRow without(String reason) {
    List<String> warnings = new ArrayList<>(notes);
    warnings.add(reason);
    return row(
        "exponent",
        "",
        Measured.none(),
        null,
        FitRow.Support.of((long) sample.observations(0)),
        Verdict.TOO_FEW_EVENTS,
        warnings);
  }

  private FitRow row(
      String parameter,
      String range,
      Measured measured,
      Double predicted,
      FitRow.Support support,
      Verdict verdict,
      List<String> warnings) {
    return new FitRow(
        source.cellId(),
        LAW,
        null,
        parameter,
        ("source=" + source.name() + " " + range).strip(),
        measured,
        predicted,
        support,
        verdict,
        warnings);
  }

  static String from(double xmin) {
    return "L/L*-1=%s..".formatted(Numbers.brief(xmin));
  }

  private void addFit(XminSearch.Row best, Measured exponent) {
    PowerLawFit fit = best.fit();
    FitRow.Support support =
        new FitRow.Support(
            (long) fit.observations(), fit.logLikelihood(), 2 - 2 * fit.logLikelihood());
    List<TailTheory.Prediction> predictions = predictions(fit.xmin());
    Double predicted = predictions.isEmpty() ? null : predictions.get(0).exponent();
    List<String> warnings = new ArrayList<>(RegimeGuard.settings(theory.landscape()));
    warnings.addAll(notes);
    if (!predictions.isEmpty()) {
      warnings.add(
          "over this range theory has "
              + String.join(", ", predictions.stream().map(TailTheory.Prediction::words).toList()));
    }
    Verdict.Regime regime =
        theory.landscape().isStable() || predictions.size() > 1
            ? Verdict.Regime.INSIDE
            : Verdict.Regime.OUTSIDE;
    rows.add(
        row(
            "exponent",
            from(fit.xmin()),
            exponent,
            predicted,
            support,
            Verdict.of(exponent, predicted, regime),
            warnings));
    rows.add(
        row("xmin", "", Measured.of(fit.xmin()), null, support, Verdict.NO_PREDICTION, List.of()));
    rows.add(
        row(
            "ks_distance",
            from(fit.xmin()),
            Measured.of(best.distance()),
            null,
            support,
            Verdict.NO_PREDICTION,
            List.of()));
  }

  private List<TailTheory.Prediction> predictions(double xmin) {
    return bins == null
        ? List.of()
        : TailTheory.of(theory).predictions(bins.low(), bins.high(), bins.firstFrom(xmin));
  }

  /** Groups of runs drawn anew, the start of the tail searched anew in each. */
  private Measured resampled(double estimate, double share) {
    if (bins.hasFewGroups()) {
      return Measured.of(estimate);
    }
    double[] exponents =
        Arrays.stream(bins.replicates())
            .mapToDouble(
                counts -> {
                  double[] independent = Arrays.stream(counts).map(c -> c * share).toArray();
                  return TailSource.search()
                      .search(TailSample.binned(bins.low(), bins.high(), independent))
                      .found()
                      .map(row -> row.fit().exponent())
                      .orElse(Double.NaN);
                })
            .toArray();
    return Measured.of(estimate, exponents);
  }

  private void addTable(PowerLawFit best) {
    double total = sample.observations(0);
    double last = -1;
    for (double share : SHARES) {
      int first = 0;
      while (first < sample.cells() - 1 && sample.observations(first) > share * total) {
        first++;
      }
      boolean enough = sample.observations(first) >= FEWEST && sample.xmin(first) > last;
      if (!enough) {
        continue;
      }
      last = sample.xmin(first);
      sample
          .fit(first)
          .found()
          .ifPresent(
              fit -> {
                List<TailTheory.Prediction> predictions = predictions(fit.xmin());
                Double predicted = predictions.isEmpty() ? null : predictions.get(0).exponent();
                Measured measured = Measured.of(fit.exponent(), fit.interval(Measured.LEVEL));
                rows.add(
                    row(
                        "exponent_from",
                        from(fit.xmin()),
                        measured,
                        predicted,
                        FitRow.Support.of((long) fit.observations()),
                        fit.xmin() < best.xmin()
                            ? Verdict.NO_PREDICTION
                            : Verdict.of(measured, predicted, Verdict.Regime.INSIDE),
                        fit.xmin() < best.xmin()
                            ? List.of("below the start of the tail")
                            : List.of()));
              });
    }
  }

  private void addRivals(PowerLawFit fit) {
    Finding<TailContest> contest = TailContest.of(sample, fit.first());
    contest.found().ifPresent(found -> addRivals(fit, found));
  }

  private void addRivals(PowerLawFit fit, TailContest rivals) {
    Contest contest = rivals.contest();
    String words = ContestWords.of(contest.verdict(CONTEST_LEVEL));
    for (int i = 1; i < rivals.laws().size(); i++) {
      double difference = contest.logLikelihood(0) - contest.logLikelihood(i);
      Finding<VuongTest> vuong = contest.vuong(0, i);
      Measured measured =
          vuong
              .found()
              .filter(test -> test.statistic() != 0)
              .map(
                  test ->
                      Measured.of(
                          difference,
                          NormalInterval.around(
                              difference, test.ratio() / test.statistic(), Measured.LEVEL)))
              .orElseGet(() -> Measured.of(difference));
      ChiSquare nested = contest.nested(0, i).orElse(null);
      double pValue =
          nested != null ? nested.pValue() : vuong.found().map(VuongTest::pValue).orElse(1.0);
      Verdict verdict =
          nested != null
              ? pValue < CONTEST_LEVEL ? Verdict.REJECTED : Verdict.PREFERRED
              : pValue >= CONTEST_LEVEL
                  ? Verdict.UNDECIDED
                  : difference > 0 ? Verdict.PREFERRED : Verdict.REJECTED;
      rows.add(
          row(
              against(rivals.laws().get(i).name()),
              from(fit.xmin()),
              measured,
              null,
              new FitRow.Support(
                  (long) fit.observations(), contest.logLikelihood(i), contest.aic(i)),
              verdict,
              List.of(
                  "log-likelihood of the power law less that of the rival",
                  (nested != null ? "nested" : "Vuong's") + " test p = " + Numbers.brief(pValue),
                  words)));
    }
    rivals
        .unfitted()
        .forEach(
            (name, reason) ->
                rows.add(
                    row(
                        against(name),
                        from(fit.xmin()),
                        Measured.none(),
                        null,
                        FitRow.Support.of((long) fit.observations()),
                        Verdict.UNDECIDED,
                        List.of(reason.replace("; ", ", ")))));
  }

  private static String against(String law) {
    return "against_" + law.toLowerCase(Locale.ROOT).replace(' ', '_');
  }

  /** The core apart: P(r &lt; R) grows as R^(n/2) near the minimum, which is the tail of 1/r. */
  private void addCore() {
    int end = 1;
    double below = bins.counts()[0];
    while (end < bins.counts().length - 1
        && below + bins.counts()[end] <= CORE_SHARE * bins.total()) {
      below += bins.counts()[end];
      end++;
    }
    int size = end;
    double[] low = new double[size];
    double[] high = new double[size];
    double[] counts = new double[size];
    for (int i = 0; i < size; i++) {
      int bin = size - 1 - i;
      low[i] = 1 / bins.high()[bin];
      high[i] = 1 / bins.low()[bin];
      counts[i] = source.numbers()[bin];
    }
    Finding<PowerLawFit> fit = TailSample.binned(low, high, counts).fit(0);
    double predicted = 0.5 * theory.landscape().outliers();
    Measured measured =
        fit.found()
            .filter(core -> core.observations() >= FEWEST)
            .map(
                core ->
                    Measured.of(
                        core.exponent() - 1,
                        NormalInterval.around(
                            core.exponent() - 1, core.standardError(), Measured.LEVEL)))
            .orElseGet(Measured::none);
    List<String> warnings = new ArrayList<>(notes);
    warnings.add(
        measured.estimate() == null
            ? "too few losses near the minimum"
            : "P(r < R) as a power of R over the lowest %.0f %%".formatted(100 * CORE_SHARE));
    rows.add(
        row(
            "core_exponent",
            "L/L*-1=..%s".formatted(Numbers.brief(bins.high()[size - 1])),
            measured,
            predicted,
            FitRow.Support.of((long) Arrays.stream(counts).sum()),
            Verdict.of(measured, predicted, Verdict.Regime.INSIDE),
            warnings));
  }

  /**
   * The same values in the histogram's bins, from the same start on: the difference that binning
   * makes. The raw estimate is the efficient one, so the variance of the difference is the
   * difference of the variances (Hausman, Econometrica 46, 1978, 1251).
   */
  private void addBinning(PowerLawFit raw) {
    if (bins == null) {
      return;
    }
    int first = bins.firstFrom(raw.xmin());
    double[] low = Arrays.copyOfRange(bins.low(), first, bins.low().length);
    double[] high = Arrays.copyOfRange(bins.high(), first, bins.high().length);
    double[] counts = new double[low.length];
    double[] values = Arrays.stream(source.numbers()).filter(value -> value >= low[0]).toArray();
    for (double value : values) {
      int place = Arrays.binarySearch(low, value);
      counts[place >= 0 ? place : -place - 2]++;
    }
    if (values.length < FEWEST) {
      return;
    }
    TailSample beyond = TailSample.continuous(values);
    Finding<PowerLawFit> single = exponentFrom(beyond, low[0], values);
    Finding<PowerLawFit> binned = TailSample.binned(low, high, counts).fit(0);
    if (single.found().isEmpty() || binned.found().isEmpty()) {
      return;
    }
    double difference = binned.orElseThrow().exponent() - single.orElseThrow().exponent();
    double variance =
        Math.max(
            0,
            square(binned.orElseThrow().standardError())
                - square(single.orElseThrow().standardError()));
    Measured measured =
        Measured.of(
            difference, NormalInterval.around(difference, Math.sqrt(variance), Measured.LEVEL));
    rows.add(
        row(
            "binned_less_raw",
            from(low[0]),
            measured,
            0.0,
            FitRow.Support.of(values.length),
            Verdict.of(measured, 0.0, Verdict.Regime.INSIDE),
            List.of(
                "exponent of the same values in the histogram's bins, less that of the values")));
  }

  /** The exponent beyond an edge that is no observation: 1 + n / sum log(x / edge). */
  private static Finding<PowerLawFit> exponentFrom(
      TailSample sample, double edge, double[] values) {
    double sum = Arrays.stream(values).map(value -> Math.log(value / edge)).sum();
    double n = values.length;
    double slope = n / sum;
    return sum > 0
        ? Finding.of(
            new PowerLawFit(
                1 + slope, slope / Math.sqrt(n), edge, 0, sample.observations(0), Double.NaN))
        : Finding.none("no spread");
  }

  private static double square(double x) {
    return x * x;
  }
}
