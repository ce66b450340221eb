package org.logscape.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.logscape.data.Samples;
import org.logscape.kernel.BlockKernel;
import org.logscape.kernel.ObserverFactory;
import org.logscape.kernel.RunOutcome;
import org.logscape.kernel.Schedule;
import org.logscape.kernel.Start;
import org.logscape.kernel.StartPoints;
import org.logscape.kernel.Status;
import org.logscape.matrix.Precision;
import org.logscape.network.EmpiricalLoss;
import org.logscape.network.Network;
import org.logscape.observe.EndsAfter;
import org.logscape.observe.EscapeObserver;
import org.logscape.observe.Snapshot;
import org.logscape.observe.SnapshotObserver;
import org.logscape.random.StreamFamily;

/** Runs of networks under the block kernel. */
class NetworkRunsTest {
  private static final StreamFamily STREAMS = StreamFamily.ofRuns(5, 77);
  private static final long STEPS = 50;

  private static List<ObserverFactory> snapshots(long every) {
    return List.of(SnapshotObserver.periodic(Schedule.every(every)));
  }

  private static BlockKernel kernel(Start start, long every) {
    return BlockKernel.forSteps(SmallNetworks.dynamics(0.05), start, STEPS, snapshots(every));
  }

  private static List<double[]> states(RunOutcome outcome) {
    return outcome.observations().stream().map(seen -> ((Snapshot) seen).theta()).toList();
  }

  @Test
  void aRunIsThatOfAnEnsembleOnTheSameStream() {
    RunOutcome run = kernel(SmallNetworks.glorot(), STEPS).run(STREAMS, 3, 4).get(0);
    Network network = SmallNetworks.tanh();
    Samples set = SmallNetworks.training();
    try (NetworkEnsemble one =
            NetworkEnsemble.of(network, set, SmallNetworks.settings(0.05), Precision.FLOAT32, 1);
        EmpiricalLoss loss = EmpiricalLoss.of(network, set, Precision.FLOAT32)) {
      one.seat(0, STREAMS, 3);
      double[] start = network.architecture().glorot(one.streams(), 0);
      one.place(0, start);
      double losses = 0;
      for (int step = 0; step < STEPS; step++) {
        one.step(1);
        losses += one.batchLoss(0);
      }
      assertThat(states(run).get(1)).isEqualTo(one.theta(0));
      assertThat(run.finalLoss()).isEqualTo(loss.evaluate(one.theta(0)).loss());
      assertThat(run.tau()).isCloseTo(0.05 * losses, within(1e-12));
    }
    assertThat(run.status()).isEqualTo(Status.FINISHED);
    assertThat(run.steps()).isEqualTo(STEPS);
    assertThat(run.time()).isEqualTo(0.05 * STEPS);
    assertThat(run.replica()).isEqualTo(3);
  }

  @Test
  void aRunDependsOnItsStreamAloneAndNotOnWhoLooks() {
    List<RunOutcome> together = kernel(SmallNetworks.glorot(), STEPS).run(STREAMS, 0, 3);
    for (int replica = 0; replica < 3; replica++) {
      RunOutcome alone =
          kernel(SmallNetworks.glorot(), 7).run(STREAMS, replica, replica + 1).get(0);
      assertThat(alone.finalLoss()).isEqualTo(together.get(replica).finalLoss());
      assertThat(states(alone).get(0)).isEqualTo(states(together.get(replica)).get(0));
    }
    assertThat(states(together.get(0)).get(1)).isNotEqualTo(states(together.get(1)).get(1));
  }

  @Test
  void aGivenStartIsEveryRunsStart() {
    double[] start = new double[SmallNetworks.tanh().architecture().parameters()];
    Arrays.fill(start, 0.125);
    List<RunOutcome> runs = kernel(Start.at(start), STEPS).run(STREAMS, 0, 2);
    assertThat(states(runs.get(0)).get(0)).isEqualTo(start);
    assertThat(states(runs.get(1)).get(0)).isEqualTo(start);
    assertThat(states(runs.get(0)).get(1)).isNotEqualTo(states(runs.get(1)).get(1));
  }

  @Test
  void givenPointsAreTheStartsOfTheReplicasInTurn() {
    double[] first = new double[SmallNetworks.tanh().architecture().parameters()];
    double[] second = first.clone();
    Arrays.fill(second, 0.125);
    StartPoints points = StartPoints.of(List.of(first, second), 2);
    List<RunOutcome> runs = kernel(Start.at(points), STEPS).run(STREAMS, 1, 4);
    assertThat(runs.stream().map(run -> states(run).get(0))).containsExactly(second, first, second);
  }

  @Test
  void aRunThatDivergesSaysSo() {
    RunOutcome run =
        BlockKernel.forSteps(SmallNetworks.dynamics(1e6), SmallNetworks.glorot(), 1_000, List.of())
            .run(STREAMS, 0, 1)
            .get(0);
    assertThat(run.status()).isEqualTo(Status.DIVERGED);
    assertThat(run.finalLoss()).isNotFinite();
    assertThat(run.steps()).isLessThan(1_000);
  }

  /** Its last snapshot is one of a state that is finite. */
  @Test
  void aRunThatDivergesLeavesNoSnapshotOfItsEnd() {
    RunOutcome run =
        BlockKernel.forSteps(
                SmallNetworks.dynamics(1e6), SmallNetworks.glorot(), 1_000, snapshots(1))
            .run(STREAMS, 0, 1)
            .get(0);
    assertThat(run.status()).isEqualTo(Status.DIVERGED);
    assertThat(run.observations()).hasSize((int) run.steps());
  }

  @Test
  void aRunEndsByItsEventOrIsCensored() {
    NetworkDynamics dynamics = SmallNetworks.dynamics(0.05);
    Start start = SmallNetworks.glorot();
    // every start has a loss above this, so the event has occurred before the first step
    RunOutcome escaped =
        BlockKernel.untilEvent(dynamics, start, STEPS, List.of(doubled(1e-6)))
            .run(STREAMS, 0, 1)
            .get(0);
    assertThat(escaped.status()).isEqualTo(Status.ESCAPED);
    assertThat(escaped.steps()).isZero();
    RunOutcome censored =
        BlockKernel.untilEvent(dynamics, start, STEPS, List.of(doubled(1e6)))
            .run(STREAMS, 0, 1)
            .get(0);
    assertThat(censored.status()).isEqualTo(Status.CENSORED);
    assertThat(censored.steps()).isEqualTo(STEPS);
    assertThatThrownBy(() -> BlockKernel.forSteps(dynamics, start, 0, List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** The loss is twice a value. */
  private static ObserverFactory doubled(double loss) {
    return EscapeObserver.ofLevels(SmallNetworks.basin(loss), List.of(2.0), EndsAfter.LEVELS, 1);
  }
}
