package org.logscape.jobs.spec;

import java.io.Serializable;
import org.logscape.jobs.spec.key.Domain;
import org.logscape.jobs.spec.key.Key;

/**
 * When a run ends before its step limit.
 *
 * @param after the event, or set of events, after which it ends
 */
public record Stop(After after) implements Serializable {
  /** The step limit; an axis, so it is part of the cell. */
  static final Key<Long> STEPS = Key.required("stop.steps", Domain.wholeNumberAtLeast(1));

  /** The same limit in epochs of N/B steps, for networks. */
  static final Key<Integer> EPOCHS = Key.required("stop.epochs", Domain.countAtLeast(1));

  /** Its default depends on whether an escape is watched for. */
  static final Key<After> AFTER = Key.optional("stop.after", Domain.word(After.class));

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
