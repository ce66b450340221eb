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
 * independent Gaussians (derived; confirmed by simulation). One draw for each minibatch that is
 * mixed.
 */
final class InLawMinibatches implements Minibatches {
  private final int batchSize;
  private final NoiseEnhancement enhancement;
  private final Ensemble ensemble;
  private final ChiSquare law;
  private final double[] chiSquare;
  private final double[] along;
  private final double[] across;
  private final double[] x;

  InLawMinibatches(int features, int batchSize, NoiseEnhancement enhancement, Ensemble ensemble) {
    this.batchSize = batchSize;
    this.enhancement = enhancement;
    this.ensemble = ensemble;
    this.law = ChiSquare.of(batchSize);
    int lanes = Lanes.roundUp(ensemble.lanes());
    this.chiSquare = new double[lanes];
    this.along = new double[lanes];
    this.across = new double[lanes];
    this.x = new double[(features + 1) * Lanes.GROUP];
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
    Arrays.fill(along, 0, live, 0);
    Arrays.fill(across, 0, live, 0);
    for (int batch = 0; batch < enhancement.minibatches(); batch++) {
      double weight = enhancement.weight(batch) / batchSize;
      for (int lane = 0; lane < live; lane += Lanes.GROUP) {
        int inGroup = Math.min(Lanes.GROUP, live - lane);
        streams.chiSquares(lane / Lanes.GROUP, inGroup, law, chiSquare, lane);
      }
      for (int lane = 0; lane < live; lane++) {
        along[lane] = Math.fma(weight, chiSquare[lane], along[lane]);
        across[lane] = Math.fma(weight * weight, chiSquare[lane], across[lane]);
      }
    }
    for (int lane = 0; lane < live; lane++) {
      across[lane] = Math.sqrt(across[lane]);
    }
    for (int lane = 0; lane < live; lane += Lanes.GROUP) {
      streams.gaussians(lane / Lanes.GROUP, x, 0, Lanes.GROUP, v.length);
      Contraction.INSTANCE.addInLaw(v, w, lane, along, across, x);
    }
  }
}
