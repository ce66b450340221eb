package org.logscape.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.logscape.data.ImageShape;
import org.logscape.data.LabelCoding;
import org.logscape.data.Samples;
import org.logscape.data.SyntheticSet;
import org.logscape.random.StreamFamily;
import org.logscape.spectrum.LinearOperator;

/** Derivatives against differences of lower ones, and identities between them; N spans batches. */
class EmpiricalLossTest {
  private static final ImageShape SHAPE = new ImageShape(4, 5, 2);
  private static final Samples SET =
      new SyntheticSet(SHAPE, 3, 1).draw(301, 7, 0).samples(LabelCoding.ONE_HOT);
  private static final Network SMOOTH_CNN =
      new Network(
          Architecture.cnn(SHAPE, List.of(List.of(3)), 3, Activation.TANH), Loss.MEAN_SQUARE);

  private static double[] start(Network network) {
    return network.architecture().glorot(StreamFamily.ofTraining(1).lanes(0, 1), 0);
  }

  private static double[] direction(Network network) {
    double[] v = new double[network.architecture().parameters()];
    var streams = StreamFamily.ofProbes(1).lanes(0, 1);
    for (int i = 0; i < v.length; i++) {
      v[i] = streams.nextGaussian(0);
    }
    return v;
  }

  private static double[] moved(double[] theta, double step, double[] v) {
    double[] there = theta.clone();
    for (int i = 0; i < there.length; i++) {
      there[i] += step * v[i];
    }
    return there;
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  /** Central differences; what is left is the square of the step times third derivatives. */
  @ParameterizedTest
  @EnumSource(Loss.class)
  void gradientAndHessianAreDifferences(Loss kind) {
    Network network = new Network(Architecture.mlp(List.of(40, 7, 5, 3), Activation.TANH), kind);
    double[] theta = start(network);
    double[] v = direction(network);
    double h = 1e-5;
    try (EmpiricalLoss loss = EmpiricalLoss.of(network, SET)) {
      double slope = slope(loss, theta, v, h);
      assertThat(dot(loss.gradient(theta), v)).isCloseTo(slope, within(1e-6 * Math.abs(slope)));
      double[] ahead = loss.gradient(moved(theta, h, v));
      double[] behind = loss.gradient(moved(theta, -h, v));
      double[] product = loss.hessian(theta).apply(v);
      double length = Math.sqrt(dot(product, product));
      for (int i = 0; i < product.length; i++) {
        assertThat(product[i]).isCloseTo((ahead[i] - behind[i]) / (2 * h), within(1e-6 * length));
      }
    }
  }

  /**
   * Some of the pools' maxima change places within any step, each with an error of the step's size,
   * so the step is as small as rounding allows.
   */
  @ParameterizedTest
  @EnumSource(Loss.class)
  void gradientsThroughPoolsAreDifferences(Loss kind) {
    Network network = new Network(SMOOTH_CNN.architecture(), kind);
    double[] theta = start(network);
    double[] v = direction(network);
    try (EmpiricalLoss loss = EmpiricalLoss.of(network, SET)) {
      double slope = slope(loss, theta, v, 1e-7);
      assertThat(dot(loss.gradient(theta), v)).isCloseTo(slope, within(1e-5 * Math.abs(slope)));
    }
  }

  private static double slope(EmpiricalLoss loss, double[] theta, double[] v, double h) {
    return (loss.evaluate(moved(theta, h, v)).loss() - loss.evaluate(moved(theta, -h, v)).loss())
        / (2 * h);
  }

  @Test
  void sampleGradientsAddUpToGradientAndMoments() {
    double[] theta = start(SMOOTH_CNN);
    double[] v = direction(SMOOTH_CNN);
    try (EmpiricalLoss loss = EmpiricalLoss.of(SMOOTH_CNN, SET)) {
      double[] mean = new double[theta.length];
      double[] moment = new double[theta.length];
      double[] norms = loss.squaredGradientNorms(theta);
      double squares = 0;
      for (int first = 0; first < SET.size(); first += 43) {
        for (double[] own : loss.sampleGradients(theta, first, 43)) {
          double along = dot(own, v);
          for (int i = 0; i < mean.length; i++) {
            mean[i] += own[i] / SET.size();
            moment[i] += along * own[i] / SET.size();
          }
          squares += dot(own, own) / SET.size();
        }
      }
      double[] gradient = loss.gradient(theta);
      double[] product = loss.metric(theta, OutputMetric.gradientMoment()).apply(v);
      for (int i = 0; i < mean.length; i++) {
        assertThat(gradient[i]).isCloseTo(mean[i], within(1e-14));
        assertThat(product[i]).isCloseTo(moment[i], within(1e-12));
      }
      double sum = 0;
      for (double norm : norms) {
        sum += norm / SET.size();
      }
      assertThat(sum).isCloseTo(squares, within(1e-12 * squares));
      assertThat(loss.trace(theta, OutputMetric.gradientMoment()))
          .isCloseTo(squares, within(1e-12 * squares));
    }
  }

  /** Trace as the sum of e_i . G e_i; both losses, whose factors differ. */
  @ParameterizedTest
  @EnumSource(Loss.class)
  void traceIsTheSumOfTheDiagonal(Loss kind) {
    Network network = new Network(Architecture.mlp(List.of(40, 3, 3), Activation.TANH), kind);
    double[] theta = start(network);
    try (EmpiricalLoss loss = EmpiricalLoss.of(network, SET)) {
      LinearOperator g = loss.metric(theta, OutputMetric.gaussNewton());
      double sum = 0;
      for (int i = 0; i < theta.length; i++) {
        double[] unit = new double[theta.length];
        unit[i] = 1;
        sum += g.apply(unit)[i];
      }
      assertThat(loss.trace(theta, OutputMetric.gaussNewton())).isCloseTo(sum, within(1e-12 * sum));
    }
  }

  /** The papers' CIFAR-10 network: its size, and that its work space stays bounded. */
  @Test
  void thePapersConvolutionalNetwork() {
    Architecture layers =
        Architecture.cnn(
            new ImageShape(32, 32, 3),
            List.of(List.of(64, 64, 64), List.of(128, 128, 128), List.of(256, 256, 256)),
            10,
            Activation.RELU);
    int weights = 9 * (3 * 64 + 2 * 64 * 64 + 64 * 128 + 2 * 128 * 128 + 128 * 256 + 2 * 256 * 256);
    int biases = 3 * (64 + 128 + 256);
    assertThat(layers.parameters()).isEqualTo(weights + biases + 4 * 4 * 256 * 10 + 10);
    Samples two =
        new SyntheticSet(new ImageShape(32, 32, 3), 10, 1)
            .draw(40, 1, 0)
            .samples(LabelCoding.ONE_HOT);
    try (EmpiricalLoss loss = EmpiricalLoss.of(new Network(layers, Loss.MEAN_SQUARE), two)) {
      assertThat(loss.batch()).isBetween(5, 20);
    }
  }

  @Test
  void refusesSamplesThatDoNotFit() {
    Network network =
        new Network(Architecture.mlp(List.of(7, 1), Activation.TANH), Loss.MEAN_SQUARE);
    assertThatThrownBy(() -> EmpiricalLoss.of(network, SET))
        .hasMessage(
            "samples of 40 features and 3 targets do not fit a network of 7 inputs and 1 outputs");
  }
}
