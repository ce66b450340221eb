package org.logscape.training;

import java.util.List;
import java.util.stream.IntStream;
import org.logscape.data.ImageShape;
import org.logscape.data.LabelCoding;
import org.logscape.data.Samples;
import org.logscape.data.SyntheticSet;
import org.logscape.dynamics.NoiseEnhancement;
import org.logscape.dynamics.Sampling;
import org.logscape.dynamics.SgdSettings;
import org.logscape.kernel.Start;
import org.logscape.matrix.Precision;
import org.logscape.model.Basin;
import org.logscape.network.Activation;
import org.logscape.network.Architecture;
import org.logscape.network.Loss;
import org.logscape.network.Network;

/** Networks and data that a test can afford. */
public final class SmallNetworks {
  private static final SyntheticSet CLOUDS = new SyntheticSet(ImageShape.flat(6), 4, 0.5);

  private SmallNetworks() {}

  /** 6 features, even classes against odd ones, which overlap. */
  public static Samples training() {
    return CLOUDS.draw(120, 3, 0).samples(LabelCoding.EVEN_ODD);
  }

  /** More of the same. */
  public static Samples test() {
    return CLOUDS.draw(60, 3, 1).samples(LabelCoding.EVEN_ODD);
  }

  /** 41 parameters. */
  public static Network tanh() {
    return new Network(Architecture.mlp(List.of(6, 5, 1), Activation.TANH), Loss.MEAN_SQUARE);
  }

  /** One layer: its loss is a parabola. */
  public static Network linear() {
    return new Network(Architecture.mlp(List.of(6, 1), Activation.TANH), Loss.MEAN_SQUARE);
  }

  /** SGD on the tanh network. */
  public static NetworkDynamics dynamics(double learningRate) {
    return NetworkDynamics.of(tanh(), training(), settings(learningRate), Precision.FLOAT32);
  }

  /** SGD on the linear network. */
  public static NetworkDynamics linearDynamics(double learningRate) {
    return NetworkDynamics.of(linear(), training(), settings(learningRate), Precision.FLOAT32);
  }

  /** Minibatches of 10, by epochs of 12 steps. */
  static SgdSettings settings(double learningRate) {
    return new SgdSettings(learningRate, 10, NoiseEnhancement.of(1), Sampling.EPOCH);
  }

  /** The tanh network at weights at random. */
  public static Start glorot() {
    return NetworkDynamics.glorot(tanh().architecture());
  }

  /** Somewhere to start, with numbers that a minimum might have. */
  static Basin point(int parameters) {
    return new Point(
        IntStream.range(0, parameters).mapToDouble(i -> Math.sin(1 + i)).toArray(), 0.1);
  }

  /** A minimum of which nothing but L* is asked. */
  public static Basin basin(double loss) {
    return new Point(new double[0], loss);
  }

  private record Point(double[] minimum, double minimumLoss) implements Basin {
    @Override
    public double[] minimum() {
      return minimum.clone();
    }

    @Override
    public double outlierCurvature() {
      return 1;
    }
  }
}
