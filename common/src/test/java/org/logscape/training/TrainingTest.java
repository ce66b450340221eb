package org.logscape.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.logscape.data.ImageShape;
import org.logscape.data.LabelCoding;
import org.logscape.data.LabelledSet;
import org.logscape.data.Samples;
import org.logscape.data.SyntheticSet;
import org.logscape.dynamics.NoiseEnhancement;
import org.logscape.dynamics.Sampling;
import org.logscape.dynamics.SgdSettings;
import org.logscape.matrix.Precision;
import org.logscape.network.Activation;
import org.logscape.network.Architecture;
import org.logscape.network.EmpiricalLoss;
import org.logscape.network.Evaluation;
import org.logscape.network.Loss;
import org.logscape.network.Network;
import org.logscape.random.StreamFamily;

class TrainingTest {
  private static final SyntheticSet CLOUDS = new SyntheticSet(ImageShape.flat(10), 4, 1);
  private static final LabelledSet TRAINING_SET = CLOUDS.draw(200, 3, 0);
  private static final Samples TRAINING = TRAINING_SET.samples(LabelCoding.ONE_HOT);
  private static final Network NETWORK =
      new Network(Architecture.mlp(List.of(10, 16, 4), Activation.RELU), Loss.MEAN_SQUARE);

  private static SgdSettings sgd(
      double learningRate, int batchSize, double alpha, Sampling sampling) {
    return new SgdSettings(learningRate, batchSize, NoiseEnhancement.of(alpha), sampling);
  }

  @Test
  void learnsAndIsReproducible() {
    Training training =
        new Training(NETWORK, sgd(0.1, 10, 1, Sampling.EPOCH), Precision.FLOAT32, 60, 0.03);
    List<Double> losses = new ArrayList<>();
    Pretrained one =
        training.run(TRAINING, 11, 0, (epoch, theta, evaluation) -> losses.add(evaluation.loss()));
    assertThat(losses.get(0)).isGreaterThan(0.4);
    assertThat(one.evaluation().loss()).isLessThan(0.1).isEqualTo(losses.get(losses.size() - 1));
    assertThat(one.evaluation().accuracy()).isGreaterThan(0.9);
    assertThat(one.steps()).isEqualTo(20L * (losses.size() - 1));
    assertThat(training.run(TRAINING, 11, 0).theta()).isEqualTo(one.theta());
    assertThat(training.run(TRAINING, 11, 1).theta()).isNotEqualTo(one.theta());
    assertThat(training.run(TRAINING, 12, 0).theta()).isNotEqualTo(one.theta());
  }

  /** One whole-set step of an ensemble is theta - eta grad L, whatever the mixing. */
  @ParameterizedTest
  @EnumSource(Precision.class)
  void aStepOfAllSamplesGoesDownTheGradient(Precision precision) {
    double eta = 0.3;
    int half = TRAINING.size() / 2;
    StreamFamily family = StreamFamily.ofTraining(5);
    try (NetworkEnsemble whole =
            NetworkEnsemble.of(
                NETWORK, TRAINING, sgd(eta, 2 * half, 1, Sampling.EPOCH), precision, 3);
        EmpiricalLoss loss = EmpiricalLoss.of(NETWORK, TRAINING)) {
      for (int lane = 0; lane < 3; lane++) {
        whole.seat(lane, family, lane);
        whole.place(lane, NETWORK.architecture().glorot(whole.streams(), lane));
      }
      double[] before = whole.theta(1);
      double[] gradient = loss.gradient(before);
      whole.step(3);
      double tolerance = precision == Precision.FLOAT32 ? 1e-6 : 1e-14;
      double[] after = whole.theta(1);
      for (int i = 0; i < after.length; i++) {
        assertThat(after[i]).isCloseTo(before[i] - eta * gradient[i], within(tolerance));
      }
      assertThat(whole.batchLoss(1))
          .isCloseTo(loss.evaluate(before).loss(), within(10 * tolerance));
    }
  }

