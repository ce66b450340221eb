package org.logscape.dynamics;

import java.util.Arrays;
import org.logscape.random.ChiSquare;
import org.logscape.random.LaneStreams;
import org.logscape.simd.Lanes;

/**
 * The same law as a minibatch of B fresh Gaussian samples, at a cost that does not depend on B.
 *
 * <p>For standard Gaussian X_b and r_b = v . X_b, (1/B) sum_b r_b X_b equals in law (|v|/B) (S u +
 * sqrt(S) Z), u = v/|v|, S ~ chi-square(B), Z a standard Gaussian in the space orthogonal to u:
 * given the B projections on u, whose squares sum to S, the other components are sums of
 * independent Gaussians (derived; confirmed by simulation). One chi-square variable for each
 * minibatch that is mixed; each leaves a Gaussian over, which becomes a coordinate of Z.
 */
final class InLawMinibatches implements Minibatches {
  private final Ensemble ensemble;
  private final ChiSquare law;
  private final double[] weights;
  private final double[] chiSquares;
  private final double[] z;

  InLawMinibatches(int features, int batchSize, NoiseEnhancement enhancement, Ensemble ensemble) {
    this.ensemble = ensemble;
    this.law = ChiSquare.of(batchSize);
    this.weights = new double[enhancement.minibatches()];
    Arrays.setAll(weights, batch -> enhancement.weight(batch) / batchSize);
    this.chiSquares = new double[weights.length * Lanes.GROUP];
    this.z = new double[(features + 2) * Lanes.GROUP];
  }

  /**
   * {@inheritDoc}
   *
   * <p>Mixing gives w = |v| (sum_i c_i S_i) u + |v| sqrt(sum_i c_i^2 S_i) Z with c_i = weight_i /
   * B: the orthogonal parts of independent minibatches add up to one Gaussian.
   */
  @Override
  public void draw(double[][] v, double[][] w) {
    int live = ensemble.live();
    LaneStreams streams = ensemble.streams();
    int spares = weights.length;
    int more = Math.max(0, v.length - 1 - spares);
    for (int lane = 0; lane < live; lane += Lanes.GROUP) {
      int group = lane / Lanes.GROUP;
      int inGroup = Math.min(Lanes.GROUP, live - lane);
      for (int at = 0; at < chiSquares.length; at += Lanes.GROUP) {
        streams.chiSquares(group, inGroup, law, chiSquares, at, z, at);
      }
      streams.gaussians(group, z, spares * Lanes.GROUP, Lanes.GROUP, more);
      Contraction.INSTANCE.addInLaw(v, w, lane, weights, chiSquares, z);
    }
  }
}
