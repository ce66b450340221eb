package org.logscape.jobs.fit;

import org.logscape.statistics.RunBootstrap;

/**
 * The bootstrap weights of one run, or one group of runs, after the other in all replicates. Keeps
 * the last one's: the rows of a run lie side by side, and its weights cost more than its rows.
 */
public final class RunWeights {
  private final RunBootstrap bootstrap;
  private final int[] weights;
  private String run;

  private RunWeights(RunBootstrap bootstrap, int replicates) {
    this.bootstrap = bootstrap;
    this.weights = new int[replicates];
  }

  /** The weights of runs or groups of runs, one a replicate. */
  public static RunWeights of(RunBootstrap bootstrap, int replicates) {
    return new RunWeights(bootstrap, replicates);
  }

  /** One weight a replicate; valid until the next call. */
  public int[] of(String name) {
    if (!name.equals(run)) {
      run = name;
      fill(RunBootstrap.key(name));
    }
    return weights;
  }

  private void fill(long key) {
    for (int r = 0; r < weights.length; r++) {
      weights[r] = bootstrap.weight(key, r);
    }
  }
}
