package org.logscape.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.logscape.kernel.RunOutcome;
import org.logscape.kernel.StartPoints;
import org.logscape.kernel.Status;
import org.logscape.network.EmpiricalLoss;
import org.logscape.observe.Snapshot;
import org.logscape.random.StreamFamily;
import org.logscape.training.watch.LevelWatcher;
import org.logscape.training.watch.SnapshotWatcher;

class NetworkKernelTest {
  private static final StreamFamily STREAMS = StreamFamily.ofRuns(5, 77);
  private static final long STEPS = 50;

  private static List<Watcher.Factory> snapshots(long every) {
    return List.of(SnapshotWatcher.periodic(Schedule.every(every)));
  }

  private static List<double[]> states(RunOutcome outcome) {
    return outcome.observations().stream().map(seen -> ((Snapshot) seen).theta()).toList();
  }

  @Test
  void aRunIsThatOfAnEnsembleOnTheSameStream() {
    NetworkKernel.Task task = SmallNetworks.task(0.05, NetworkStart.glorot());
    RunOutcome run =
        NetworkKernel.forSteps(task, STEPS, snapshots(STEPS)).run(STREAMS, 3, 4).get(0);
    try (NetworkEnsemble one =
            NetworkEnsemble.of(
                task.network(), task.training(), task.settings(), task.precision(), 1);
        EmpiricalLoss loss = EmpiricalLoss.of(task.network(), task.training(), task.precision())) {
      one.seat(0, STREAMS, 3);
      double[] start = task.network().architecture().glorot(one.streams(), 0);
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
    NetworkKernel.Task task = SmallNetworks.task(0.05, NetworkStart.glorot());
    List<RunOutcome> together =
        NetworkKernel.forSteps(task, STEPS, snapshots(STEPS)).run(STREAMS, 0, 3);
    for (int replica = 0; replica < 3; replica++) {
      RunOutcome alone =
          NetworkKernel.forSteps(task, STEPS, snapshots(7))
              .run(STREAMS, replica, replica + 1)
              .get(0);
      assertThat(alone.finalLoss()).isEqualTo(together.get(replica).finalLoss());
      assertThat(states(alone).get(0)).isEqualTo(states(together.get(replica)).get(0));
    }
    assertThat(states(together.get(0)).get(1)).isNotEqualTo(states(together.get(1)).get(1));
  }

  @Test
  void aGivenStartIsEveryRunsStart() {
    double[] start = new double[SmallNetworks.tanh().architecture().parameters()];
    Arrays.fill(start, 0.125);
    NetworkKernel.Task task = SmallNetworks.task(0.05, NetworkStart.at(start));
    List<RunOutcome> runs =
        NetworkKernel.forSteps(task, STEPS, snapshots(STEPS)).run(STREAMS, 0, 2);
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
    NetworkKernel.Task task = SmallNetworks.task(0.05, NetworkStart.at(points));
    List<RunOutcome> runs =
        NetworkKernel.forSteps(task, STEPS, snapshots(STEPS)).run(STREAMS, 1, 4);
    assertThat(runs.stream().map(run -> states(run).get(0))).containsExactly(second, first, second);
  }

  @Test
  void aRunThatDivergesSaysSo() {
    RunOutcome run =
        NetworkKernel.forSteps(SmallNetworks.task(1e6, NetworkStart.glorot()), 1_000, List.of())
            .run(STREAMS, 0, 1)
            .get(0);
    assertThat(run.status()).isEqualTo(Status.DIVERGED);
    assertThat(run.finalLoss()).isNotFinite();
    assertThat(run.steps()).isLessThan(1_000);
  }

  @Test
  void aRunEndsByItsEventOrIsCensored() {
    NetworkKernel.Task task = SmallNetworks.task(0.05, NetworkStart.glorot());
    // every start has a loss above this, so the event has occurred before the first step
    Watcher.Factory atOnce =
        LevelWatcher.of(1e-6, List.of(2.0), Schedule.every(1), LevelWatcher.EndsAfter.HIGHEST);
    RunOutcome escaped =
        NetworkKernel.untilEvent(task, STEPS, List.of(atOnce)).run(STREAMS, 0, 1).get(0);
    assertThat(escaped.status()).isEqualTo(Status.ESCAPED);
    assertThat(escaped.steps()).isZero();
    Watcher.Factory unseen =
        LevelWatcher.of(1e6, List.of(2.0), Schedule.every(1), LevelWatcher.EndsAfter.HIGHEST);
    RunOutcome censored =
        NetworkKernel.untilEvent(task, STEPS, List.of(unseen)).run(STREAMS, 0, 1).get(0);
    assertThat(censored.status()).isEqualTo(Status.CENSORED);
    assertThat(censored.steps()).isEqualTo(STEPS);
    assertThatThrownBy(() -> NetworkKernel.forSteps(task, 0, List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
