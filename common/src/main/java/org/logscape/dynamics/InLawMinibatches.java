package org.logscape.dynamics;

import org.logscape.random.LaneStreams;

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
  private final double[] spare;
  private final double[] along;
  private final double[] across;

  InLawMinibatches(int batchSize, NoiseEnhancement enhancement, Ensemble ensemble) {
    this.batchSize = batchSize;
    this.enhancement = enhancement;
    this.ensemble = ensemble;
    this.spare = new double[ensemble.lanes()];
    this.along = new double[ensemble.lanes()];
    this.across = new double[ensemble.lanes()];
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
    for (int lane = 0; lane < live; lane++) {
      double mean = 0;
      double variance = 0;
      for (int batch = 0; batch < enhancement.minibatches(); batch++) {
        double weight = enhancement.weight(batch) / batchSize;
        double chiSquare = streams.nextChiSquare(lane, batchSize);
        mean = Math.fma(weight, chiSquare, mean);
        variance = Math.fma(weight * weight, chiSquare, variance);
      }
      along[lane] = mean;
      across[lane] = Math.sqrt(variance);
    }
    for (int feature = 0; feature < w.length; feature += 2) {
      streams.nextGaussians(w[feature], feature + 1 < w.length ? w[feature + 1] : spare, live);
    }
    for (int lane = 0; lane < live; lane++) {
      double square = 0;
      double overlap = 0;
      for (int feature = 0; feature < v.length; feature++) {
        square = Math.fma(v[feature][lane], v[feature][lane], square);
        overlap = Math.fma(v[feature][lane], w[feature][lane], overlap);
      }
      double scale = Math.sqrt(square) * across[lane];
      double shift = square > 0 ? along[lane] - scale * overlap / square : 0;
      for (int feature = 0; feature < v.length; feature++) {
        w[feature][lane] = Math.fma(shift, v[feature][lane], scale * w[feature][lane]);
      }
    }
  }
}
