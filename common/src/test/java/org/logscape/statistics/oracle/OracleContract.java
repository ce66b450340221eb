package org.logscape.statistics.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.hipparchus.distribution.continuous.LogNormalDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.logscape.statistics.BinnedBetaFit;
import org.logscape.statistics.BinnedBetaGoodness;
import org.logscape.statistics.CensoredRate;
import org.logscape.statistics.ChiSquare;
import org.logscape.statistics.Interval;
import org.logscape.statistics.Uniformity;
import org.logscape.statistics.contest.Contest;
import org.logscape.statistics.powerlaw.PowerLawFit;
import org.logscape.statistics.powerlaw.TailContest;
import org.logscape.statistics.powerlaw.TailDistance;
import org.logscape.statistics.powerlaw.TailLaw;
import org.logscape.statistics.powerlaw.TailSample;
import org.logscape.statistics.powerlaw.XminSearch;
import org.logscape.statistics.survival.CauseTable;
import org.logscape.statistics.survival.CumulativeIncidence;
import org.logscape.statistics.survival.ExponentialFit;
import org.logscape.statistics.survival.KaplanMeier;
import org.logscape.statistics.survival.LogRankTest;
import org.logscape.statistics.survival.NelsonAalen;
import org.logscape.statistics.survival.PiecewiseExponentialFit;
import org.logscape.statistics.survival.RiskTable;
import org.logscape.statistics.survival.SurvivalQuantile;
import org.logscape.statistics.survival.WeibullFit;

/**
 * The same data sets through this library and through lifelines, powerlaw, SciPy, statsmodels and
 * mpmath (oracle.py beside the data). Closed forms agree to 1e-9 of their value; where the other
 * program climbs a likelihood, to what its own stopping rule leaves.
 */
abstract class OracleContract {
  /** What the other programs say, by the keys of oracle.py. */
  abstract Map<String, Double> expected();

  private void agree(String key, double ours, double relative) {
    Double theirs = expected().get(key);
    assertThat(theirs).as(key).isNotNull();
    assertThat(ours).as(key).isCloseTo(theirs, within(relative * Math.abs(theirs) + 1e-300));
  }

  private void agree(String key, double ours) {
    agree(key, ours, 1e-9);
  }

  private static RiskTable table(String name) {
    return RiskTable.of(
        OracleData.column(name, "time"), OracleData.flags(OracleData.column(name, "event")));
  }

  private static List<RiskTable> groups(String name) {
    double[] times = OracleData.column(name, "time");
    boolean[] events = OracleData.flags(OracleData.column(name, "event"));
    double[] group = OracleData.column(name, "group");
    List<RiskTable> tables = new ArrayList<>();
    for (double g : Arrays.stream(group).distinct().sorted().toArray()) {
      int[] runs =
          java.util.stream.IntStream.range(0, group.length).filter(i -> group[i] == g).toArray();
      boolean[] observed = new boolean[runs.length];
      for (int i = 0; i < runs.length; i++) {
        observed[i] = events[runs[i]];
      }
      tables.add(RiskTable.of(Arrays.stream(runs).mapToDouble(i -> times[i]).toArray(), observed));
    }
    return tables;
  }

  private static String key(String name, String what, double time) {
    String at = time == Math.rint(time) ? Long.toString((long) time) : Double.toString(time);
    return name + "." + what + "." + at;
  }

  private static double[] times(String name) {
    return switch (name) {
      case "waltons" -> new double[] {6, 33, 54, 61, 69};
      case "leukemia" -> new double[] {6, 10, 15, 22};
      default -> new double[] {0.5, 1.5, 3, 5};
    };
  }

  @ParameterizedTest
  @ValueSource(strings = {"waltons", "leukemia", "weibull"})
  void curves(String name) {
    KaplanMeier survival = KaplanMeier.of(table(name));
    NelsonAalen hazard = NelsonAalen.of(table(name));
    for (double t : times(name)) {
      agree(key(name, "km", t), survival.survival(t));
      Interval band = survival.interval(t, 0.95).orElseThrow();
      agree(key(name, "km-low", t), band.low());
      agree(key(name, "km-high", t), band.high());
      agree(key(name, "km-error", t), Math.sqrt(survival.variance(t).orElseThrow()));
      agree(key(name, "na", t), hazard.hazard(t));
      Interval hazards = hazard.interval(t, 0.95).orElseThrow();
      agree(key(name, "na-low", t), hazards.low());
      agree(key(name, "na-high", t), hazards.high());
    }
    SurvivalQuantile median = survival.quantile(0.5, 0.95);
    agree(name + ".median", median.time());
    agree(name + ".median-low", median.interval().low());
    agree(name + ".median-high", median.interval().high());
    agree(name + ".quartile", survival.quantile(0.25, 0.95).time());
  }

