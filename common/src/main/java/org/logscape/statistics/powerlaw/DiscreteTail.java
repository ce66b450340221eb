package org.logscape.statistics.powerlaw;

import java.util.Arrays;
import org.hipparchus.random.RandomGenerator;
import org.logscape.statistics.Finding;

/**
 * Integers: the maximum of {@code -n log zeta(alpha, xmin) - alpha sum log x}, by Newton's method.
 */
final class DiscreteTail extends TailSample {
  private static final double LARGEST = 0x1p53;
  private static final int MOST_ITERATIONS = 100;

  /** Beyond it xmin^-alpha leaves the range of doubles. */
  private static final double LARGEST_LOG = 650;

  private static final double STEEPEST = 1000;
  private static final int TABLE = 64;

  private final double[] logsBeyond;

  private DiscreteTail(double[] values, double[] counts) {
    super(values, counts);
    logsBeyond = new double[values.length + 1];
    for (int i = values.length - 1; i >= 0; i--) {
      logsBeyond[i] = logsBeyond[i + 1] + counts[i] * Math.log(values[i]);
    }
  }

  static DiscreteTail of(long[] values) {
    double[] numbers = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      if (values[i] < 1 || values[i] > LARGEST) {
        throw new IllegalArgumentException("values must be from 1 to 2^53, one is " + values[i]);
      }
      numbers[i] = values[i];
    }
    return of(numbers);
  }

  private static DiscreteTail of(double[] sorted) {
    Arrays.sort(sorted);
    double[] counts = new double[sorted.length];
    int size = 0;
    for (double value : sorted) {
      if (size == 0 || sorted[size - 1] != value) {
        sorted[size++] = value;
      }
      counts[size - 1]++;
    }
    return new DiscreteTail(Arrays.copyOf(sorted, size), Arrays.copyOf(counts, size));
  }

  @Override
  public Finding<PowerLawFit> fit(int first) {
    if (!spread(first)) {
      return Finding.none("fewer than two distinct values in the tail");
    }
    double n = beyond[first];
    double xmin = low[first];
    double mean = logsBeyond[first] / n;
    // Equation 3.7 of Clauset et al. is near for large xmin.
    double lowest = 1;
    double highest = Double.POSITIVE_INFINITY;
    double steepest = Math.min(STEEPEST, LARGEST_LOG / Math.log(xmin));
    double alpha = Math.min(steepest, 1 + 1 / (mean - Math.log(xmin - 0.5)));
    double information = 0;
    for (int iteration = 0; iteration < MOST_ITERATIONS; iteration++) {
      HurwitzZeta zeta = HurwitzZeta.of(alpha, xmin);
      double ratio = zeta.first() / zeta.value();
      double score = -ratio - mean;
      information = zeta.second() / zeta.value() - ratio * ratio;
      if (score > 0) {
        lowest = alpha;
      } else {
        highest = alpha;
      }
      double next = alpha + score / information;
      if (!(next > lowest && next < highest)) {
        next = Double.isInfinite(highest) ? 2 * alpha : 0.5 * (lowest + highest);
      }
      if (next > steepest) {
        if (score > 0 && alpha == steepest) {
          return Finding.none("the exponent exceeds " + steepest);
        }
        next = steepest;
      }
      boolean done = Math.abs(next - alpha) <= 1e-12 * alpha;
      alpha = next;
      if (done) {
        break;
      }
    }
    double likelihood = -n * (Math.log(HurwitzZeta.value(alpha, xmin)) + alpha * mean);
    return Finding.of(
        new PowerLawFit(alpha, 1 / Math.sqrt(n * information), xmin, first, n, likelihood));
  }

  @Override
  void walk(PowerLawFit fit, Gap gap) {
    double alpha = fit.exponent();
    double all = HurwitzZeta.value(alpha, fit.xmin());
    double n = fit.observations();
    double seen = 0;
    for (int i = fit.first(); i < counts.length; i++) {
      double tail = HurwitzZeta.value(alpha, low[i]) / all;
      double mass = Math.pow(low[i], -alpha) / all;
      gap.at(1 - tail, seen / n);
      seen += counts[i];
      double law = 1 - tail + mass;
      gap.at(law, seen / n);
      gap.cell(mass, law, seen / n);
    }
  }

  @Override
  double[] logLikelihoods(TailLaw law, int first) {
    double[] each = new double[counts.length - first];
    for (int i = first; i < counts.length; i++) {
      each[i - first] = law.logMass(low[i]);
    }
    return each;
  }

  @Override
  double origin(int first) {
    return low[first] - 0.5;
  }

  @Override
  boolean isDiscrete() {
    return true;
  }

  @Override
  TailSample redraw(PowerLawFit fit, RandomGenerator random) {
    double n = beyond[0];
    double share = fit.observations() / n;
    double[] tails = tails(fit);
    double[] drawn = new double[(int) n];
    for (int k = 0; k < drawn.length; k++) {
      drawn[k] =
          random.nextDouble() < share
              ? draw(fit, tails, (1 - random.nextDouble()) * tails[0])
              : low[cell(random.nextDouble() * (n - fit.observations()))];
    }
    return of(drawn);
  }

  /** zeta(alpha, xmin + k) for the integers that most draws fall on. */
  private static double[] tails(PowerLawFit fit) {
    double[] tails = new double[TABLE];
    double last = HurwitzZeta.value(fit.exponent(), fit.xmin() + TABLE - 1);
    for (int k = TABLE - 1; k >= 0; k--) {
      tails[k] = last;
      last += Math.pow(fit.xmin() + k - 1, -fit.exponent());
    }
    return tails;
  }

  private static double draw(PowerLawFit fit, double[] tails, double tail) {
    if (tails[TABLE - 1] >= tail) {
      return draw(fit.exponent(), fit.xmin() + TABLE - 1, tail);
    }
    int from = 0;
    int to = TABLE - 1;
    while (to - from > 1) {
      int middle = (from + to) >>> 1;
      if (tails[middle] >= tail) {
        from = middle;
      } else {
        to = middle;
      }
    }
    return fit.xmin() + from;
  }

  /**
   * The largest x with {@code zeta(alpha, x) >= tail}, by doubling and halving (Clauset et al.,
   * appendix D).
   */
  static double draw(double alpha, double xmin, double tail) {
    double from = xmin;
    double step = 1;
    while (from + step < LARGEST && HurwitzZeta.value(alpha, from + step) >= tail) {
      from += step;
      step *= 2;
    }
    // zeta(from) >= tail > zeta(from + step).
    double to = from + step;
    while (to - from > 1) {
      double middle = Math.floor(0.5 * (from + to));
      if (HurwitzZeta.value(alpha, middle) >= tail) {
        from = middle;
      } else {
        to = middle;
      }
    }
    return from;
  }
}
