package org.logscape.network;

import org.logscape.data.Samples;
import org.logscape.matrix.Precision;

/**
 * One step of gradient descent on a weighted minibatch, without a gradient: theta -= eta sum_s c_s
 * grad l_s, each layer's part added to its weights by the product that forms it. Work space of one
 * thread for any number of networks; must be closed.
 */
public final class Step implements AutoCloseable {
  private final Network network;
  private final Samples samples;
  private final double[] weights;
  private final int k;
  private final Propagation propagation;
  private final double[] f;
  private final double[] slopes;

  private Step(Network network, Samples samples, double[] weights, Precision precision) {
    network.requireFit(samples);
    this.network = network;
    this.samples = samples;
    this.weights = weights.clone();
    k = network.architecture().outputs();
    propagation = Propagation.of(network, precision, weights.length);
    f = new double[weights.length * k];
    slopes = new double[weights.length * k];
  }

  /**
   * A step.
   *
   * @param weights c of each sample of the minibatch
   * @throws IllegalArgumentException if the samples do not fit the network
   */
  public static Step of(Network network, Samples samples, double[] weights, Precision precision) {
    return new Step(network, samples, weights, precision);
  }

  /**
   * Takes it.
   *
   * @param theta where; moved
   * @param chosen the samples, sample {@code s} at {@code chosen[at + s * stride]}
   * @param learningRate eta
   * @return sum_s c_s l_s before the step; not finite where the run has diverged
   */
  public double take(Parameters theta, long[] chosen, int at, int stride, double learningRate) {
    return addGradient(theta, chosen, at, stride, -learningRate, theta);
  }

  /**
   * Adds a multiple of the gradient to a vector.
   *
   * @param theta where
   * @param chosen the samples, as in {@link #take}
   * @param scale the factor
   * @param into what is added to; it may be theta itself
   * @return sum_s c_s l_s at theta
   */
  public double addGradient(
      Parameters theta, long[] chosen, int at, int stride, double scale, Parameters into) {
    int n = weights.length;
    for (int s = 0; s < n; s++) {
      propagation.load(s, samples, (int) chosen[at + s * stride]);
    }
    propagation.forward(theta, n);
    propagation.outputs().get(0, f);
    double[] y = propagation.targets();
    double loss = 0;
    for (int s = 0; s < n; s++) {
      double own = network.loss().valueAndSlope(f, y, s * k, k, weights[s], slopes);
      loss = Math.fma(weights[s], own, loss);
    }
    propagation.outputSlopes().put(0, slopes);
    propagation.backward(theta, n, scale, into);
    return loss;
  }

  /** The parameters of a network that this work space can move, zero. */
  public Parameters parameters() {
    return Parameters.of(network.architecture(), propagation.outputs().precision());
  }

  @Override
  public void close() {
    propagation.close();
  }
}
