package org.logscape.statistics.coverage;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.DoubleSupplier;
import org.logscape.statistics.Finding;
import org.logscape.statistics.Interval;
import org.logscape.statistics.contest.Verdict;
import org.logscape.statistics.survival.CauseTable;
import org.logscape.statistics.survival.CumulativeIncidence;
import org.logscape.statistics.survival.ExponentialFit;
import org.logscape.statistics.survival.KaplanMeier;
import org.logscape.statistics.survival.LifetimeContest;
import org.logscape.statistics.survival.LogRankTest;
import org.logscape.statistics.survival.Memorylessness;
import org.logscape.statistics.survival.MemorylessnessBootstrap;
import org.logscape.statistics.survival.NelsonAalen;
import org.logscape.statistics.survival.PiecewiseExponentialFit;
import org.logscape.statistics.survival.RiskTable;
import org.logscape.statistics.survival.WeibullFit;

/** Sweeps of escape times with a known law. */
final class SurvivalSweeps {
  private static final double LEVEL = CoverageStudy.LEVEL;
  private static final Interval STATED = Interval.of(0.93, 0.97);
  private static final Interval CONSERVATIVE = Interval.of(0.93, 0.995);

  private SurvivalSweeps() {}

  static double exponential(Random random) {
    return -Math.log1p(-random.nextDouble());
  }

  /** Lifetimes, each censored at a time of its own. */
  private static RiskTable table(int runs, DoubleSupplier life, DoubleSupplier end) {
    double[] times = new double[runs];
    boolean[] seen = new boolean[runs];
    for (int i = 0; i < runs; i++) {
      double event = life.getAsDouble();
      double censored = end.getAsDouble();
      times[i] = Math.min(event, censored);
      seen[i] = event <= censored;
    }
    return RiskTable.of(times, seen);
  }

  private static RiskTable exponentials(Random random, int runs, double limit) {
    return table(runs, () -> exponential(random), () -> limit);
  }

  private static RiskTable weibulls(Random random, int runs) {
    return table(
        runs, () -> 2 * Math.pow(exponential(random), 1 / 1.5), () -> 1 + 4 * random.nextDouble());
  }

  static void add(CoverageStudy study) {
    intervals(study);
    tests(study);
    contests(study);
  }

  static void intervals(CoverageStudy study) {
    study.covers(
        "exponential rate, exact",
        "exponential, 40 runs to t = 1",
        1,
        CONSERVATIVE,
        random ->
            ExponentialFit.of(exponentials(random, 40, 1))
                .found()
                .map(fit -> fit.rate().interval(LEVEL)));
    study.covers(
        "piecewise rate, exact",
        "exponential, 60 runs, piece 0.3 to 0.8",
        1,
        CONSERVATIVE,
        random ->
            PiecewiseExponentialFit.of(exponentials(random, 60, 2), 0.3, 0.8)
                .found()
                .map(fit -> fit.rates().get(1).interval(LEVEL)));
    String weibull = "Weibull 1.5, 60 runs, random ends";
    double half = Math.exp(-Math.pow(0.75, 1.5));
    study.covers(
        "Kaplan-Meier, log-log",
        weibull,
        half,
        STATED,
        random -> KaplanMeier.of(weibulls(random, 60)).interval(1.5, LEVEL));
    study.covers(
        "Nelson-Aalen, log",
        weibull,
        -Math.log(half),
        STATED,
        random -> NelsonAalen.of(weibulls(random, 60)).interval(1.5, LEVEL));
    double median = 2 * Math.pow(Math.log(2), 1 / 1.5);
    study.covers(
        "Kaplan-Meier median",
        weibull,
        median,
        STATED,
        random ->
            Optional.of(KaplanMeier.of(weibulls(random, 60)).quantile(0.5, LEVEL).interval()));
    study.covers(
        "Weibull shape, Wald in log",
        weibull,
        1.5,
        STATED,
        random -> WeibullFit.of(weibulls(random, 60)).found().map(f -> f.shapeInterval(LEVEL)));
    study.covers(
        "Weibull scale, Wald in log",
        weibull,
        2,
        STATED,
        random -> WeibullFit.of(weibulls(random, 60)).found().map(f -> f.scaleInterval(LEVEL)));
    study.covers(
        "Weibull median, Wald in log",
        weibull,
        median,
        STATED,
        random ->
            WeibullFit.of(weibulls(random, 60))
                .found()
                .map(f -> f.quantile(0.5, LEVEL).interval()));
    study.covers(
        "Aalen-Johansen, log-log",
        "rates 1 and 0.5, 100 runs, random ends",
        (1 - Math.exp(-1.5 * 0.6)) / 1.5,
        STATED,
        random -> CumulativeIncidence.of(causes(random, 100), 1).interval(0.6, LEVEL));
    study.skipSeeds(1);
  }

