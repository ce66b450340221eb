package org.logscape.noise;

import org.logscape.data.Samples;
import org.logscape.network.EmpiricalLoss;
import org.logscape.network.Network;
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
      Samples drawn = draw(whole.samples(), batchSize, streams);
      double distance = distance(whole.network(), drawn, theta, mean);
      sum += distance;
      squares += distance * distance;
    }
    double trace = sum / minibatches;
    double variance = (squares / minibatches - trace * trace) / (minibatches - 1);
    return new SampledNoise(trace, Math.sqrt(Math.max(0, variance)));
  }

  private static Samples draw(Samples set, int count, LaneStreams streams) {
    float[] inputs = new float[count * set.features()];
    float[] targets = new float[count * set.outputs()];
    for (int i = 0; i < count; i++) {
      int chosen = streams.nextInt(0, set.size());
      System.arraycopy(
          set.inputs(), chosen * set.features(), inputs, i * set.features(), set.features());
      System.arraycopy(
          set.targets(), chosen * set.outputs(), targets, i * set.outputs(), set.outputs());
    }
    return new Samples(set.features(), set.outputs(), inputs, targets);
  }

  private static double distance(
      Network network, Samples minibatch, double[] theta, double[] mean) {
    try (EmpiricalLoss loss = EmpiricalLoss.of(network, minibatch)) {
      double[] gradient = loss.gradient(theta);
      double sum = 0;
      for (int i = 0; i < mean.length; i++) {
        sum += (gradient[i] - mean[i]) * (gradient[i] - mean[i]);
      }
      return sum;
    }
  }
}
