package org.logscape.kernel;

import java.util.Arrays;
import java.util.List;
import org.logscape.observe.LossHistogram;
import org.logscape.observe.Snapshot;

/** Every bit of outcomes as text: records with arrays have no equality. */
final class Outcomes {

  private Outcomes() {}

  static List<String> describe(List<RunOutcome> outcomes) {
    return outcomes.stream().map(Outcomes::describe).toList();
  }

  private static String describe(RunOutcome outcome) {
    StringBuilder text = new StringBuilder();
    text.append(outcome.replica())
        .append(' ')
        .append(outcome.status())
        .append(' ')
        .append(outcome.steps());
    text.append(' ').append(outcome.tau()).append(' ').append(outcome.finalLoss());
    for (Observation observation : outcome.observations()) {
      if (observation instanceof LossHistogram histogram) {
        text.append(Arrays.toString(histogram.counts())).append(histogram.meanLoss());
      } else if (observation instanceof Snapshot snapshot) {
        text.append(snapshot.step()).append(Arrays.toString(snapshot.theta()));
      } else {
        text.append(observation);
      }
    }
    return text.toString();
  }
}
