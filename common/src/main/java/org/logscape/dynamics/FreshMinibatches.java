package org.logscape.dynamics;

import java.util.Arrays;
import org.logscape.model.Inputs;
import org.logscape.model.OnlineModel;
import org.logscape.random.LaneStreams;

/**
 * Fresh samples of the population at every step, drawn feature by feature for all lanes at once.
 */
final class FreshMinibatches implements Minibatches {
  private final OnlineModel model;
  private final int batchSize;
  private final NoiseEnhancement enhancement;
  private final Ensemble ensemble;
  private final double[][] x;
  private final double[] residual;

  FreshMinibatches(
      OnlineModel model, int batchSize, NoiseEnhancement enhancement, Ensemble ensemble) {
    this.model = model;
    this.batchSize = batchSize;
    this.enhancement = enhancement;
    this.ensemble = ensemble;
    // Gaussians come in pairs; an odd last feature wastes one, so that no lane carries a spare from
    // step to step
    this.x = new double[model.features() + 1][ensemble.lanes()];
    this.residual = new double[ensemble.lanes()];
  }

  @Override
  public void draw(double[][] v, double[][] w) {
    int live = ensemble.live();
    for (double[] row : w) {
      Arrays.fill(row, 0, live, 0);
    }
    for (int batch = 0; batch < enhancement.minibatches(); batch++) {
      double weight = enhancement.weight(batch) / batchSize;
      for (int sample = 0; sample < batchSize; sample++) {
        drawFeatures(live);
        contract(v, w, weight, live);
      }
    }
  }

  private void drawFeatures(int live) {
    LaneStreams streams = ensemble.streams();
    int gaussianFrom = model.inputs() == Inputs.GAUSSIAN ? 0 : model.inputFeatures();
    for (int feature = 0; feature < gaussianFrom; feature += Long.SIZE) {
      int last = Math.min(gaussianFrom, feature + Long.SIZE);
      for (int lane = 0; lane < live; lane++) {
        long word = streams.nextLong(lane);
        for (int sign = feature; sign < last; sign++) {
          x[sign][lane] = word < 0 ? -1 : 1;
          word <<= 1;
        }
      }
    }
    for (int feature = gaussianFrom; feature < model.features(); feature += 2) {
      streams.nextGaussians(x[feature], x[feature + 1], live);
    }
  }

  private void contract(double[][] v, double[][] w, double weight, int live) {
    Arrays.fill(residual, 0, live, 0);
    for (int feature = 0; feature < v.length; feature++) {
      double[] row = v[feature];
      double[] sample = x[feature];
      for (int lane = 0; lane < live; lane++) {
        residual[lane] = Math.fma(row[lane], sample[lane], residual[lane]);
      }
    }
    for (int lane = 0; lane < live; lane++) {
      residual[lane] *= weight;
    }
    for (int feature = 0; feature < v.length; feature++) {
      double[] row = w[feature];
      double[] sample = x[feature];
      for (int lane = 0; lane < live; lane++) {
        row[lane] = Math.fma(residual[lane], sample[lane], row[lane]);
      }
    }
  }
}
