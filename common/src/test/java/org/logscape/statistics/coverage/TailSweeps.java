package org.logscape.statistics.coverage;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import org.logscape.statistics.BinnedBetaFit;
import org.logscape.statistics.BinnedBetaGoodness;
import org.logscape.statistics.Interval;
import org.logscape.statistics.Replicates;
import org.logscape.statistics.contest.Verdict;
import org.logscape.statistics.powerlaw.PowerLawBootstrap;
import org.logscape.statistics.powerlaw.TailContest;
import org.logscape.statistics.powerlaw.TailSample;
import org.logscape.statistics.powerlaw.XminSearch;

/** Sweeps of tails and Beta laws with a known law. */
final class TailSweeps {
  private static final double LEVEL = CoverageStudy.LEVEL;
  private static final Interval STATED = Interval.of(0.93, 0.97);

  private static final Interval WRONG = Interval.of(0, 0.1);

  private TailSweeps() {}

  static double pareto(Random random, double exponent) {
    return Math.pow(1 - random.nextDouble(), 1 / (1 - exponent));
  }

  private static double[] draws(int n, DoubleSupplier draw) {
    double[] values = new double[n];
    Arrays.setAll(values, i -> draw.getAsDouble());
    return values;
  }

  private static TailSample continuous(Random random, int n) {
    return TailSample.continuous(draws(n, () -> pareto(random, 2.5)));
  }

  /** Bins of a third of an octave from 1 on, the last open. */
  static TailSample binned(double[] values) {
    int bins = 36;
    double[] low = new double[bins];
    double[] high = new double[bins];
    double[] counts = new double[bins];
    for (int i = 0; i < bins; i++) {
      low[i] = Math.pow(2, i / 3.0);
      high[i] = i == bins - 1 ? Double.POSITIVE_INFINITY : Math.pow(2, (i + 1) / 3.0);
    }
    for (double value : values) {
      int bin = Arrays.binarySearch(low, value);
      counts[bin >= 0 ? bin : -bin - 2]++;
    }
    return TailSample.binned(low, high, counts);
  }

  private static Optional<Interval> exponent(TailSample sample) {
    return sample.fit(0).found().map(fit -> fit.interval(LEVEL));
  }

  static void add(CoverageStudy study) {
    study.covers(
        "exponent, values",
        "power law 2.5, 200 values",
        2.5,
        STATED,
        random -> exponent(continuous(random, 200)));
    study.skipSeeds(1);
    study.covers(
        "exponent, bins",
        "power law 2.5, 300 values in bins",
        2.5,
        STATED,
        random -> exponent(binned(draws(300, () -> pareto(random, 2.5)))));
    study.skipSeeds(2);
    XminSearch known = XminSearch.published().withMost(1);
    XminSearch searched = XminSearch.published().withFewest(10);
    study.uniform(
        "power law, bootstrap, xmin known",
        "power law 2.5, 100 values",
        1000,
        random -> goodness(continuous(random, 100), known, random));
    study.skipSeeds(1);
    study.uniform(
        "power law, bootstrap, xmin known",
        "power law 2.5, 500 values in bins",
        500,
        random -> goodness(binned(draws(500, () -> pareto(random, 2.5))), known, random));
    study.conservative(
        "power law, bootstrap, xmin searched",
        "power law 2.5, 100 values",
        200,
        random -> goodness(continuous(random, 100), searched, random));
    study.skipSeeds(1);
    study.conservative(
        "power law, bootstrap, xmin searched",
        "power law 2.5, 500 values in bins",
        100,
        random -> goodness(binned(draws(500, () -> pareto(random, 2.5))), searched, random));
    study.conservative(
        "power law, bootstrap, xmin searched",
        "power law 2.5 beyond 1 on a flat body, 200 values",
        200,
        random ->
            goodness(
                TailSample.continuous(draws(200, () -> onFlatBody(random, 2.5))),
                searched,
                random));
    study.share(
        "power law, bootstrap, xmin known",
        "exponential of mean 2 beyond 1, 200 values",
        200,
        "rejects at 5 %",
        Interval.of(0.8, 1),
        random ->
            goodness(
                    TailSample.continuous(
                        draws(200, () -> 1 + 2 * SurvivalSweeps.exponential(random))),
                    known,
                    random)
                <= 0.05);
    study.uniform(
        "Beta law, chi-square", "Beta(2, 5), 2,000 values in 20 bins", 500, TailSweeps::beta);
    contests(study);
    knownBodies(study);
  }

