package org.logscape.dynamics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.logscape.kernel.BlockKernel;
import org.logscape.kernel.Origin;
import org.logscape.kernel.RunOutcome;
import org.logscape.kernel.RunState;
import org.logscape.kernel.Start;
import org.logscape.model.DoubleWell;
import org.logscape.model.ResidualModel;
import org.logscape.random.StreamFamily;
import org.logscape.theory.GaussianDesign;
import org.logscape.theory.LogLandscape;

/** The heavy ball: v <- mu v + g, theta <- theta - eta v. */
class MomentumTest {
  private static final StreamFamily STREAMS = StreamFamily.ofRuns(5, 31);
  private static final double MU = 0.9;

  @ParameterizedTest
  @MethodSource("org.logscape.dynamics.SgdRecursionTest#everySampling")
  void branchesStartWithTheVelocityOfTheirState(ResidualModel model, Sampling sampling) {
    Sgd heavy = SgdRecursionTest.sgd(model, sampling, MU, 0);
    Motion motion = SgdRecursionTest.states(heavy, List.of(), 100).get(0).motion();
    Motion atRest = new Motion(motion.theta(), new double[0], motion.position());
    List<RunOutcome> split =
        BlockKernel.forSteps(heavy, Start.minimum(), 5, List.of())
            .keepingStates()
            .from(
                List.of(
                    new Origin(STREAMS, 900, motion),
                    new Origin(STREAMS, 900, motion),
                    new Origin(STREAMS, 900, atRest)));
    double[] first = split.get(0).state().orElseThrow().motion().theta();
    assertThat(split.get(1).state().orElseThrow().motion().theta()).isEqualTo(first);
    assertThat(split.get(2).state().orElseThrow().motion().theta()).isNotEqualTo(first);
  }

  @Test
  void withoutMomentumThereIsNoVelocity() {
    RunState plain =
        SgdRecursionTest.states(
                SgdRecursionTest.sgd(DoubleWell.of(3, 2, 6, 0.5), Sampling.ONLINE, 0, 0),
                List.of(),
                3)
            .get(0);
    assertThat(plain.motion().velocity()).isEmpty();
  }

  /** At small steps v = T sigma^2 / (2 h): T = eta h a / (B (1 - mu)). */
  @Test
  void theTemperatureIsThatOfSmallSteps() {
    LogLandscape landscape = LogLandscape.of(1e-5, 2, 5, 1, 1).withMomentum(0.9);
    assertThat(landscape.temperature()).isCloseTo(1e-5 * 5 / (2 * 0.1), within(1e-18));
    assertThat(GaussianDesign.of(landscape, 1).coordinateVariance())
        .isCloseTo(landscape.temperature() / 2, within(1e-3 * landscape.temperature()));
  }
}
