package org.logscape.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.logscape.dynamics.Dynamics;
import org.logscape.dynamics.NoiseEnhancement;
import org.logscape.dynamics.Sampling;
import org.logscape.dynamics.Sgd;
import org.logscape.kernel.BlockKernel;
import org.logscape.kernel.ObserverFactory;
import org.logscape.kernel.RunOutcome;
import org.logscape.kernel.Schedule;
import org.logscape.kernel.Start;
import org.logscape.kernel.Status;
import org.logscape.model.DoubleWell;
import org.logscape.observe.TrajectoryObserver.Stretch;
import org.logscape.random.StreamFamily;

/** The states of lone runs against snapshots at every step of the same runs in a block. */
class TrajectoryObserverTest {
  private static final StreamFamily STREAMS = StreamFamily.ofRuns(8, 1);
  private static final DoubleWell WELL = DoubleWell.of(2, 2, 6, 0.5);
  private static final Dynamics SGD =
      Sgd.of(WELL, 0.04, 1, NoiseEnhancement.of(1), Sampling.ONLINE);
  private static final long LIMIT = 400;

  private static BlockKernel kernel(ObserverFactory watching) {
    return BlockKernel.untilEvent(
        SGD,
        Start.minimum(),
        LIMIT,
        List.of(
            EscapeObserver.of(WELL, Set.of(Event.SEPARATRIX), List.of(), EndsAfter.SEPARATRIX),
            watching));
  }

  private static List<Snapshot> lone(int replica, Stretch stretch) {
    List<Snapshot> states = new ArrayList<>();
    RunOutcome outcome =
        kernel(TrajectoryObserver.of(stretch, states::add))
            .run(STREAMS, replica, replica + 1)
            .get(0);
    assertThat(outcome.observations()).noneMatch(Snapshot.class::isInstance);
    return states;
  }

  @Test
  void statesAreThoseOfTheRunInABlock() {
    List<RunOutcome> block =
        kernel(SnapshotObserver.periodic(Schedule.every(1).afterStart())).run(STREAMS, 0, 100);
    Set<Status> seen = new HashSet<>();
    for (RunOutcome outcome : block) {
      if (outcome.replica() % 7 != 0) {
        continue;
      }
      seen.add(outcome.status());
      List<Snapshot> states = lone(outcome.replica(), new Stretch(0, LIMIT, 1));
      assertThat(states.get(0).step()).isZero();
      assertThat(states.get(0).theta()).isEqualTo(WELL.minimum());
      List<Snapshot> path =
          outcome.observations().stream()
              .filter(Snapshot.class::isInstance)
              .map(Snapshot.class::cast)
              .toList();
      assertThat(states).hasSize(path.size() + 1);
      for (int i = 0; i < path.size(); i++) {
        assertThat(states.get(i + 1).step()).isEqualTo(path.get(i).step());
        assertThat(states.get(i + 1).loss()).isEqualTo(path.get(i).loss());
        assertThat(states.get(i + 1).theta()).isEqualTo(path.get(i).theta());
      }
      assertThat(states.get(states.size() - 1).reason())
          .isEqualTo(
              outcome.status() == Status.ESCAPED
                  ? Snapshot.Reason.ESCAPE
                  : Snapshot.Reason.PERIODIC);
      assertThat(states.subList(0, states.size() - 1))
          .allMatch(state -> state.reason() == Snapshot.Reason.PERIODIC);
    }
    assertThat(seen).contains(Status.ESCAPED, Status.CENSORED);
  }

  @Test
  void aStretchHasItsStepsAndTheLast() {
    int censored =
        kernel(SnapshotObserver.periodic(Schedule.never())).run(STREAMS, 0, 100).stream()
            .filter(outcome -> outcome.status() == Status.CENSORED)
            .findFirst()
            .orElseThrow()
            .replica();
    assertThat(steps(lone(censored, new Stretch(380, LIMIT, 7))))
        .containsExactly(380L, 387L, 394L, 400L);
    assertThat(steps(lone(censored, new Stretch(386, LIMIT, 7)))).containsExactly(386L, 393L, 400L);
    assertThat(steps(lone(censored, new Stretch(10, 20, 5)))).containsExactly(10L, 15L, 20L);
    assertThat(steps(lone(censored, new Stretch(500, 600, 5)))).isEmpty();
  }

  private static List<Long> steps(List<Snapshot> states) {
    return states.stream().map(Snapshot::step).toList();
  }

  @Test
  void isOfOneRun() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                kernel(TrajectoryObserver.of(new Stretch(0, 1, 1), state -> {})).run(STREAMS, 0, 2))
        .withMessageContaining("one run");
    assertThatIllegalArgumentException().isThrownBy(() -> new Stretch(2, 1, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> new Stretch(0, 1, 0));
  }
}
