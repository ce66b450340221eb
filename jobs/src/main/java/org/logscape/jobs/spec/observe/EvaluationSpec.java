package org.logscape.jobs.spec.observe;

import java.util.Map;
import org.logscape.jobs.spec.key.Domain;
import org.logscape.jobs.spec.key.Group;
import org.logscape.jobs.spec.key.Key;

/**
 * Losses and accuracy of networks, on the training and the test set.
 *
 * @param every epochs from one evaluation to the next; the first is at the start
 * @param steps how looks follow each other
 */
public record EvaluationSpec(int every, Spacing steps) implements ObserverSpec {
  /** Looks within a factor of ten in epochs, where they are ever further apart. */
  public static final int LOOKS_PER_DECADE = 10;

  /** How looks follow each other. */
  public enum Spacing {
    /** At equal distances. */
    EVEN,
    /** Ever further apart. */
    LOG
  }

  static final Key<Integer> EVERY =
      Key.withDefault("observe.evaluation.every", 1, Domain.countAtLeast(1))
          .unit("epochs")
          .text("epochs from one evaluation to the next; the first is at the start");
  static final Key<Spacing> STEPS =
      Key.withNeutral("observe.evaluation.steps", Spacing.EVEN, Domain.word(Spacing.class))
          .text("log: ever further apart, ten looks in a factor of ten, and at the end");
  static final Group<EvaluationSpec> GROUP =
      Group.of(
              EvaluationSpec.class,
              "observe.evaluation",
              "Networks: loss and accuracy on the training and the test set.")
          .key(EVERY, EvaluationSpec::every)
          .key(STEPS, EvaluationSpec::steps)
          .build(point -> new EvaluationSpec(point.get(EVERY), point.get(STEPS)));

  @Override
  public boolean isForNetworksAlone() {
    return true;
  }

  @Override
  public Map<String, Object> values() {
    return GROUP.values(this);
  }
}