  @ParameterizedTest
  @ValueSource(strings = {"waltons", "leukemia", "weibull"})
  void lifetimeLaws(String name) {
    ExponentialFit exponential = ExponentialFit.of(table(name)).orElseThrow();
    // lifelines climbs to 1e-9 of a likelihood of some hundreds, which leaves it within
    // sqrt(2e-9 * 700) = 1e-3 standard errors of the maximum.
    agree(
        name + ".exponential-mean",
        exponential.rate().meanTime(),
        1e-3 / Math.sqrt((double) exponential.rate().events()));
    agree(name + ".exponential-likelihood", exponential.logLikelihood());
    WeibullFit weibull = WeibullFit.of(table(name)).orElseThrow();
    agree(name + ".weibull-scale", weibull.scale(), 1e-3 * Math.sqrt(weibull.varianceLogScale()));
    agree(name + ".weibull-shape", weibull.shape(), 1e-3 * Math.sqrt(weibull.varianceLogShape()));
    agree(name + ".weibull-likelihood", weibull.logLikelihood());
    agree(
        name + ".weibull-scale-error",
        weibull.scale() * Math.sqrt(weibull.varianceLogScale()),
        1e-4);
    agree(
        name + ".weibull-shape-error",
        weibull.shape() * Math.sqrt(weibull.varianceLogShape()),
        1e-4);
    double[] t = times(name);
    PiecewiseExponentialFit pieces =
        PiecewiseExponentialFit.of(table(name), t[1] + 0.25, t[2] + 0.25).orElseThrow();
    agree(name + ".piece-likelihood", pieces.logLikelihood());
    for (int k = 0; k < 3; k++) {
      CensoredRate rate = pieces.rates().get(k);
      agree(name + ".piece." + k, rate.meanTime(), 1e-3 / Math.sqrt((double) rate.events()));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"waltons", "leukemia", "cells"})
  void logRank(String name) {
    ChiSquare test = LogRankTest.of(groups(name)).orElseThrow().test();
    agree(name + ".logrank", test.statistic());
    agree(name + ".logrank-p", test.pValue(), 1e-8);
    agree(name + ".logrank-statsmodels", test.statistic());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void competingRisks(int cause) {
    int[] causes =
        Arrays.stream(OracleData.column("causes", "cause")).mapToInt(c -> (int) c).toArray();
    CumulativeIncidence curve =
        CumulativeIncidence.of(
            CauseTable.of(OracleData.column("causes", "time"), causes, 2), cause);
    for (double t : new double[] {1, 3, 6, 9}) {
      String name = "causes." + cause;
      agree(key(name, "incidence", t), curve.incidence(t));
      agree(key(name, "variance", t), curve.variance(t));
      Interval interval = curve.interval(t, 0.95).orElseThrow();
      agree(key(name, "low", t), interval.low());
      agree(key(name, "high", t), interval.high());
    }
  }

  private static TailSample sample(String name) {
    double[] values = OracleData.column(name, "value");
    if (!name.equals("blackouts")) {
      return TailSample.continuous(values);
    }
    double[] counts = OracleData.column(name, "count");
    double[] all = new double[(int) Arrays.stream(counts).sum()];
    int size = 0;
    for (int i = 0; i < values.length; i++) {
      for (int k = 0; k < counts[i]; k++) {
        all[size++] = values[i];
      }
    }
    return TailSample.continuous(all);
  }

  private int first(TailSample sample, double xmin) {
    int cell = 0;
    while (sample.xmin(cell) < xmin) {
      cell++;
    }
    return cell;
  }

  @Test
  void startOfTheTail() {
    // Published for blackouts: 230,000 and 2.3.
    XminSearch.Row row = XminSearch.published().search(sample("blackouts")).orElseThrow();
    agree("blackouts.powerlaw.xmin", row.fit().xmin());
    agree("blackouts.powerlaw.xmin-alpha", row.fit().exponent(), 1e-5);
  }

  @ParameterizedTest
  @ValueSource(strings = {"blackouts", "pareto", "lognormal"})
  void startOfTheTailByTheTwoSidedDistance(String name) {
    // powerlaw looks at one side of each step of the empirical function, so that on the other two
    // sets its xmin is another one.
    XminSearch.Row row = XminSearch.published().search(sample(name)).orElseThrow();
    agree(name + ".scipy.xmin", row.fit().xmin());
    agree(name + ".scipy.xmin-distance", row.distance());
  }

  @ParameterizedTest
  @ValueSource(strings = {"blackouts", "pareto", "lognormal"})
  void powerLaw(String name) {
    TailSample sample = sample(name);
    PowerLawFit fit = sample.fit(first(sample, expected().get(name + ".xmin"))).orElseThrow();
    agree(name + ".scipy.alpha", fit.exponent(), 1e-8);
    agree(name + ".powerlaw.alpha", fit.exponent(), 1e-5);
    agree(name + ".scipy.power-likelihood", fit.logLikelihood(), 1e-11);
    agree(name + ".scipy.distance", sample.distance(fit, TailDistance.KOLMOGOROV_SMIRNOV));
    agree(name + ".scipy.kuiper", sample.distance(fit, TailDistance.KUIPER));
    if (name.equals("pareto") || name.equals("lognormal")) {
      agree(name + ".scipy.anderson", sample.distance(fit, TailDistance.ANDERSON_DARLING));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"blackouts", "pareto", "lognormal"})
  void rivals(String name) {
    TailSample sample = sample(name);
    TailContest rivals =
        TailContest.of(sample, first(sample, expected().get(name + ".xmin"))).orElseThrow();
    Contest contest = rivals.contest();
    for (int i = 1; i < rivals.laws().size(); i++) {
      TailLaw law = rivals.laws().get(i);
      String ofScipy = name + ".scipy." + law.name().replaceFirst(" .*", "");
      String ofPowerlaw = name + ".powerlaw." + law.name().replace(' ', '_');
      if (expected().containsKey(ofScipy + ".likelihood")) {
        // A simplex to 1e-12 of the likelihood; never below it.
        agree(ofScipy + ".likelihood", contest.logLikelihood(i), 1e-8);
      }
      // The ridge towards the power law is flat: parameters are compared where data fix them.
      boolean fixed = name.equals("blackouts") || name.equals("lognormal");
      if (fixed && !law.name().equals("exponential")) {
        law.parameters().forEach((key, value) -> agree(ofScipy + "." + key, value, 3e-3));
        agree(ofScipy + ".vuong", contest.vuong(0, i).orElseThrow().statistic(), 1e-4);
      }
      if (law.name().equals("exponential")) {
        agree(ofScipy + ".lambda", law.parameters().get("lambda"), 1e-5);
        agree(ofScipy + ".vuong", contest.vuong(0, i).orElseThrow().statistic(), 1e-5);
        agree(ofPowerlaw + ".ratio", contest.logLikelihood(0) - contest.logLikelihood(i), 1e-3);
      } else if (fixed || law.name().equals("truncated power law")) {
        // powerlaw's optimizer stops up to 0.01 of log-likelihood short of the maximum, on which
        // SciPy's simplex and ours agree above; it is never above.
        double ratio = contest.logLikelihood(0) - contest.logLikelihood(i);
        assertThat(expected().get(ofPowerlaw + ".ratio") - ratio)
            .as(ofPowerlaw)
            .isBetween(-1e-6, 0.01);
      }
      if (law.name().equals("truncated power law")) {
        // powerlaw takes chi-square with one degree of freedom; at a boundary half of that is due.
        agree(ofPowerlaw + ".p", 2 * contest.nested(0, i).orElseThrow().pValue(), 2e-3);
      }
    }
  }

  @Test
  void binnedTail() {
    double[] values = OracleData.column("pareto", "value");
    double[] low = new double[40];
    double[] high = new double[40];
    double[] counts = new double[40];
    for (int i = 0; i < 40; i++) {
      low[i] = Math.pow(2, 0.5 * i);
      high[i] = i == 39 ? Double.POSITIVE_INFINITY : Math.pow(2, 0.5 * (i + 1));
      for (double value : values) {
        counts[i] += value >= low[i] && value < high[i] ? 1 : 0;
      }
    }
    PowerLawFit fit = TailSample.binned(low, high, counts).fit(0).orElseThrow();
    agree("pareto.binned.observations", fit.observations());
    agree("pareto.binned.alpha", fit.exponent(), 1e-7);
    agree("pareto.binned.likelihood", fit.logLikelihood());
  }

  @Test
  void uniformity() {
    LogNormalDistribution law = new LogNormalDistribution(0.3, 1.1);
    double[] places =
        Arrays.stream(OracleData.column("lognormal", "value"))
            .limit(60)
            .map(law::cumulativeProbability)
            .toArray();
    Uniformity test = Uniformity.of(places).orElseThrow();
    agree("uniform.kolmogorov", test.kolmogorov());
    // Stephens' correction against the exact distribution.
    assertThat(test.kolmogorovPValue())
        .isCloseTo(expected().get("uniform.kolmogorov-p"), within(0.02));
    agree("uniform.anderson", test.andersonDarling());
  }

  @Test
  void chiSquare() {
    agree("chi2.0.5.1", ChiSquare.of(0.5, 1).pValue(), 1e-12);
    agree("chi2.3.84.1", ChiSquare.of(3.84, 1).pValue(), 1e-12);
    agree("chi2.25.7", ChiSquare.of(25, 7).pValue(), 1e-12);
    agree("chi2.300.12", ChiSquare.of(300, 12).pValue(), 1e-10);
  }

  @Test
  void binnedBeta() {
    double[] edges = {0, 0.05, 0.1, 0.2, 0.3, 0.4, 0.6, 0.8, 1.2, 2, Double.POSITIVE_INFINITY};
    double[] counts = {30, 70, 180, 170, 140, 190, 90, 80, 40, 10};
    BinnedBetaFit bins =
        BinnedBetaFit.of(Arrays.copyOf(edges, 10), Arrays.copyOfRange(edges, 1, 11));
    BinnedBetaGoodness goodness =
        BinnedBetaGoodness.of(bins, new BinnedBetaFit.Fit(2, 5, 0, 0, true), counts, 1)
            .orElseThrow();
    agree("beta.pearson", goodness.test().statistic());
    assertThat(goodness.pools()).isEqualTo(10);
    assertThat(goodness.test().degrees()).isEqualTo(7);
  }
}
