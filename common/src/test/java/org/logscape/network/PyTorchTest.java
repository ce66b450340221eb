package org.logscape.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.logscape.data.ImageShape;
import org.logscape.data.Samples;
import org.logscape.matrix.Precision;

/**
 * Every derivative against PyTorch in double precision on the same weights and samples
 * (oracle/derivatives.py). Both sum a few hundred products in different orders, so they agree to
 * some 1e-13 of the vector's length; single precision to 1e-5.
 */
class PyTorchTest {

  record Case(String name, Network network) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Case> cases() {
    return Stream.of(
        mlp("mlp-tanh-mean-square", List.of(6, 5, 4, 1), Activation.TANH, Loss.MEAN_SQUARE),
        mlp("mlp-relu-mean-square", List.of(6, 5, 4, 3), Activation.RELU, Loss.MEAN_SQUARE),
        mlp("mlp-tanh-cross-entropy", List.of(6, 5, 4, 3), Activation.TANH, Loss.CROSS_ENTROPY),
        mlp("mlp-relu-cross-entropy", List.of(6, 9, 3), Activation.RELU, Loss.CROSS_ENTROPY),
        cnn("cnn-tanh-mean-square", Activation.TANH, Loss.MEAN_SQUARE),
        cnn("cnn-relu-cross-entropy", Activation.RELU, Loss.CROSS_ENTROPY));
  }

  private static Case mlp(String name, List<Integer> widths, Activation activation, Loss loss) {
    return new Case(name, new Network(Architecture.mlp(widths, activation), loss));
  }

  private static Case cnn(String name, Activation activation, Loss loss) {
    Architecture layers =
        Architecture.cnn(
            new ImageShape(5, 6, 2), List.of(List.of(3, 4), List.of(2)), 3, activation);
    return new Case(name, new Network(layers, loss));
  }

  private static void agree(String what, double[] ours, double[] theirs, double relative) {
    assertThat(ours).as(what).hasSameSizeAs(theirs);
    double length = 0;
    double distance = 0;
    for (int i = 0; i < ours.length; i++) {
      length = Math.hypot(length, theirs[i]);
      distance = Math.hypot(distance, ours[i] - theirs[i]);
    }
    assertThat(distance).as(what).isLessThan(relative * length);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void derivativesArePyTorchs(Case example) {
    Oracle oracle = Oracle.read(example.name());
    Architecture layers = example.network().architecture();
    Samples samples = oracle.samples(layers.inputs(), layers.outputs());
    double[] theta = oracle.get("theta");
    double[] v = oracle.get("direction");
    assertThat(theta).hasSize(layers.parameters());
    try (EmpiricalLoss loss = EmpiricalLoss.of(example.network(), samples)) {
      assertThat(loss.evaluate(theta).loss())
          .isCloseTo(oracle.get("loss")[0], within(1e-13 * oracle.get("loss")[0]));
      agree("losses", loss.sampleLosses(theta), oracle.get("sample_losses"), 1e-13);
      agree("gradient", loss.gradient(theta), oracle.get("gradient"), 1e-13);
      agree("H v", loss.hessian(theta).apply(v), oracle.get("hessian_vector"), 1e-13);
      agree(
          "G v",
          loss.metric(theta, OutputMetric.gaussNewton()).apply(v),
          oracle.get("gauss_newton_vector"),
          1e-13);
      agree("norms", loss.squaredGradientNorms(theta), oracle.get("squared_gradient_norms"), 1e-13);
      int last = samples.size() - 1;
      agree(
          "last gradient",
          loss.sampleGradients(theta, last, 1)[0],
          oracle.get("last_sample_gradient"),
          1e-13);
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void singlePrecisionIsTheSameCode(Case example) {
    Oracle oracle = Oracle.read(example.name());
    Architecture layers = example.network().architecture();
    Samples samples = oracle.samples(layers.inputs(), layers.outputs());
    double[] theta = oracle.get("theta");
    double[] v = oracle.get("direction");
    try (EmpiricalLoss loss = EmpiricalLoss.of(example.network(), samples, Precision.FLOAT32)) {
      agree("gradient", loss.gradient(theta), oracle.get("gradient"), 1e-5);
      agree("H v", loss.hessian(theta).apply(v), oracle.get("hessian_vector"), 1e-5);
    }
  }
}
