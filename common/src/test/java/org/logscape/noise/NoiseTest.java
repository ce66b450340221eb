package org.logscape.noise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.logscape.data.ImageShape;
import org.logscape.data.LabelCoding;
import org.logscape.data.LabelledSet;
import org.logscape.data.Samples;
import org.logscape.data.SyntheticSet;
import org.logscape.network.Activation;
import org.logscape.network.Architecture;
import org.logscape.network.EmpiricalLoss;
import org.logscape.network.Loss;
import org.logscape.network.Network;
import org.logscape.network.OutputMetric;
import org.logscape.random.StreamFamily;
import org.logscape.spectrum.LinearOperator;
import org.logscape.spectrum.Probes;
import org.logscape.spectrum.TopEigenpairs;

class NoiseTest {
  private static final Samples SET =
      new SyntheticSet(ImageShape.flat(5), 3, 1).draw(60, 2, 0).samples(LabelCoding.ONE_HOT);
  private static final Network NETWORK =
      new Network(Architecture.mlp(List.of(5, 4, 3), Activation.TANH), Loss.MEAN_SQUARE);
  private static final double[] THETA =
      NETWORK.architecture().glorot(StreamFamily.ofTraining(3).lanes(0, 1), 0);

  private static double[][] dense(LinearOperator a) {
    double[][] columns = new double[a.dimension()][];
    for (int i = 0; i < columns.length; i++) {
      double[] unit = new double[columns.length];
      unit[i] = 1;
      columns[i] = a.apply(unit);
    }
    return columns;
  }

  /** From the sample gradients themselves. */
  @Test
  void covarianceAndItsTrace() {
    try (EmpiricalLoss loss = EmpiricalLoss.of(NETWORK, SET)) {
      double[][] own = loss.sampleGradients(THETA, 0, SET.size());
      int p = THETA.length;
      int n = own.length;
      double[] mean = new double[p];
      for (double[] g : own) {
        for (int i = 0; i < p; i++) {
          mean[i] += g[i] / n;
        }
      }
      double[][] covariance = dense(NoiseCovariance.of(loss, THETA));
      double trace = 0;
      for (int i = 0; i < p; i++) {
        for (int j = 0; j < p; j++) {
          double expected = 0;
          for (double[] g : own) {
            expected += (g[i] - mean[i]) * (g[j] - mean[j]) / n;
          }
          assertThat(covariance[i][j]).isCloseTo(expected, within(1e-13));
        }
        trace += covariance[i][i];
      }
      NoiseStrength strength = NoiseStrength.of(loss, THETA);
      assertThat(strength.sampleTrace()).isCloseTo(trace, within(1e-12 * trace));
      assertThat(strength.trace(10)).isCloseTo(trace / 10, within(1e-12 * trace));
    }
  }

  /** The estimate of the mean of 400 squares: four of its own standard errors. */
  @Test
  void scatterOfMinibatchesIsTheTrace() {
    try (EmpiricalLoss loss = EmpiricalLoss.of(NETWORK, SET)) {
      SampledNoise sampled =
          SampledNoise.of(loss, THETA, 8, 400, StreamFamily.ofProbes(6).lanes(0, 1));
      double exact = NoiseStrength.of(loss, THETA).trace(8);
      assertThat(sampled.trace()).isCloseTo(exact, within(4 * sampled.standardError()));
      assertThat(sampled.standardError()).isBetween(0.01 * exact, 0.1 * exact);
    }
  }

  /**
   * One output, f = theta . x + b: C_f = x x^T is the same for every theta, and with labels +-1 and
   * theta = 0 every sample has l = 1/2, so grad l grad l^T = 2 l C_f = 2 L C_f exactly: losses and
   * gradients are decoupled.
   */
  @Test
  void decouplingIsExactWhereAllLossesAreTheSame() {
    LabelledSet clouds = new SyntheticSet(ImageShape.flat(4), 2, 1).draw(30, 2, 0);
    Network linear =
        new Network(Architecture.mlp(List.of(4, 1), Activation.TANH), Loss.MEAN_SQUARE);
    double[] zero = new double[5];
    try (EmpiricalLoss loss = EmpiricalLoss.of(linear, clouds.samples(LabelCoding.EVEN_ODD))) {
      double[][] weighted = dense(NoiseCovariance.lossWeighted(loss, zero));
      double[][] decoupled = dense(NoiseCovariance.decoupled(loss, zero));
      double[][] moment = dense(loss.metric(zero, OutputMetric.gradientMoment()));
      for (int i = 0; i < 5; i++) {
        for (int j = 0; j < 5; j++) {
          assertThat(weighted[i][j]).isCloseTo(decoupled[i][j], within(1e-14));
          assertThat(moment[i][j]).isCloseTo(2 * decoupled[i][j], within(1e-14));
        }
      }
      NoiseStrength strength = NoiseStrength.of(loss, zero);
      assertThat(strength.predictedTrace(1))
          .isCloseTo(strength.sampleTrace() + strength.gradientSquare(), within(1e-13));
    }
  }

  /** From the dense matrices; sign vectors do not estimate their products' traces exactly. */
  @Test
  void alignmentOfCovarianceAndCurvature() {
    try (EmpiricalLoss loss = EmpiricalLoss.of(NETWORK, SET)) {
      LinearOperator c = NoiseCovariance.of(loss, THETA);
      LinearOperator g = loss.metric(THETA, OutputMetric.gaussNewton());
      double[][] denseC = dense(c);
      double[][] denseG = dense(g);
      double both = 0;
      double ofC = 0;
      double ofG = 0;
      for (int i = 0; i < denseC.length; i++) {
        for (int j = 0; j < denseC.length; j++) {
          both += denseC[i][j] * denseG[i][j];
          ofC += denseC[i][j] * denseC[i][j];
          ofG += denseG[i][j] * denseG[i][j];
        }
      }
      assertThat(Alignment.cosine(c, g, 4000, Probes.of(1, 0)))
          .isCloseTo(both / Math.sqrt(ofC * ofG), within(0.05));
      assertThat(Alignment.cosine(c, c, 1, Probes.of(1, 0))).isCloseTo(1, within(1e-12));
      TopEigenpairs top = TopEigenpairs.of(c, 4, 1e-10, 39, Probes.of(2, 0));
      assertThat(Alignment.overlap(top, top)).isCloseTo(1, within(1e-12));
    }
  }
}
