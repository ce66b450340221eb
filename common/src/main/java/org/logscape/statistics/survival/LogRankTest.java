package org.logscape.statistics.survival;

import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.RealMatrix;
import org.hipparchus.linear.RealVector;
import org.hipparchus.linear.SingularValueDecomposition;
import org.logscape.statistics.ChiSquare;
import org.logscape.statistics.Finding;

/**
 * The log-rank test of one law of survival in k groups, {@code (O - E)' V^- (O - E)} with the
 * hypergeometric variance (Mantel, Cancer Chemotherapy Reports 50, 1966, 163; Kalbfleisch and
 * Prentice, 2002, section 1.5).
 */
public final class LogRankTest {
  private final double[] observed;
  private final double[] expected;
  private final ChiSquare test;

  private LogRankTest(double[] observed, double[] expected, ChiSquare test) {
    this.observed = observed;
    this.expected = expected;
    this.test = test;
  }

  /**
   * Compares groups.
   *
   * @param groups one table each, at least two, on one unit of time
   * @return the test; nothing without events, or where two groups are never at risk at the same
   *     time
   * @throws IllegalArgumentException if there are fewer than two groups
   */
  public static Finding<LogRankTest> of(List<RiskTable> groups) {
    int k = groups.size();
    if (k < 2) {
      throw new IllegalArgumentException("needs at least two groups, has " + k);
    }
    TreeSet<Double> times = new TreeSet<>();
    long[][] atRisk = new long[k][];
    int[] place = new int[k];
    for (int g = 0; g < k; g++) {
      RiskTable table = groups.get(g);
      atRisk[g] = table.atRisk();
      for (int i = 0; i < table.size(); i++) {
        if (table.events(i) > 0) {
          times.add(table.time(i));
        }
      }
    }
    if (times.isEmpty()) {
      return Finding.none("no events");
    }
    double[] observed = new double[k];
    double[] expected = new double[k];
    RealMatrix variance = new Array2DRowRealMatrix(k, k);
    for (double time : times) {
      double[] risk = new double[k];
      double events = 0;
      double all = 0;
      for (int g = 0; g < k; g++) {
        RiskTable table = groups.get(g);
        while (place[g] < table.size() && table.time(place[g]) < time) {
          place[g]++;
        }
        if (place[g] < table.size()) {
          risk[g] = atRisk[g][place[g]];
          if (table.time(place[g]) == time) {
            observed[g] += table.events(place[g]);
            events += table.events(place[g]);
          }
        }
        all += risk[g];
      }
      double spread = all > 1 ? events * (all - events) / (all - 1) : 0;
      for (int g = 0; g < k; g++) {
        expected[g] += events * risk[g] / all;
        for (int h = 0; h < k; h++) {
          double both = (g == h ? risk[g] / all : 0) - risk[g] * risk[h] / (all * all);
          variance.addToEntry(g, h, spread * both);
        }
      }
    }
    SingularValueDecomposition decomposition = new SingularValueDecomposition(variance);
    double[] values = decomposition.getSingularValues();
    int rank = (int) Arrays.stream(values).filter(v -> v > 1e-10 * values[0] && v > 0).count();
    if (rank == 0) {
      return Finding.none("no two groups are at risk together when events come");
    }
    RealVector difference = new ArrayRealVector(observed).subtract(new ArrayRealVector(expected));
    RealVector turned = decomposition.getUT().operate(difference);
    double statistic = 0;
    for (int i = 0; i < rank; i++) {
      statistic += turned.getEntry(i) * turned.getEntry(i) / values[i];
    }
    return Finding.of(new LogRankTest(observed, expected, ChiSquare.of(statistic, rank)));
  }

  /** The events of group {@code g}. */
  public double observed(int g) {
    return observed[g];
  }

  /** The events of group {@code g} if all groups had one law. */
  public double expected(int g) {
    return expected[g];
  }

  /** The statistic, its degrees of freedom and its p-value. */
  public ChiSquare test() {
    return test;
  }
}
