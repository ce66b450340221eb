package org.logscape.jobs.spec;

import java.io.Serializable;
import org.logscape.jobs.spec.key.Constraint;
import org.logscape.jobs.spec.key.Domain;
import org.logscape.jobs.spec.key.Group;
import org.logscape.jobs.spec.key.Key;

/**
 * When a run ends before its step limit.
 *
 * @param after the event, or set of events, after which it ends
 */
public record Stop(After after) implements Serializable {
  /** The same limit in epochs of N/B steps, for networks. */
  static final Key<Integer> EPOCHS =
      Key.optional("stop.epochs", Domain.countAtLeast(1))
          .unit("epochs")
          .text("the step limit of networks, in epochs of N/B steps; in place of steps");

  /** The step limit; an axis, so it is part of the cell. */
  static final Key<Long> STEPS =
      Key.withDefault("stop.steps", 100_000L, Domain.wholeNumberAtLeast(1))
          .replacedBy(EPOCHS)
          .unit("steps")
          .text("a run ends after so many steps at the latest");

  /** Its default depends on whether an escape is watched for. */
  static final Key<After> AFTER =
      Key.optional("stop.after", Domain.word(After.class))
          .defaultRule("all where an escape is watched for, else never")
          .text("a run ends after this event; levels: the highest one");

  /** The limits, which are axes. */
  public static final Group<Stop> LIMITS =
      Group.of(Stop.class, "stop", "When a run ends.")
          .varies()
          .constraint(Constraint.atMostOne(STEPS, EPOCHS))
          .input(STEPS)
          .input(EPOCHS)
          .build();

  /** The rest. */
  public static final Group<Stop> RULE =
      Group.of(Stop.class, "stop", "When a run ends.").key(AFTER, Stop::after).build();

  /** What ends a run. */
  public enum After {
    /** The crossing of the ridge. */
    SEPARATRIX,
    /** The arrival in the other well. */
    BASIN,
    /** The highest loss level, and with it every other. */
    LEVELS,
    /** Everything watched for has occurred. */
    ALL,
    /** The step limit alone. */
    NEVER
  }
}
