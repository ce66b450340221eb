package org.logscape.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.logscape.dynamics.NoiseEnhancement;
import org.logscape.dynamics.Sampling;
import org.logscape.dynamics.Sgd;
import org.logscape.model.DoubleWell;
import org.logscape.observe.Snapshot;
import org.logscape.observe.SnapshotObserver;
import org.logscape.random.StreamFamily;

class StartPointsTest {
  private static final List<double[]> SEVEN =
      IntStream.range(0, 7).mapToObj(i -> new double[] {i, -i}).toList();

  @Test
  void replicasGoRoundThePoints() {
    StartPoints points = StartPoints.of(SEVEN, 7);
    assertThat(points.count()).isEqualTo(7);
    assertThat(points.number(16)).isEqualTo(2);
    assertThat(points.theta(16)).containsExactly(2, -2);
    points.theta(16)[0] = 99;
    assertThat(points.theta(16)).as("a start is nobody else's").containsExactly(2, -2);
  }

  @Test
  void pointsThatNoReplicaNeedsAreCountedAlone() {
    StartPoints points = StartPoints.of(SEVEN, 1_000);
    assertThat(points.count()).isEqualTo(1_000);
    assertThat(points.theta(6)).containsExactly(6, -6);
    assertThatIllegalArgumentException().isThrownBy(() -> StartPoints.of(SEVEN, 6));
    assertThatIllegalArgumentException().isThrownBy(() -> StartPoints.of(List.of(), 0));
  }

  /** More replicas than lanes, so lanes change hands; a step of 10^-12 moves by less than 10^-8. */
  @Test
  void aRunStartsAtItsOwnPointWhateverItsLane() {
    Sgd sgd =
        Sgd.of(DoubleWell.of(2, 2, 6, 0.5), 1e-12, 1, NoiseEnhancement.of(1), Sampling.ONLINE);
    List<RunOutcome> runs =
        BlockKernel.forSteps(
                sgd,
                Start.at(StartPoints.of(SEVEN, 7)),
                1,
                List.of(SnapshotObserver.periodic(Schedule.every(1).afterStart())))
            .run(StreamFamily.ofRuns(42, 99), 3, 153);
    assertThat(runs).hasSize(150);
    for (RunOutcome run : runs) {
      double[] theta = ((Snapshot) run.observations().get(0)).theta();
      assertThat(theta[0]).isCloseTo(run.replica() % 7, within(1e-8));
      assertThat(theta[1]).isCloseTo(-(run.replica() % 7), within(1e-8));
    }
  }
}
