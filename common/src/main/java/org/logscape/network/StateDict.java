package org.logscape.network;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.logscape.data.tensor.Tensor;

/**
 * A network's parameter vector as PyTorch has it: of each Linear and Conv2d in order the weight and
 * the bias. PyTorch puts the channels of an image before its pixels, in the kernels of a
 * convolution (outputs, inputs, height, width) as well as where an image is flattened; here they
 * come last.
 */
public final class StateDict {
  private static final int KERNEL = 3;

  private final List<Part> parts;

  private StateDict(List<Part> parts) {
    this.parts = List.copyOf(parts);
  }

  /**
   * The parameters of one layer.
   *
   * @param module its name in PyTorch's Sequential of the same layers, a Flatten before the Linear
   *     that follows an image
   * @param kind Linear or Conv2d
   * @param weight shape in PyTorch
   * @param rows numbers that leave, which is the length of the bias
   * @param columns weights of each row
   * @param pixels positions that each channel of a row has; 1 where there is no image
   */
  public record Part(
      String module, String kind, List<Long> weight, int rows, int columns, int pixels) {
    /** Shape of the bias. */
    public List<Long> bias() {
      return List.of((long) rows);
    }

    private int parameters() {
      return rows * (columns + 1);
    }

    /** Where a weight lies here, whose row and place in the row are PyTorch's. */
    private int place(int row, int column) {
      int channels = columns / pixels;
      return row * columns + column % pixels * channels + column / pixels;
    }
  }

  /** The parameters of a network. */
  public static StateDict of(Architecture architecture) {
    List<Part> parts = new ArrayList<>();
    int module = 0;
    Layer before = null;
    for (Layer layer : architecture.layers()) {
      if (layer instanceof Convolution convolution) {
        List<Long> weight =
            List.of(
                (long) convolution.filters(),
                (long) convolution.channels(),
                (long) KERNEL,
                (long) KERNEL);
        parts.add(part(module, "Conv2d", weight, layer, KERNEL * KERNEL));
      } else if (layer instanceof Dense) {
        int pixels = before instanceof MaxPool pool ? pool.outputs() / pool.channels() : 1;
        module += before instanceof MaxPool ? 1 : 0;
        List<Long> weight = List.of((long) layer.rows(), (long) layer.columns());
        parts.add(part(module, "Linear", weight, layer, pixels));
      }
      before = layer;
      module++;
    }
    return new StateDict(parts);
  }

  private static Part part(int module, String kind, List<Long> weight, Layer layer, int pixels) {
    return new Part(String.valueOf(module), kind, weight, layer.rows(), layer.columns(), pixels);
  }

  /** The layers that have parameters, in order. */
  public List<Part> parts() {
    return parts;
  }

  /**
   * The parameter vector of tensors.
   *
   * @param weights of each of {@link #parts()}, of its shape
   * @param biases likewise
   * @return a fresh vector
   * @throws IllegalArgumentException if a shape differs
   */
  public double[] theta(List<Tensor> weights, List<Tensor> biases) {
    double[] theta = new double[parts.stream().mapToInt(Part::parameters).sum()];
    int from = 0;
    for (int l = 0; l < parts.size(); l++) {
      Part part = parts.get(l);
      Tensor weight = weights.get(l);
      Tensor bias = biases.get(l);
      if (!weight.shape().equals(part.weight()) || !bias.shape().equals(part.bias())) {
        throw new IllegalArgumentException(
            "%s and %s do not fit layer %d".formatted(weight.shapeText(), bias.shapeText(), l + 1));
      }
      for (int i = 0; i < weight.size(); i++) {
        theta[from + part.place(i / part.columns(), i % part.columns())] = weight.at(i);
      }
      for (int row = 0; row < part.rows(); row++) {
        theta[from + part.rows() * part.columns() + row] = bias.at(row);
      }
      from += part.parameters();
    }
    return theta;
  }

  /**
   * The tensors of a parameter vector by their names, {@code 0.weight} and so on, in order.
   *
   * @param theta of the network
   */
  public Map<String, Tensor> tensors(double[] theta) {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    int from = 0;
    for (Part part : parts) {
      double[] weight = new double[part.rows() * part.columns()];
      for (int i = 0; i < weight.length; i++) {
        weight[i] = theta[from + part.place(i / part.columns(), i % part.columns())];
      }
      double[] bias = new double[part.rows()];
      System.arraycopy(theta, from + weight.length, bias, 0, bias.length);
      put(tensors, part.module() + ".weight", part.weight(), weight);
      put(tensors, part.module() + ".bias", part.bias(), bias);
      from += part.parameters();
    }
    return tensors;
  }

  private static void put(
      Map<String, Tensor> tensors, String name, List<Long> shape, double[] values) {
    tensors.put(name, Tensor.of(name, shape, values));
  }
}
