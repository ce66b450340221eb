package org.logscape.rare;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Ancestry of the members of one repeat. It holds their indices only, because states may be large.
 */
public final class Descent {
  private final int[][] parents;

  private Descent(int[][] parents) {
    this.parents = parents;
  }

  /**
   * The descent in a repeat.
   *
   * @param parents for each stage, the index of each member's parent in the stage before; ignored
   *     for stage 0
   */
  public static Descent of(int[][] parents) {
    return new Descent(parents);
  }

  /**
   * For each member of each stage, the share of the last stage's members that descend from it, and
   * so the share of the rate that passed there. All are 0 where the last stage is empty.
   */
  public double[][] shares() {
    double[][] shares = new double[parents.length][];
    for (int stage = parents.length - 1; stage >= 0; stage--) {
      int members = parents[stage].length;
      double[] of = new double[members];
      if (stage == parents.length - 1) {
        Arrays.fill(of, 1.0 / members);
      } else {
        int[] children = parents[stage + 1];
        for (int child = 0; child < children.length; child++) {
          of[children[child]] += shares[stage + 1][child];
        }
      }
      shares[stage] = of;
    }
    return shares;
  }

  /**
   * The sum of the squared shares of the stage-0 crossings in the members of a later stage: 1 where
   * all descend from one, 1/N where each descends from one of its own. 0 without members.
   *
   * @param ancestors the stage-0 crossing that each member descends from
   */
  public static double concentration(int[] ancestors) {
    Map<Integer, Integer> descendants = new HashMap<>();
    for (int ancestor : ancestors) {
      descendants.merge(ancestor, 1, Integer::sum);
    }
    long squares = descendants.values().stream().mapToLong(count -> (long) count * count).sum();
    return ancestors.length == 0
        ? 0
        : (double) squares / ((double) ancestors.length * ancestors.length);
  }

  /**
   * Effective number of independent paths of an estimate from several repeats. States that descend
   * from one stage-0 crossing share their past and count as one path: {@code (sum w)^2 / sum w^2}
   * over crossings, where w is the weight of a crossing.
   *
   * @param weights of the repeats, such as their rates
   * @param concentrations of the repeats
   * @return the number; 0 where no repeat has weight
   */
  public static double effectivePaths(double[] weights, double[] concentrations) {
    double sum = 0;
    double squares = 0;
    for (int r = 0; r < weights.length; r++) {
      sum += weights[r];
      squares += weights[r] * weights[r] * concentrations[r];
    }
    return squares == 0 ? 0 : sum * sum / squares;
  }
}
