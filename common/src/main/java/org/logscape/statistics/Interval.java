package org.logscape.statistics;

/**
 * A closed interval of plausible values.
 *
 * @param low the lower end
 * @param high the upper end, not below {@code low}; infinite ends are allowed
 */
public record Interval(double low, double high) {
  /** Coverage of every interval that Logscape reports. */
  public static final double COVERAGE = 0.95;

  /**
   * Checks the order of the ends.
   *
   * @throws IllegalArgumentException if an end is NaN or {@code high} is below {@code low}
   */
  public Interval {
    if (!(low <= high)) {
      throw new IllegalArgumentException(
          "low must not be above high, is " + low + " against " + high);
    }
  }

  /** The interval from {@code low} to {@code high}; throws as the constructor. */
  public static Interval of(double low, double high) {
    return new Interval(low, high);
  }

  /** Whether the value lies inside, ends included. */
  public boolean contains(double value) {
    return low <= value && value <= high;
  }

  /** high - low. */
  public double width() {
    return high - low;
  }
}
