package org.logscape.statistics;

/**
 * Relative precision of a rate, given its number of events: the half width of the exact Poisson
 * interval over the rate, which does not depend on the time at risk ({@link
 * CensoredRate#interval}).
 *
 * <p>For N events it is (chi2((1 + level)/2; 2N + 2) - chi2((1 - level)/2; 2N)) / (4 N) (Garwood,
 * Biometrika 28, 1936, 437), for many events nearly z / sqrt(N).
 */
public final class RatePrecision {
  private static final long MOST_EVENTS = 1L << 40;

  private RatePrecision() {}

  /**
   * Half the width of the interval over the rate.
   *
   * @param events at least 0; without events it is infinite
   * @param level the coverage, between 0 and 1
   * @throws IllegalArgumentException if an argument is out of its range
   */
  public static double relativeHalfWidth(long events, double level) {
    CensoredRate rate = CensoredRate.of(events, 1);
    Interval interval = rate.interval(level);
    return events == 0 ? Double.POSITIVE_INFINITY : 0.5 * interval.width() / events;
  }

  /**
   * The fewest events that give a half width; it falls with every further event.
   *
   * @param relativeHalfWidth above 0
   * @param level the coverage, between 0 and 1
   * @return at least 1
   * @throws IllegalArgumentException if an argument is out of its range, or more than
   *     2<sup>40</sup> events were needed
   */
  public static long eventsFor(double relativeHalfWidth, double level) {
    if (!(relativeHalfWidth > 0)) {
      throw new IllegalArgumentException("a half width must be above 0, is " + relativeHalfWidth);
    }
    long high = 1;
    while (relativeHalfWidth(high, level) > relativeHalfWidth) {
      high *= 2;
      if (high > MOST_EVENTS) {
        throw new IllegalArgumentException(
            "a half width of " + relativeHalfWidth + " needs more than 2^40 events");
      }
    }
    long low = high / 2; // too few, or 0
    while (high - low > 1) {
      long middle = (low + high) >>> 1;
      if (relativeHalfWidth(middle, level) > relativeHalfWidth) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return high;
  }
}