  /**
   * Why the bootstrap with a searched xmin has p-values that are too large: the same search, in
   * replicates whose body is drawn from what made the data's, in place of the data's own values
   * below xmin drawn again.
   */
  private static void knownBodies(CoverageStudy study) {
    XminSearch searched = XminSearch.published().withFewest(10);
    study.uniform(
        "power law, xmin searched, replicates' body from the law",
        "power law 2.5, 100 values",
        200,
        random -> {
          double[] values = draws(100, () -> pareto(random, 2.5));
          double exponent = TailSample.continuous(values).fit(0).orElseThrow().exponent();
          return goodness(values, searched, () -> draws(100, () -> pareto(random, exponent)));
        });
    study.uniform(
        "power law, xmin searched, replicates' body from the law",
        "power law 2.5 beyond 1 on a flat body, 200 values",
        200,
        random -> {
          double[] values = draws(200, () -> onFlatBody(random, 2.5));
          double[] tail = Arrays.stream(values).filter(value -> value >= 1).toArray();
          double exponent = TailSample.continuous(tail).fit(0).orElseThrow().exponent();
          return goodness(values, searched, () -> draws(200, () -> onFlatBody(random, exponent)));
        });
  }

  private static double onFlatBody(Random random, double exponent) {
    return random.nextDouble() < 0.4 ? random.nextDouble() : pareto(random, exponent);
  }

  private static double goodness(double[] values, XminSearch search, Supplier<double[]> replicate) {
    double[] distances = new double[99];
    Arrays.setAll(distances, r -> distance(replicate.get(), search));
    return Replicates.pValue(distance(values, search), distances);
  }

  private static double distance(double[] values, XminSearch search) {
    return search.search(TailSample.continuous(values)).orElseThrow().distance();
  }

  private static double goodness(TailSample sample, XminSearch search, Random random) {
    return PowerLawBootstrap.of(sample, search, random.nextLong()).orElseThrow().pValue(99);
  }

  private static double beta(Random random) {
    int bins = 20;
    double[] low = new double[bins];
    double[] high = new double[bins];
    for (int i = 0; i < bins; i++) {
      low[i] = i == 0 ? 0 : 0.02 * Math.pow(1.35, i - 1);
      high[i] = i == bins - 1 ? Double.POSITIVE_INFINITY : 0.02 * Math.pow(1.35, i);
    }
    double[] counts = new double[bins];
    for (int k = 0; k < 2000; k++) {
      // Gamma(2) and Gamma(5) as sums of exponentials: r is their ratio.
      double first = 0;
      double second = 0;
      for (int j = 0; j < 7; j++) {
        double part = SurvivalSweeps.exponential(random);
        first += j < 2 ? part : 0;
        second += j < 2 ? 0 : part;
      }
      int bin = Arrays.binarySearch(low, first / second);
      counts[bin >= 0 ? bin : -bin - 2]++;
    }
    BinnedBetaFit fits = BinnedBetaFit.of(low, high);
    return BinnedBetaGoodness.of(fits, fits.fit(counts).orElseThrow(), counts, 1)
        .orElseThrow()
        .test()
        .pValue();
  }

  private static void contests(CoverageStudy study) {
    contest(study, "power law", "power law 2.5, 400 values", random -> continuous(random, 400));
    contest(
        study,
        "exponential",
        "exponential of mean 20 beyond 1, 1,000 values",
        random ->
            TailSample.continuous(draws(1000, () -> 1 + 20 * SurvivalSweeps.exponential(random))));
    contest(
        study,
        "lognormal",
        "lognormal (2, 0.7) beyond 1, 1,000 values",
        random ->
            TailSample.continuous(
                draws(1000, () -> beyondOne(() -> Math.exp(2 + 0.7 * random.nextGaussian())))));
    contest(
        study,
        "stretched exponential",
        "exp(-x^0.6) beyond 1, 20,000 values in bins",
        random ->
            binned(draws(20_000, () -> Math.pow(1 + SurvivalSweeps.exponential(random), 1 / 0.6))));
    contest(
        study,
        "truncated power law",
        "x^-1.8 exp(-x/50) beyond 1, 20,000 values in bins",
        random -> binned(draws(20_000, () -> truncated(random))));
  }

  private static double beyondOne(DoubleSupplier draw) {
    double x = 0;
    while (x <= 1) {
      x = draw.getAsDouble();
    }
    return x;
  }

  private static double truncated(Random random) {
    double x = pareto(random, 1.8);
    while (random.nextDouble() > Math.exp(-(x - 1) / 50)) {
      x = pareto(random, 1.8);
    }
    return x;
  }

  /** How often the true law is preferred, and how often another one is. */
  private static void contest(
      CoverageStudy study, String law, String truth, Function<Random, TailSample> draw) {
    Map<Verdict, Integer> verdicts = new HashMap<>();
    study.share(
        "contest of tails",
        truth,
        100,
        "true law preferred",
        Interval.of(0.7, 1),
        random -> {
          Verdict verdict =
              TailContest.of(draw.apply(random), 0).orElseThrow().contest().verdict(0.1);
          verdicts.merge(verdict, 1, Integer::sum);
          return verdict.equals(new Verdict.Preferred(law));
        });
    int wrong =
        verdicts.entrySet().stream()
            .filter(entry -> entry.getKey() instanceof Verdict.Preferred)
            .filter(entry -> !entry.getKey().equals(new Verdict.Preferred(law)))
            .mapToInt(Map.Entry::getValue)
            .sum();
    study.add(
        new CoverageStudy.Line(
            "contest of tails", truth, 100, "another law preferred", wrong / 100.0, WRONG));
  }
}
