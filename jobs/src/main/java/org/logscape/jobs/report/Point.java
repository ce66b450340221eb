package org.logscape.jobs.report;

/**
 * A point of a series.
 *
 * @param low lower end of y's interval; not a number where there is none
 * @param high upper end
 * @param cell label of the cell it is about; empty for points of a curve
 */
record Point(double x, double y, double low, double high, String cell) {
  static Point of(double x, double y) {
    return new Point(x, y, Double.NaN, Double.NaN, "");
  }

  boolean hasInterval() {
    return Double.isFinite(low) && Double.isFinite(high);
  }
}
