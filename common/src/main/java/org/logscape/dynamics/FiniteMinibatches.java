package org.logscape.dynamics;

import org.logscape.model.FiniteLinearRegression;

/**
 * Minibatches from a finite data set: sample by sample within a lane, since each lane reads rows of
 * its own.
 */
abstract class FiniteMinibatches implements Minibatches {
  private final FiniteLinearRegression model;
  private final int batchSize;
  private final NoiseEnhancement enhancement;
  private final Ensemble ensemble;
  private final double[] position;
  private final double[] sum;

  private FiniteMinibatches(
      FiniteLinearRegression model,
      int batchSize,
      NoiseEnhancement enhancement,
      Ensemble ensemble) {
    this.model = model;
    this.batchSize = batchSize;
    this.enhancement = enhancement;
    this.ensemble = ensemble;
    this.position = new double[model.features()];
    this.sum = new double[model.features()];
  }

  /** Each sample drawn from all N. */
  static Minibatches withReplacement(
      FiniteLinearRegression model,
      int batchSize,
      NoiseEnhancement enhancement,
      Ensemble ensemble) {
    return new FiniteMinibatches(model, batchSize, enhancement, ensemble) {
      @Override
      int next(int lane) {
        return ensemble.streams().nextInt(lane, model.samples());
      }
    };
  }

  /** Each sample once an epoch, in an order drawn anew for each epoch and lane. */
  static Minibatches byEpoch(
      FiniteLinearRegression model,
      int batchSize,
      NoiseEnhancement enhancement,
      Ensemble ensemble) {
    int perStep = batchSize * enhancement.minibatches();
    if (perStep > model.samples()) {
      throw new IllegalArgumentException(
          "an epoch of " + model.samples() + " samples has no step of " + perStep);
    }
    return new ByEpoch(
        model, batchSize, enhancement, ensemble, model.samples() / perStep * perStep);
  }

  /** Index of the next sample of a lane. */
  abstract int next(int lane);

  @Override
  public void draw(double[][] v, double[][] w) {
    for (int lane = 0; lane < ensemble.live(); lane++) {
      for (int feature = 0; feature < position.length; feature++) {
        position[feature] = v[feature][lane];
        sum[feature] = 0;
      }
      for (int batch = 0; batch < enhancement.minibatches(); batch++) {
        double weight = enhancement.weight(batch) / batchSize;
        for (int sample = 0; sample < batchSize; sample++) {
          add(model.sample(next(lane)), weight);
        }
      }
      for (int feature = 0; feature < position.length; feature++) {
        w[feature][lane] = sum[feature];
      }
    }
  }

  private void add(double[] x, double weight) {
    double residual = 0;
    for (int feature = 0; feature < x.length; feature++) {
      residual = Math.fma(position[feature], x[feature], residual);
    }
    double scale = weight * residual;
    for (int feature = 0; feature < x.length; feature++) {
      sum[feature] = Math.fma(scale, x[feature], sum[feature]);
    }
  }

  /**
   * One pass of the Fisher-Yates shuffle spread over the epoch: sample k of an epoch is swapped
   * with a uniform choice among those not yet used, so every epoch is a uniform permutation
   * whatever order the last one left.
   */
  private static final class ByEpoch extends FiniteMinibatches {
    private final Ensemble ensemble;
    private final int[][] order;
    private final int[] used;
    private final int length;

    ByEpoch(
        FiniteLinearRegression model,
        int batchSize,
        NoiseEnhancement enhancement,
        Ensemble ensemble,
        int length) {
      super(model, batchSize, enhancement, ensemble);
      this.ensemble = ensemble;
      this.order = new int[ensemble.lanes()][model.samples()];
      this.used = new int[ensemble.lanes()];
      this.length = length;
    }

    @Override
    public void seat(int lane) {
      int[] samples = order[lane];
      for (int i = 0; i < samples.length; i++) {
        samples[i] = i;
      }
      used[lane] = 0;
    }

    @Override
    public void move(int from, int to) {
      int[] swap = order[to];
      order[to] = order[from];
      order[from] = swap;
      used[to] = used[from];
    }

    @Override
    int next(int lane) {
      if (used[lane] == length) {
        used[lane] = 0;
      }
      int[] samples = order[lane];
      int k = used[lane]++;
      int chosen = k + ensemble.streams().nextInt(lane, samples.length - k);
      int sample = samples[chosen];
      samples[chosen] = samples[k];
      samples[k] = sample;
      return sample;
    }
  }
}
