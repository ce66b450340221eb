package org.logscape.jobs.spec.observe;

import java.util.Map;
import java.util.Optional;
import org.logscape.jobs.spec.key.Constraint;
import org.logscape.jobs.spec.key.Domain;
import org.logscape.jobs.spec.key.Group;
import org.logscape.jobs.spec.key.Key;

/**
 * States kept.
 *
 * @param every steps from one kept state to the next; {@link #NEVER} for none but at the escape
 * @param atEscape whether the first state after the escape is kept
 */
public record SnapshotsSpec(long every, boolean atEscape) implements ObserverSpec {
  /** In place of a number of steps: no periodic snapshots. */
  public static final long NEVER = 0;

  static final Key<Long> EVERY =
      Key.optional("observe.snapshots.every", Domain.wholeNumberAtLeast(1))
          .unit("steps")
          .defaultRule("none: no periodic snapshots")
          .text("steps from one kept state to the next");
  static final Key<Boolean> AT_ESCAPE =
      Key.withDefault("observe.snapshots.at_escape", false, Domain.truth())
          .text("whether the first state after the escape is kept");
  static final Group<SnapshotsSpec> GROUP =
      Group.of(SnapshotsSpec.class, "observe.snapshots", "States of runs, with all parameters.")
          .constraint(
              Constraint.atLeastOne(EVERY, AT_ESCAPE)
                  .otherwise(
                      "observe.snapshots",
                      "keeps nothing; must have every, at_escape: true, or both"))
          .optional(EVERY, kept -> Optional.of(kept.every()).filter(steps -> steps != NEVER))
          .key(AT_ESCAPE, SnapshotsSpec::atEscape)
          .build(point -> new SnapshotsSpec(point.find(EVERY).orElse(NEVER), point.get(AT_ESCAPE)));

  @Override
  public Map<String, Object> values() {
    return GROUP.values(this);
  }
}