  private static CauseTable causes(Random random, int runs) {
    double[] times = new double[runs];
    int[] causes = new int[runs];
    for (int i = 0; i < runs; i++) {
      double first = exponential(random);
      double second = exponential(random) / 0.5;
      double end = 2 * random.nextDouble();
      times[i] = Math.min(end, Math.min(first, second));
      causes[i] = end == times[i] ? 0 : first == times[i] ? 1 : 2;
    }
    return CauseTable.of(times, causes, 2);
  }

  private static void tests(CoverageStudy study) {
    study.uniform(
        "log-rank, 3 groups",
        "exponential, 40, 50 and 60 runs to t = 1.5",
        1000,
        random ->
            LogRankTest.of(
                    List.of(
                        exponentials(random, 40, 1.5),
                        exponentials(random, 50, 1.5),
                        exponentials(random, 60, 1.5)))
                .orElseThrow()
                .test()
                .pValue());
    study.uniform(
        "memorylessness, trend",
        "exponential, 60 runs, random ends",
        1000,
        random -> memorylessness(random, 0).trendPValue());
    study.uniform(
        "memorylessness, any departure",
        "exponential, 60 runs, random ends",
        1000,
        random -> memorylessness(random, 0).uniformity().andersonDarlingPValue());
    study.uniform(
        "memorylessness, any departure",
        "exponential after a known dead time",
        1000,
        random -> memorylessness(random, 0.5).uniformity().andersonDarlingPValue());
    study.uniform(
        "memorylessness, bootstrap",
        "exponential after an unknown dead time 0.5",
        300,
        random -> bootstrap(delayed(random, 60, 0.5), random));
    study.uniform(
        "memorylessness, bootstrap",
        "exponential without a dead time",
        300,
        random -> bootstrap(delayed(random, 60, 0), random));
    study.share(
        "memorylessness, any departure",
        "Weibull 2, 60 runs, random ends",
        300,
        "rejects at 5 %",
        Interval.of(0.8, 1),
        random ->
            Memorylessness.of(
                        table(
                            60,
                            () -> Math.sqrt(exponential(random)),
                            () -> 0.5 + 2 * random.nextDouble()),
                        0)
                    .orElseThrow()
                    .uniformity()
                    .andersonDarlingPValue()
                < 0.05);
  }

  private static RiskTable delayed(Random random, int runs, double dead) {
    return table(runs, () -> dead + exponential(random), () -> 0.8 + 3 * random.nextDouble());
  }

  private static Memorylessness memorylessness(Random random, double dead) {
    return Memorylessness.of(delayed(random, 60, dead), dead).orElseThrow();
  }

  private static double bootstrap(RiskTable table, Random random) {
    return MemorylessnessBootstrap.of(table, random.nextLong()).orElseThrow().pValue(99);
  }

  private static void contests(CoverageStudy study) {
    study.share(
        "contest of lifetimes",
        "exponential, 200 runs",
        300,
        "true law preferred",
        Interval.of(0.8, 1),
        random ->
            verdict(exponentials(random, 200, 2)).equals(new Verdict.Preferred("exponential")));
    study.share(
        "contest of lifetimes",
        "Weibull 1.5, 200 runs",
        300,
        "true law preferred",
        Interval.of(0.8, 1),
        random -> verdict(weibulls(random, 200)).equals(new Verdict.Preferred("weibull")));
  }

  private static Verdict verdict(RiskTable table) {
    Finding<Verdict> verdict =
        ExponentialFit.of(table)
            .flatMap(
                exponential ->
                    WeibullFit.of(table)
                        .map(
                            weibull ->
                                LifetimeContest.of(table, List.of(exponential, weibull))
                                    .verdict(0.1)));
    return verdict.orElseThrow();
  }
}
