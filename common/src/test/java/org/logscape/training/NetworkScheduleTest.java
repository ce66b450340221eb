package org.logscape.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.logscape.dynamics.SgdSettings;
import org.logscape.dynamics.rate.LearningRateSchedule;
import org.logscape.kernel.BlockKernel;
import org.logscape.kernel.RunOutcome;
import org.logscape.kernel.RunState;
import org.logscape.matrix.Precision;
import org.logscape.random.StreamFamily;

/** Runs whose learning rate changes from step to step. */
class NetworkScheduleTest {
  private static final StreamFamily STREAMS = StreamFamily.ofRuns(5, 77);
  private static final long STEPS = 60;

  static List<LearningRateSchedule> schedules() {
    return List.of(
        new LearningRateSchedule.Step(20, 0.5),
        new LearningRateSchedule.Cosine(50, 0.1),
        new LearningRateSchedule.Warmup(30, 0.1));
  }

  private static List<RunState> ends(SgdSettings settings, long steps) {
    return states(kernel(settings, steps).run(STREAMS, 0, 3));
  }

  private static List<RunState> states(List<RunOutcome> outcomes) {
    return outcomes.stream().map(outcome -> outcome.state().orElseThrow()).toList();
  }

  private static BlockKernel kernel(SgdSettings settings, long steps) {
    NetworkDynamics dynamics =
        NetworkDynamics.of(
            SmallNetworks.tanh(), SmallNetworks.training(), settings, Precision.FLOAT32);
    return BlockKernel.forSteps(dynamics, SmallNetworks.glorot(), steps, List.of()).keepingStates();
  }

  private static SgdSettings settings(LearningRateSchedule schedule) {
    return SmallNetworks.settings(0.1).withSchedule(schedule);
  }

  @Test
  void aConstantScheduleIsNone() {
    List<RunState> none = ends(SmallNetworks.settings(0.1), STEPS);
    assertThat(ends(settings(LearningRateSchedule.constant()), STEPS))
        .usingRecursiveComparison()
        .isEqualTo(none);
    // a factor that is 1 at every step is no schedule either
    assertThat(ends(settings(new LearningRateSchedule.Step(7, 1)), STEPS))
        .usingRecursiveComparison()
        .isEqualTo(none);
  }

  /** From one rate to another: the run goes on as one at the second rate. */
  @Test
  void stepsAreTakenAtTheRateOfTheirNumber() {
    SgdSettings second = SmallNetworks.settings(0.05);
    List<RunState> later =
        states(kernel(second, STEPS).goOn(ends(SmallNetworks.settings(0.1), 20)));
    assertThat(ends(settings(new LearningRateSchedule.Step(20, 0.5)), 40))
        .usingRecursiveComparison()
        .isEqualTo(states(kernel(second, 40).goOn(ends(SmallNetworks.settings(0.1), 20))));
    assertThat(ends(SmallNetworks.settings(0.1), STEPS))
        .usingRecursiveComparison()
        .isNotEqualTo(later);
  }

  @ParameterizedTest
  @MethodSource("schedules")
  void anInterruptedRunContinuesToTheSameBits(LearningRateSchedule schedule) {
    for (SgdSettings settings :
        List.of(settings(schedule), settings(schedule).withMomentum(0.8).withWeightDecay(0.01))) {
      List<RunState> whole = ends(settings, STEPS);
      List<RunState> parts =
          states(
              kernel(settings, STEPS).goOn(states(kernel(settings, 33).goOn(ends(settings, 17)))));
      assertThat(parts).usingRecursiveComparison().isEqualTo(whole);
    }
  }
}
