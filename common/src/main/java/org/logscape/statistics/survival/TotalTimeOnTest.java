package org.logscape.statistics.survival;

/** The time that all runs together have been watched, by each time of a table. */
final class TotalTimeOnTest {
  private TotalTimeOnTest() {}

  static double[] of(RiskTable table) {
    long[] atRisk = table.atRisk();
    double[] onTest = new double[table.size()];
    double sum = 0;
    double last = 0;
    for (int i = 0; i < onTest.length; i++) {
      sum += atRisk[i] * (table.time(i) - last);
      last = table.time(i);
      onTest[i] = sum;
    }
    return onTest;
  }
}
