package org.logscape.network;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.logscape.data.ImageShape;
import org.logscape.matrix.Precision;
import org.logscape.random.LaneStreams;

/**
 * The layers of a network: inputs x to outputs f(theta, x), the last layer linear. Immutable and
 * serializable; its parameter vector is laid out as {@link Parameters} says.
 */
public final class Architecture implements Serializable {
  private final List<Layer> layers;

  private Architecture(List<Layer> layers) {
    this.layers = List.copyOf(layers);
  }

  /**
   * A fully connected network.
   *
   * @param widths numbers in each layer, inputs first, outputs last; at least two, all positive
   * @throws IllegalArgumentException if they are not
   */
  public static Architecture mlp(List<Integer> widths, Activation activation) {
    if (widths.size() < 2 || widths.stream().anyMatch(width -> width < 1)) {
      throw new IllegalArgumentException(
          "a network needs the widths of at least its inputs and outputs, all positive");
    }
    List<Layer> layers = new ArrayList<>();
    for (int l = 1; l < widths.size(); l++) {
      if (l > 1) {
        layers.add(new PointwiseLayer(widths.get(l - 1), activation));
      }
      layers.add(new Dense(widths.get(l - 1), widths.get(l)));
    }
    return new Architecture(layers);
  }

  /**
   * A convolutional network: stacks of 3 x 3 convolutions with an activation after each and a
   * max-pool by two after each stack, then one linear layer.
   *
   * @param image shape of the inputs
   * @param stacks the filters of each convolution of each stack; the papers' CIFAR-10 network is
   *     {@code [[64, 64, 64], [128, 128, 128], [256, 256, 256]]}
   * @param outputs numbers that leave
   * @throws IllegalArgumentException if a count is not positive or the image too small for so many
   *     pools
   */
  public static Architecture cnn(
      ImageShape image, List<List<Integer>> stacks, int outputs, Activation activation) {
    List<Layer> layers = new ArrayList<>();
    int height = image.height();
    int width = image.width();
    int channels = image.channels();
    for (List<Integer> stack : stacks) {
      for (int filters : stack) {
        if (filters < 1) {
          throw new IllegalArgumentException("a convolution needs at least one filter");
        }
        layers.add(new Convolution(height, width, channels, filters));
        layers.add(new PointwiseLayer(height * width * filters, activation));
        channels = filters;
      }
      if (height < 2 || width < 2) {
        throw new IllegalArgumentException(
            "an image of " + image.height() + " x " + image.width() + " cannot be halved so often");
      }
      layers.add(new MaxPool(height, width, channels));
      height /= 2;
      width /= 2;
    }
    if (outputs < 1) {
      throw new IllegalArgumentException("a network needs at least one output");
    }
    layers.add(new Dense(height * width * channels, outputs));
    return new Architecture(layers);
  }

  List<Layer> layers() {
    return layers;
  }

  /** Numbers of one sample that enter. */
  public int inputs() {
    return layers.get(0).inputs();
  }

  /** Numbers of one sample that leave. */
  public int outputs() {
    return layers.get(layers.size() - 1).outputs();
  }

  /** Numbers that enter and leave its layers, of one sample. */
  long numbersOfASample() {
    return inputs() + layers.stream().mapToLong(Layer::outputs).sum();
  }

  /**
   * Length of the parameter vector.
   *
   * @throws IllegalArgumentException if it is beyond 2<sup>31</sup>
   */
  public int parameters() {
    long sum = layers.stream().mapToLong(Layer::parameters).sum();
    if (sum > Integer.MAX_VALUE / Precision.FLOAT64.bytes()) {
      throw new IllegalArgumentException(sum + " parameters are too many");
    }
    return (int) sum;
  }

  /** What one sample costs forwards. */
  public Work forward() {
    return passes(1, 1);
  }

  /** Forwards and back to the gradient: the slopes of the inputs are not formed. */
  public Work gradient() {
    return passes(3, 2);
  }

  /** {@link EmpiricalLoss#metric} times a vector: the inputs have no tangent. */
  public Work metricProduct() {
    return passes(5, 3);
  }

  /** {@link EmpiricalLoss#hessian} times a vector. */
  public Work hessianProduct() {
    return passes(8, 3);
  }

  /**
   * What so many products with the matrices of each layer cost.
   *
   * @param each products of a layer
   * @param first those of the first layer
   */
  private Work passes(int each, int first) {
    Work all = layers.stream().map(Layer::work).reduce(Work.none(), Work::plus);
    return all.times(each).plus(layers.get(0).work().times(first - each));
  }

  /**
   * Random start: weights uniform on (-a, a), a = sqrt(6 / (fan in + fan out)), biases zero.
   *
   * <p>Source: X. Glorot, Y. Bengio, "Understanding the difficulty of training deep feedforward
   * neural networks", AISTATS 2010.
   *
   * @param streams where the numbers come from, in the order of the parameters
   * @param lane the stream that is used
   * @return a fresh parameter vector
   */
  public double[] glorot(LaneStreams streams, int lane) {
    double[] theta = new double[parameters()];
    int at = 0;
    for (Layer layer : layers) {
      double a = layer.glorot();
      int weights = layer.rows() * layer.columns();
      for (int i = at; i < at + weights; i++) {
        theta[i] = a * (2 * streams.nextUniform(lane) - 1);
      }
      at += layer.parameters();
    }
    return theta;
  }
}
