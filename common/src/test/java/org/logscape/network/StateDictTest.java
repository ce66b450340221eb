package org.logscape.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.logscape.data.ImageShape;
import org.logscape.data.Samples;
import org.logscape.data.tensor.Tensor;

class StateDictTest {
  private static double[] random(int count, long seed) {
    Random random = new Random(seed);
    return random.doubles(count, -1, 1).toArray();
  }

  @Test
  void fullLayersLieAsInPyTorch() {
    Architecture network = Architecture.mlp(List.of(2, 3, 1), Activation.TANH);
    StateDict dict = StateDict.of(network);
    double[] theta = random(network.parameters(), 1);
    Map<String, Tensor> tensors = dict.tensors(theta);
    // Sequential(Linear, Tanh, Linear)
    assertThat(tensors.keySet()).containsExactly("0.weight", "0.bias", "2.weight", "2.bias");
    assertThat(tensors.get("0.weight").shape()).containsExactly(3L, 2L);
    List<Double> all = new ArrayList<>();
    for (Tensor tensor : tensors.values()) {
      for (double value : tensor.values()) {
        all.add(value);
      }
    }
    assertThat(all).containsExactly(Arrays.stream(theta).boxed().toArray(Double[]::new));
  }

  /**
   * The output of a network with two stacks, computed from its tensors as PyTorch defines Conv2d
   * (padding 1), MaxPool2d, Flatten and Linear, on an image with the channels first.
   */
  @Test
  void tensorsOfAConvolutionalNetworkGiveItsOutput() {
    ImageShape image = new ImageShape(5, 4, 2);
    Architecture network =
        Architecture.cnn(image, List.of(List.of(3, 4), List.of(2)), 1, Activation.RELU);
    StateDict dict = StateDict.of(network);
    double[] theta = random(network.parameters(), 2);
    Map<String, Tensor> tensors = dict.tensors(theta);
    // Conv2d 0, ReLU, Conv2d 2, ReLU, MaxPool2d, Conv2d 5, ReLU, MaxPool2d, Flatten, Linear 9
    assertThat(tensors.keySet())
        .containsExactly(
            "0.weight", "0.bias", "2.weight", "2.bias", "5.weight", "5.bias", "9.weight", "9.bias");
    assertThat(tensors.get("2.weight").shape()).containsExactly(4L, 3L, 3L, 3L);
    List<Tensor> weights = new ArrayList<>();
    List<Tensor> biases = new ArrayList<>();
    for (StateDict.Part part : dict.parts()) {
      weights.add(tensors.get(part.module() + ".weight"));
      biases.add(tensors.get(part.module() + ".bias"));
    }
    assertThat(dict.theta(weights, biases)).containsExactly(theta);

    float[] pixels = new float[image.features()];
    double[][][] x = new double[2][5][4];
    double[] values = random(pixels.length, 3);
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (float) values[i];
      x[i % 2][i / 8][i / 2 % 4] = pixels[i];
    }
    x = convolved(x, weights.get(0), biases.get(0));
    x = pooled(convolved(x, weights.get(1), biases.get(1)));
    x = pooled(convolved(x, weights.get(2), biases.get(2)));
    double output = biases.get(3).at(0);
    int column = 0;
    for (double[][] plane : x) {
      for (double[] row : plane) {
        for (double value : row) {
          output += weights.get(3).at(column++) * value;
        }
      }
    }
    Samples samples = new Samples(pixels.length, 1, pixels, new float[] {0});
    try (EmpiricalLoss loss = EmpiricalLoss.of(new Network(network, Loss.MEAN_SQUARE), samples)) {
      assertThat(loss.evaluate(theta).loss()).isCloseTo(output * output / 2, within(1e-12));
    }
  }

  private static double[][][] convolved(double[][][] x, Tensor weight, Tensor bias) {
    int height = x[0].length;
    int width = x[0][0].length;
    double[][][] y = new double[bias.size()][height][width];
    for (int o = 0; o < y.length; o++) {
      for (int r = 0; r < height; r++) {
        for (int c = 0; c < width; c++) {
          double sum = bias.at(o);
          for (int i = 0; i < x.length; i++) {
            for (int k = 0; k < 9; k++) {
              int row = r + k / 3 - 1;
              int col = c + k % 3 - 1;
              boolean inside = row >= 0 && row < height && col >= 0 && col < width;
              sum += inside ? weight.at((o * x.length + i) * 9 + k) * x[i][row][col] : 0;
            }
          }
          y[o][r][c] = Math.max(0, sum);
        }
      }
    }
    return y;
  }

  private static double[][][] pooled(double[][][] x) {
    double[][][] y = new double[x.length][x[0].length / 2][x[0][0].length / 2];
    for (int o = 0; o < y.length; o++) {
      for (int r = 0; r < y[0].length; r++) {
        for (int c = 0; c < y[0][0].length; c++) {
          y[o][r][c] =
              Math.max(
                  Math.max(x[o][2 * r][2 * c], x[o][2 * r][2 * c + 1]),
                  Math.max(x[o][2 * r + 1][2 * c], x[o][2 * r + 1][2 * c + 1]));
        }
      }
    }
    return y;
  }

  @Test
  void aTransposedMatrixIsRefused() {
    StateDict dict = StateDict.of(Architecture.mlp(List.of(2, 1), Activation.RELU));
    List<Tensor> weights = List.of(Tensor.of("w", List.of(2L, 1L), 1, 2));
    List<Tensor> biases = List.of(Tensor.of("b", List.of(1L), 0));
    assertThatThrownBy(() -> dict.theta(weights, biases))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("(2, 1) and (1,) do not fit layer 1");
  }
}
