package org.logscape.rare.estimate;

import java.util.List;
import org.logscape.rare.StageTally;

/**
 * Computes rates from tallies: the flux through the first interface times the product of the
 * stages' crossing probabilities, for each repeat.
 */
public final class Estimator {
  private final double learningRate;
  private final List<List<StageTally>> repeats;

  private Estimator(double learningRate, List<List<StageTally>> repeats) {
    this.learningRate = learningRate;
    this.repeats = repeats.stream().map(List::copyOf).toList();
  }

  /**
   * The estimator over some repeats.
   *
   * @param learningRate eta, the time of a step
   * @param repeats the tallies of each repeat, by stage from 0
   */
  public static Estimator of(double learningRate, List<List<StageTally>> repeats) {
    return new Estimator(learningRate, repeats);
  }

  /**
   * Rates per unit of t of first passing the interface that a stage leads to.
   *
   * @param stage the stage; each repeat's last one where it is beyond that
   */
  public RateEstimate rate(int stage) {
    return RateEstimate.of(repeats.stream().mapToDouble(tallies -> rate(tallies, stage)).toArray());
  }

  private double rate(List<StageTally> tallies, int stage) {
    // a repeat whose budget was spent before its first stage saw nothing
    if (tallies.isEmpty() || tallies.get(0).stepsAtRisk() == 0) {
      return 0;
    }
    StageTally basin = tallies.get(0);
    double rate = basin.crossed() / (basin.stepsAtRisk() * learningRate);
    for (int s = 1; s <= Math.min(stage, tallies.size() - 1); s++) {
      rate *= tallies.get(s).probability();
    }
    return rate;
  }
}
