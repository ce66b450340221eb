package org.logscape.dynamics.rate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.LongStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.logscape.dynamics.NoiseEnhancement;
import org.logscape.dynamics.Sampling;
import org.logscape.dynamics.Sgd;
import org.logscape.dynamics.SgdSettings;
import org.logscape.model.DoubleWell;

/** The closed forms of each schedule, written out; PyTorchSgdTest has PyTorch's own numbers. */
class LearningRateScheduleTest {
  private static final double ETA = 0.2;

  private static double[] rates(LearningRateSchedule schedule, long... steps) {
    SgdSettings settings =
        new SgdSettings(ETA, 1, NoiseEnhancement.of(1), Sampling.ONLINE).withSchedule(schedule);
    return LongStream.of(steps).mapToDouble(settings::learningRateAt).toArray();
  }

  @Test
  void aConstantScheduleLeavesTheRate() {
    assertThat(rates(LearningRateSchedule.constant(), 0, 1, Long.MAX_VALUE))
        .containsExactly(ETA, ETA, ETA);
  }

  /** eta f^floor(k/m). */
  @Test
  void stepsMultiplyTheRate() {
    assertThat(rates(new LearningRateSchedule.Step(3, 0.5), 0, 2, 3, 5, 6, 30))
        .containsExactly(0.2, 0.2, 0.1, 0.1, 0.05, 0.2 * 0x1p-10);
  }

  /**
   * eta (f + (1 - f) (1 + cos(pi k/m)) / 2) at k/m = 0, 1/3, 1/2, 2/3, 1: the cosines are known.
   */
  @Test
  void aCosineGoesDownAndStays() {
    assertThat(rates(new LearningRateSchedule.Cosine(600, 0.1), 0, 200, 300, 400, 600, 601))
        .containsExactly(
            new double[] {
              0.2,
              0.2 * (0.1 + 0.9 * 0.75),
              0.2 * (0.1 + 0.9 * 0.5),
              0.2 * (0.1 + 0.9 * 0.25),
              0.2 * 0.1,
              0.2 * 0.1
            },
            within(1e-15));
  }

  /** eta (f + (1 - f) k/m). */
  @Test
  void aWarmupGoesUpAndStays() {
    assertThat(rates(new LearningRateSchedule.Warmup(4, 0.25), 0, 1, 2, 3, 4, 5))
        .containsExactly(
            new double[] {0.05, 0.2 * 0.4375, 0.125, 0.2 * 0.8125, 0.2, 0.2}, within(1e-15));
    assertThat(rates(new LearningRateSchedule.Warmup(10, 0), 0)).containsExactly(0);
  }

  @Test
  void valuesOutOfTheirRangeAreRefused() {
    for (ThrowingCallable wrong :
        new ThrowingCallable[] {
          () -> new LearningRateSchedule.Step(0, 0.5),
          () -> new LearningRateSchedule.Step(1, 0),
          () -> new LearningRateSchedule.Step(1, Double.NaN),
          () -> new LearningRateSchedule.Cosine(0, 0.5),
          () -> new LearningRateSchedule.Cosine(1, 1.1),
          () -> new LearningRateSchedule.Warmup(-1, 0.5),
          () -> new LearningRateSchedule.Warmup(1, -0.1)
        }) {
      assertThatThrownBy(wrong).isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void landscapesHaveOneRate() {
    SgdSettings settings =
        new SgdSettings(ETA, 1, NoiseEnhancement.of(1), Sampling.ONLINE)
            .withSchedule(new LearningRateSchedule.Step(3, 0.5));
    assertThatThrownBy(() -> Sgd.of(DoubleWell.of(2, 2, 6, 0.5), settings))
        .hasMessage("only networks have learning-rate schedules");
  }
}
