package org.logscape.dynamics;

import java.util.Arrays;
import org.logscape.model.Inputs;
import org.logscape.model.OnlineModel;
import org.logscape.random.LaneStreams;
import org.logscape.simd.Lanes;

/**
 * Fresh samples of the population at every step, a few samples of a group of lanes at a time: what
 * is drawn is used while it is in the nearest cache.
 */
final class FreshMinibatches implements Minibatches {
  private static final int FEATURES_AT_ONCE = 64;

  private final OnlineModel model;
  private final int batchSize;
  private final NoiseEnhancement enhancement;
  private final Ensemble ensemble;
  private final int chunk;
  private final double[] x;
  private final double[] residual;

  FreshMinibatches(
      OnlineModel model, int batchSize, NoiseEnhancement enhancement, Ensemble ensemble) {
    this.model = model;
    this.batchSize = batchSize;
    this.enhancement = enhancement;
    this.ensemble = ensemble;
    // an even number of samples, so that only the last chunk can leave half a pair of Gaussians
    // over
    this.chunk = Math.min(batchSize, 2 * Math.max(1, FEATURES_AT_ONCE / (2 * model.features())));
    this.x = new double[(chunk + 1) * model.features() * Lanes.GROUP];
    this.residual = new double[chunk * Lanes.GROUP];
  }

  @Override
  public void draw(double[][] v, double[][] w) {
    int live = Lanes.roundUp(ensemble.live());
    for (double[] row : w) {
      Arrays.fill(row, 0, live, 0);
    }
    for (int group = 0; group * Lanes.GROUP < live; group++) {
      for (int batch = 0; batch < enhancement.minibatches(); batch++) {
        double weight = enhancement.weight(batch) / batchSize;
        for (int done = 0; done < batchSize; done += chunk) {
          int samples = Math.min(chunk, batchSize - done);
          drawFeatures(group, samples);
          Contraction.INSTANCE.add(v, w, group * Lanes.GROUP, x, samples, weight, residual);
        }
      }
    }
  }

  private void drawFeatures(int group, int samples) {
    LaneStreams streams = ensemble.streams();
    int m = model.features();
    if (model.inputs() == Inputs.GAUSSIAN) {
      streams.gaussians(group, x, 0, Lanes.GROUP, samples * m);
      return;
    }
    int inputs = model.inputFeatures();
    for (int sample = 0; sample < samples; sample++) {
      streams.signs(group, x, sample * m * Lanes.GROUP, Lanes.GROUP, inputs);
    }
    if (inputs < m) {
      streams.gaussians(group, x, inputs * Lanes.GROUP, m * Lanes.GROUP, samples);
    }
  }
}
