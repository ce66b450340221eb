package org.logscape.jobs.report.figure;

/**
 * A point of a series.
 *
 * @param low lower end of y's interval; not a number where there is none
 * @param high upper end
 * @param cell label of the cell it is about; empty for points of a curve
 */
public record DataPoint(double x, double y, double low, double high, String cell) {
  public static DataPoint of(double x, double y) {
    return new DataPoint(x, y, Double.NaN, Double.NaN, "");
  }

  public boolean hasInterval() {
    return Double.isFinite(low) && Double.isFinite(high);
  }
}
