package org.logscape.statistics.survival;

/**
 * Bins of equal width in log10 of time, each with its geometric middle as its one time; 0 stays 0.
 * Powers are {@link StrictMath}'s, so that a time's bin is the same on every machine.
 *
 * @param perDecade bins in a decade, at least 1
 */
public record TimeGrid(int perDecade) {

  /**
   * Checks the number.
   *
   * @throws IllegalArgumentException if {@code perDecade} is not positive
   */
  public TimeGrid {
    if (perDecade < 1) {
      throw new IllegalArgumentException("perDecade must be at least 1, is " + perDecade);
    }
  }

  /** Bins; throws as the constructor. */
  public static TimeGrid of(int perDecade) {
    return new TimeGrid(perDecade);
  }

  /** The middle of the bin that holds {@code time}, at least 0. */
  public double middle(double time) {
    if (time == 0) {
      return 0;
    }
    double bin = Math.floor(StrictMath.log10(time) * perDecade);
    return StrictMath.pow(10, (bin + 0.5) / perDecade);
  }
}
