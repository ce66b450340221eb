package org.logscape.jobs.rare;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.logscape.jobs.SparkTestSession;
import org.logscape.jobs.spec.Spec;
import org.logscape.jobs.spec.SpecReader;
import org.logscape.jobs.sweep.NetworkInputs;
import org.logscape.rare.Interfaces;
import org.logscape.rare.Sampler;
import org.logscape.rare.StageTally;

/** Repeats that are not all at one stage, as a signal leaves them. */
class RareStateTest {
  private static final Spec SPEC =
      SpecReader.read(
          """
          name: state
          seed: 5
          model: {type: quartic-well, dimensions: 2, minimum_loss: 0.4}
          dynamics: {type: langevin, batch_size: 1, learning_rate: 0.05}
          observe: {escape: {events: [separatrix]}}
          stop: {steps: 40000, after: separatrix}
          rare: {method: forward-flux, event: separatrix, trials: 100, repeats: 3, budget_steps: 1000}
          """,
          "spec.yaml");
  private static final String CELL = SPEC.grid().cell(0).id();

  private static StageRow row(int repeat, int stage, long steps) {
    return StageRow.of(
        CELL, new StageTally(repeat, stage, 1.0, 100, 50, 0, 50, 0, 0, 0, steps, 0), 0);
  }

  private static RareState state(List<StageRow> stages) {
    RareState state = new RareState(SPEC.rare().orElseThrow().repeats(), 1000);
    state.place(
        CELL,
        new Interfaces(
            0.2, List.of(0.4, 0.6, 0.8, 1.0), 10, 100, 100, Interfaces.PilotEnd.REACHED));
    state.add(stages);
    return state;
  }

  private static Map<Integer, Integer> pending(RareState state) {
    NetworkInputs none = NetworkInputs.read(SparkTestSession.get(), SPEC);
    Sampler sampler = new RareCells(SPEC, none).cell(0).sampler(state.interfaces(CELL));
    return state.pending(CELL, sampler);
  }

  /** 100 steps of the pilot and 3 x 250 of stage 0 leave room for stage 1, whatever it takes. */
  @Test
  void aStageThatSomeRepeatsHaveDoneIsDoneByAllWhateverTheySpent() {
    List<StageRow> rows = new ArrayList<>(List.of(row(0, 0, 250), row(1, 0, 250), row(2, 0, 250)));
    assertThat(pending(state(rows))).isEqualTo(Map.of(0, 1, 1, 1, 2, 1));
    rows.add(row(1, 1, 500));
    RareState cut = state(rows);
    assertThat(cut.steps(CELL)).isEqualTo(1350);
    // the repeat that is ahead waits for the others: its next stage is over the budget by now
    assertThat(pending(cut)).isEqualTo(Map.of(0, 1, 2, 1));
    rows.add(row(0, 1, 500));
    rows.add(row(2, 1, 500));
    assertThat(pending(state(rows))).isEmpty();
    assertThat(state(rows).isOverBudget(CELL)).isTrue();
  }

  /**
   * The repeat that is ahead is to begin the next stage only if all of them may: what the others
   * are still to spend at this stage counts.
   */
  @Test
  void aRepeatThatIsAheadDoesNotBeginAStageThatTheBudgetWillNotAllow() {
    RareState cut = state(List.of(row(0, 0, 250), row(1, 0, 250), row(2, 0, 250), row(1, 1, 140)));
    assertThat(cut.steps(CELL)).isEqualTo(990);
    assertThat(pending(cut)).containsEntry(0, 1).containsEntry(2, 1);
    // the job does the lowest stage first, and asks again
    cut.add(List.of(row(0, 1, 140), row(2, 1, 140)));
    assertThat(pending(cut)).isEmpty();
  }

  @Test
  void cellsAreKnownByTheirPublishedRows() {
    RareState state = RareState.of(SPEC.rare().orElseThrow(), Set.of(CELL), List.of(), List.of());
    assertThat(state.isPlaced(CELL)).isFalse();
  }
}