  /** A run depends on its stream, not on its lane, its neighbours or a move. */
  @Test
  void lanesDoNotKnowOfEachOther() {
    SgdSettings settings = sgd(0.05, 7, 1.5, Sampling.EPOCH);
    StreamFamily family = StreamFamily.ofRuns(9, 4);
    double[] alone = moved(settings, family, 1, 0, 0);
    assertThat(moved(settings, family, 11, 9, 9)).isEqualTo(alone);
    assertThat(moved(settings, family, 11, 9, 2)).isEqualTo(alone);
  }

  private static double[] moved(
      SgdSettings settings, StreamFamily family, int lanes, int lane, int later) {
    try (NetworkEnsemble ensemble =
        NetworkEnsemble.of(NETWORK, TRAINING, settings, Precision.FLOAT32, lanes)) {
      for (int i = 0; i < lanes; i++) {
        ensemble.seat(i, family, i == lane ? 77 : i);
        ensemble.place(i, NETWORK.architecture().glorot(ensemble.streams(), i));
      }
      for (int step = 0; step < 20; step++) {
        ensemble.step(lanes);
      }
      if (later != lane) {
        ensemble.move(lane, later);
      }
      for (int step = 0; step < 20; step++) {
        ensemble.step(later == lane ? lanes : later + 1);
      }
      return ensemble.theta(later);
    }
  }

  /**
   * One step of enhanced SGD from a fixed point, over 2,000 lanes' worth of draws: its mean square
   * about the gradient is a tr C / B. The mean of 2,000 squares of a sum of many coordinates
   * scatters by less than sqrt(2 / 2000) = 3 %; four of these.
   */
  @Test
  void enhancementMultipliesTheCovariance() {
    int batch = 5;
    double alpha = 1.5;
    double a = NoiseEnhancement.of(alpha).factor();
    double[] theta;
    try (EmpiricalLoss loss = EmpiricalLoss.of(NETWORK, TRAINING);
        NetworkEnsemble one =
            NetworkEnsemble.of(
                NETWORK,
                TRAINING,
                sgd(1, batch, alpha, Sampling.REPLACEMENT),
                Precision.FLOAT64,
                1)) {
      one.seat(0, StreamFamily.ofRuns(1, 1), 0);
      theta = NETWORK.architecture().glorot(one.streams(), 0);
      double[] mean = loss.gradient(theta);
      double square = 0;
      for (double g : mean) {
        square += g * g;
      }
      double trace = -square;
      for (double norm : loss.squaredGradientNorms(theta)) {
        trace += norm / TRAINING.size();
      }
      int draws = 2000;
      double scatter = 0;
      for (int i = 0; i < draws; i++) {
        one.place(0, theta);
        one.step(1);
        double[] after = one.theta(0);
        for (int j = 0; j < after.length; j++) {
          double deviation = theta[j] - after[j] - mean[j];
          scatter += deviation * deviation / draws;
        }
      }
      assertThat(scatter).isCloseTo(a * trace / batch, within(0.13 * a * trace / batch));
    }
  }

  @Test
  void divergenceEndsTheTraining() {
    Pretrained end =
        new Training(NETWORK, sgd(1e6, 10, 1, Sampling.EPOCH), Precision.FLOAT32, 50, 0)
            .run(TRAINING, 1, 0);
    assertThat(end.evaluation().loss()).isNotFinite();
    assertThat(end.steps()).isLessThan(50 * 20);
  }

  @Test
  void evaluationOnOtherSamples() {
    Training training =
        new Training(NETWORK, sgd(0.1, 10, 1, Sampling.EPOCH), Precision.FLOAT32, 30, 0);
    double[] theta = training.run(TRAINING, 11, 0).theta();
    Samples test = CLOUDS.draw(1000, 3, 1).samples(LabelCoding.ONE_HOT);
    try (EmpiricalLoss loss = EmpiricalLoss.of(NETWORK, test)) {
      Evaluation evaluation = loss.evaluate(theta);
      assertThat(evaluation.accuracy()).isBetween(0.75, 1.0);
    }
  }

  @Test
  void networksNeedAFiniteSet() {
    SgdSettings online = sgd(0.1, 10, 1, Sampling.ONLINE);
    assertThatThrownBy(() -> NetworkEnsemble.of(NETWORK, TRAINING, online, Precision.FLOAT32, 1))
        .hasMessage("networks learn from a finite data set: sampling must be epoch or replacement");
  }
}
