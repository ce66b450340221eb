package org.logscape.network;

import java.util.ArrayList;
import java.util.List;
import org.logscape.data.Samples;
import org.logscape.matrix.Precision;
import org.logscape.matrix.Reals;

/**
 * A network at work on batches of samples: forwards, backwards, and the derivatives of both along a
 * direction of the parameters. Parameters are handed in, so one work space serves many networks of
 * an ensemble. Mutable, one thread at a time; {@link #close} frees its memory.
 *
 * <p>Order of calls: {@link #load} each sample, {@link #forward}; then {@link #tangent} if needed;
 * then set {@link #outputSlopes} and go {@link #backward}, or set {@link #tangentSlopes} too and go
 * {@link #tangentBackward}.
 */
final class Propagation implements AutoCloseable {
  private final Network network;
  private final Precision precision;
  private final int batch;
  private final int k;
  private final List<Layer> layers;
  private final LayerPass[] passes;
  private final Reals input;
  private final Reals[] y;
  private final Reals[] dy;
  private final double[] targets;
  private final List<Runnable> owned = new ArrayList<>();
  private Reals[] ry;
  private Reals[] rdy;

  private Propagation(Network network, Precision precision, int batch) {
    this.network = network;
    this.precision = precision;
    this.batch = batch;
    layers = network.architecture().layers();
    k = network.architecture().outputs();
    passes = new LayerPass[layers.size()];
    for (int l = 0; l < passes.length; l++) {
      passes[l] = layers.get(l).pass(precision, batch);
      owned.add(passes[l]::close);
    }
    input = own(Reals.of(precision, (long) batch * network.architecture().inputs()));
    y = buffers();
    dy = buffers();
    targets = new double[batch * k];
  }

  /**
   * A work space.
   *
   * @param batch the most samples at a time
   */
  static Propagation of(Network network, Precision precision, int batch) {
    return new Propagation(network, precision, batch);
  }

  private Reals own(Reals reals) {
    owned.add(reals::close);
    return reals;
  }

  private Reals[] buffers() {
    Reals[] buffers = new Reals[passes.length];
    for (int l = 0; l < passes.length; l++) {
      buffers[l] =
          passes[l].inPlace()
              ? buffers[l - 1]
              : own(Reals.of(precision, (long) batch * layers.get(l).outputs()));
    }
    return buffers;
  }

  int batch() {
    return batch;
  }

  /** Puts sample {@code index} of a set into place {@code row} of the batch. */
  void load(int row, Samples samples, int index) {
    int d = samples.features();
    input.put(row * d, samples.inputs(), index * d, d);
    for (int j = 0; j < k; j++) {
      targets[row * k + j] = samples.targets()[index * k + j];
    }
  }

  /** Targets of the batch, K a sample. */
  double[] targets() {
    return targets;
  }

  /** Outputs of the first n samples to {@link #outputs}. */
  void forward(Parameters theta, int n) {
    for (int l = 0; l < passes.length; l++) {
      passes[l].forward(n, theta.layer(l), input(l), y[l]);
    }
  }

  private Reals input(int l) {
    return l == 0 ? input : y[l - 1];
  }

  private static Reals below(Reals[] buffers, int l) {
    return l == 0 ? null : buffers[l - 1];
  }

  /** f, K a sample. */
  Reals outputs() {
    return y[passes.length - 1];
  }

  /** dl/df, K a sample, to be set before going backwards, which destroys it. */
  Reals outputSlopes() {
    return dy[passes.length - 1];
  }

  /** J v: how the outputs move along a direction, after {@link #forward}. */
  Reals tangent(Parameters theta, Parameters v, int n) {
    if (ry == null) {
      ry = buffers();
    }
    for (int l = 0; l < passes.length; l++) {
      passes[l].tangent(n, theta.layer(l), v.layer(l), input(l), below(ry, l), y[l], ry[l]);
    }
    return ry[passes.length - 1];
  }

  /**
   * into += scale J^T {@link #outputSlopes}, summed over the samples. {@code into} may be theta
   * itself: a step of gradient descent without a gradient.
   */
  void backward(Parameters theta, int n, double scale, Parameters into) {
    for (int l = passes.length - 1; l >= 0; l--) {
      if (l > 0) {
        passes[l].backward(n, theta.layer(l), y[l], dy[l], dy[l - 1]);
      }
      passes[l].gradient(n, input(l), dy[l], scale, into.layer(l));
    }
  }

  /** Squared lengths of each sample's J^T slope, without the gradients. */
  double[] squaredNorms(Parameters theta, int n) {
    double[] sums = new double[n];
    for (int l = passes.length - 1; l >= 0; l--) {
      if (l > 0) {
        passes[l].backward(n, theta.layer(l), y[l], dy[l], dy[l - 1]);
      }
      passes[l].squaredNorms(n, input(l), dy[l], sums);
    }
    return sums;
  }

  /** J^T slope of each of n samples: {@code into[sample]} += it. */
  void sampleGradients(Parameters theta, int n, Parameters[] into) {
    for (int l = passes.length - 1; l >= 0; l--) {
      if (l > 0) {
        passes[l].backward(n, theta.layer(l), y[l], dy[l], dy[l - 1]);
      }
      int inputs = layers.get(l).inputs();
      int outputs = layers.get(l).outputs();
      for (int i = 0; i < n; i++) {
        Reals x = input(l).slice(i * inputs, inputs);
        Reals slope = dy[l].slice(i * outputs, outputs);
        passes[l].gradient(1, x, slope, 1, into[i].layer(l));
      }
    }
  }

  /** The derivative of {@link #outputSlopes} along the direction, to be set likewise. */
  Reals tangentSlopes() {
    if (rdy == null) {
      rdy = buffers();
    }
    return rdy[passes.length - 1];
  }

  /**
   * into += scale x the derivative along v of J^T slope, summed over the samples; after {@link
   * #tangent} along the same v.
   */
  void tangentBackward(Parameters theta, Parameters v, int n, double scale, Parameters into) {
    for (int l = passes.length - 1; l >= 0; l--) {
      if (l > 0) {
        passes[l].tangentBackward(
            n, theta.layer(l), v.layer(l), y[l], ry[l], dy[l], rdy[l], rdy[l - 1]);
        passes[l].backward(n, theta.layer(l), y[l], dy[l], dy[l - 1]);
      }
      passes[l].tangentGradient(n, input(l), below(ry, l), dy[l], rdy[l], scale, into.layer(l));
    }
  }

  Network network() {
    return network;
  }

  @Override
  public void close() {
    owned.forEach(Runnable::run);
  }
}
