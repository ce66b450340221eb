package org.logscape.noise;

import java.util.Arrays;
import org.logscape.network.EmpiricalLoss;
import org.logscape.random.LaneStreams;

/**
 * tr Sigma as one would measure it without sample gradients: from the scatter of the gradients of
 * independent minibatches, drawn with replacement.
 *
 * @param trace estimate of tr Sigma, without bias
 * @param standardError of it, from the scatter of the minibatches' squared distances
 */
public record SampledNoise(double trace, double standardError) {

  /**
   * Draws minibatches.
   *
   * @param whole grad L is taken from it: with the true mean the estimate is a plain mean of
   *     independent terms |g_i - grad L|^2
   * @param batchSize B
   * @param minibatches how many, at least 2
   * @param streams lane 0 is used
   * @throws IllegalArgumentException if there are fewer
   */
  public static SampledNoise of(
      EmpiricalLoss whole, double[] theta, int batchSize, int minibatches, LaneStreams streams) {
    if (minibatches < 2) {
      throw new IllegalArgumentException("a standard error needs at least two minibatches");
    }
    double[] mean = whole.gradient(theta);
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < minibatches; i++) {
      int[] chosen = new int[batchSize];
      Arrays.setAll(chosen, s -> streams.nextInt(0, whole.samples().size()));
      double distance = squaredDistance(whole.gradient(theta, chosen), mean);
      sum += distance;
      squares += distance * distance;
    }
    double trace = sum / minibatches;
    double variance = (squares / minibatches - trace * trace) / (minibatches - 1);
    return new SampledNoise(trace, Math.sqrt(Math.max(0, variance)));
  }

  private static double squaredDistance(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (a[i] - b[i]) * (a[i] - b[i]);
    }
    return sum;
  }
}
