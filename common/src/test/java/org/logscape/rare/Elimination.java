package org.logscape.rare;

import java.util.Arrays;

/**
 * Mean numbers of steps until a Markov chain leaves its states, by elimination without
 * subtractions, so that every digit holds at rates of 1e-12 and below.
 *
 * <p>Source: W. Grassmann, M. Taksar, D. Heyman, Operations Research 33 (1985).
 */
final class Elimination {
  private Elimination() {}

  /**
   * From each state.
   *
   * @param chance of a step from one state to another; used up
   * @param out chance to leave by a step from a state; used up
   */
  static double[] meanSteps(double[][] chance, double[] out) {
    int m = out.length;
    double[] time = new double[m];
    double[] leaving = new double[m];
    Arrays.fill(time, 1);
    for (int s = m - 1; s >= 0; s--) {
      double[] row = chance[s];
      double sum = out[s];
      for (int j = 0; j < s; j++) {
        sum += row[j];
      }
      leaving[s] = sum;
      for (int i = 0; i < s; i++) {
        double factor = chance[i][s] / sum;
        if (factor > 0) {
          double[] other = chance[i];
          for (int j = 0; j < s; j++) {
            other[j] += factor * row[j];
          }
          out[i] += factor * out[s];
          time[i] += factor * time[s];
        }
      }
    }
    double[] steps = new double[m];
    for (int s = 0; s < m; s++) {
      double sum = time[s];
      for (int j = 0; j < s; j++) {
        sum += chance[s][j] * steps[j];
      }
      steps[s] = sum / leaving[s];
    }
    return steps;
  }
}
