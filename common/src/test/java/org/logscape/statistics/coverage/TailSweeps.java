package org.logscape.statistics.coverage;

import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import java.util.function.DoubleSupplier;
import org.logscape.statistics.BinnedBetaFit;
import org.logscape.statistics.BinnedBetaGoodness;
import org.logscape.statistics.EffectiveSampleSize;
import org.logscape.statistics.Interval;
import org.logscape.statistics.NormalInterval;
import org.logscape.statistics.contest.Verdict;
import org.logscape.statistics.powerlaw.PowerLawBootstrap;
import org.logscape.statistics.powerlaw.TailContest;
import org.logscape.statistics.powerlaw.TailSample;
import org.logscape.statistics.powerlaw.XminSearch;

/** Sweeps of tails, Beta laws and correlated series with a known law. */
final class TailSweeps {
  private static final double LEVEL = CoverageStudy.LEVEL;
  private static final Interval STATED = Interval.of(0.93, 0.97);

  private TailSweeps() {}

  static double pareto(Random random, double exponent) {
    return Math.pow(1 - random.nextDouble(), 1 / (1 - exponent));
  }

  private static double[] draws(int n, DoubleSupplier draw) {
    double[] values = new double[n];
    Arrays.setAll(values, i -> draw.getAsDouble());
    return values;
  }

  /** The zeta law from 1 on, by adding up masses. */
  private static long integer(Random random, double exponent, double zeta) {
    double left = (1 - random.nextDouble()) * zeta;
    long k = 1;
    while (k < 100_000) {
      left -= Math.pow((double) k, -exponent);
      if (left <= 0) {
        break;
      }
      k++;
    }
    return k;
  }

  private static TailSample integers(Random random, int n) {
    // zeta(2.5), DLMF 25.6 by the sum.
    double zeta = 1.341487257250917;
    long[] values = new long[n];
    Arrays.setAll(values, i -> integer(random, 2.5, zeta));
    return TailSample.discrete(values);
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
    study.covers(
        "exponent, integers",
        "zeta law 2.5, 300 integers",
        2.5,
        STATED,
        random -> exponent(integers(random, 300)));
    study.covers(
        "exponent, bins",
        "power law 2.5, 300 values in bins",
        2.5,
        STATED,
        random -> exponent(binned(draws(300, () -> pareto(random, 2.5)))));
    study.covers(
        "mean of a series, Geyer",
        "autoregressive 0.7, 2,000 steps",
        0,
        STATED,
        random -> mean(random, true));
    study.covers(
        "mean of a series, batch means",
        "autoregressive 0.7, 2,000 steps",
        0,
        STATED,
        random -> mean(random, false));
    study.uniform(
        "power law, bootstrap, values",
        "power law 2.5, 100 values",
        300,
        random -> goodness(continuous(random, 100), random));
    study.uniform(
        "power law, bootstrap, integers",
        "zeta law 2.5, 200 integers",
        200,
        random -> goodness(integers(random, 200), random));
    study.uniform(
        "power law, bootstrap, bins",
        "power law 2.5, 500 values in bins",
        300,
        random -> goodness(binned(draws(500, () -> pareto(random, 2.5))), random));
    study.uniform(
        "Beta law, chi-square", "Beta(2, 5), 2,000 values in 20 bins", 500, TailSweeps::beta);
    contests(study);
  }

  private static Optional<Interval> mean(Random random, boolean geyer) {
    double[] series = new double[2000];
    double x = random.nextGaussian() / Math.sqrt(1 - 0.49);
    for (int i = 0; i < series.length; i++) {
      x = 0.7 * x + random.nextGaussian();
      series[i] = x;
    }
    return (geyer
            ? EffectiveSampleSize.byInitialSequence(series)
            : EffectiveSampleSize.byBatchMeans(series))
        .found()
        .map(size -> NormalInterval.around(size.mean(), size.standardError(), LEVEL));
  }

  private static double goodness(TailSample sample, Random random) {
    return PowerLawBootstrap.of(sample, XminSearch.published().withFewest(10), random.nextLong())
        .orElseThrow()
        .pValue(99);
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
    // Two of five rivals contain the power law and are each set aside with probability 0.9 or more.
    contest(study, "power law", "power law 2.5, 400 values", 400, r -> pareto(r, 2.5), 0.7);
    contest(
        study,
        "exponential",
        "exponential, 400 values",
        400,
        r -> 1 + 2 * SurvivalSweeps.exponential(r),
        0.7);
    contest(
        study, "lognormal", "lognormal (2, 0.7), 1,000 values", 1000, TailSweeps::beyondOne, 0.7);
  }

  private static double beyondOne(Random random) {
    double x = 0;
    while (x <= 1) {
      x = Math.exp(2 + 0.7 * random.nextGaussian());
    }
    return x;
  }

  private static void contest(
      CoverageStudy study,
      String law,
      String truth,
      int n,
      java.util.function.ToDoubleFunction<Random> draw,
      double least) {
    study.share(
        "contest of tails",
        truth,
        100,
        "true law preferred",
        Interval.of(least, 1),
        random -> {
          TailSample sample = TailSample.continuous(draws(n, () -> draw.applyAsDouble(random)));
          Verdict verdict = TailContest.of(sample, 0).orElseThrow().contest().verdict(0.1);
          return verdict.equals(new Verdict.Preferred(law));
        });
  }
}
