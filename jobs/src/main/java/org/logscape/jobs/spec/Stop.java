package org.logscape.jobs.spec;

import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.logscape.jobs.spec.key.Constraint;
import org.logscape.jobs.spec.key.Domain;
import org.logscape.jobs.spec.key.Group;
import org.logscape.jobs.spec.key.Key;
import org.logscape.jobs.spec.observe.EvaluationSpec;
import org.logscape.jobs.spec.observe.Observe;
import org.logscape.observe.EndsAfter;

/**
 * When a run ends before its step limit.
 *
 * @param after the event, or set of events, after which it ends
 * @param convergence at which a network's run ends; null where none does
 */
public record Stop(EndsAfter after, Convergence convergence) implements Serializable {
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
          .text("step limit: a run ends after this many steps at the latest");

  /**
   * The limit that names a cell whose limit was raised since; an axis that walks with the limit.
   */
  static final Key<Long> BEGUN_WITH =
      Key.optional("stop.begun_with", Domain.wholeNumberAtLeast(1))
          .unit("of the limit")
          .text(
              "steps or epochs that the limit had when the folder was begun: cells keep their"
                  + " names and random numbers; written by --resume with a higher limit");

  /** Its default depends on whether an escape is watched for. */
  static final Key<EndsAfter> AFTER =
      Key.optional("stop.after", Domain.word(EndsAfter.class))
          .defaultRule("all where an escape is watched for, else never")
          .text("a run ends after this event; levels: the highest one");

  /** Training loss at which a run of a network ends. */
  public static final Key<Double> TRAIN_LOSS =
      Key.optional("stop.train_loss", Domain.numberAbove(0))
          .unit("loss")
          .text("networks: a run ends, as finished, when its training loss is at most this");

  /** Training error at which a run of a network ends. */
  public static final Key<Double> TRAIN_ERROR =
      Key.optional("stop.train_error", Domain.numberAtLeast(0))
          .text("networks: a run ends, as finished, when its training error is at most this");

  /** How often a run looks whether it has converged. */
  static final Key<Long> EVERY =
      Key.optional("stop.every", Domain.wholeNumberAtLeast(1))
          .unit("steps")
          .defaultRule("every observe.evaluation.every epochs, or every epoch")
          .text("networks: steps from one check of convergence to the next");

  /** The limits, which are axes. */
  public static final Group<Stop> LIMITS =
      Group.of(Stop.class, "stop", "When a run ends.")
          .varies()
          .constraint(Constraint.atMostOne(STEPS, EPOCHS))
          .input(STEPS)
          .input(EPOCHS)
          .input(BEGUN_WITH)
          .build();

  /** The rest. */
  public static final Group<Stop> RULE =
      Group.of(Stop.class, "stop", "When a run ends.")
          .constraint(Constraint.atMostOne(TRAIN_LOSS, TRAIN_ERROR))
          .key(AFTER, Stop::after)
          .optional(TRAIN_LOSS, stop -> stop.convergedAt().flatMap(Convergence::loss))
          .optional(TRAIN_ERROR, stop -> stop.convergedAt().flatMap(Convergence::error))
          .optional(EVERY, stop -> stop.convergedAt().flatMap(Convergence::lookingEvery))
          .build();

  /**
   * Where a run of a network has converged.
   *
   * @param trainLoss at most this; null where the error decides
   * @param trainError at most this; null where the loss decides
   * @param every steps from look to look; null where it follows from the evaluation
   */
  public record Convergence(Double trainLoss, Double trainError, Long every)
      implements Serializable {
    /** The training loss, where it decides. */
    public Optional<Double> loss() {
      return Optional.ofNullable(trainLoss);
    }

    /** The training error, where it decides. */
    public Optional<Double> error() {
      return Optional.ofNullable(trainError);
    }

    /** Steps from look to look, where the spec says. */
    Optional<Long> lookingEvery() {
      return Optional.ofNullable(every);
    }

    /**
     * Steps from look to look: those of the evaluation where the spec does not say.
     *
     * @param epoch steps of an epoch
     */
    public long steps(Observe observe, long epoch) {
      return lookingEvery()
          .orElseGet(() -> epoch * observe.evaluation().map(EvaluationSpec::every).orElse(1));
    }
  }

  /** Events alone end runs. */
  public static Stop of(EndsAfter after) {
    return new Stop(after, null);
  }

  /** Where a run has converged, if that ends it. */
  public Optional<Convergence> convergedAt() {
    return Optional.ofNullable(convergence);
  }

  /** The settings of the convergence by path; empty where there is none. */
  Map<String, Object> convergenceValues() {
    Map<String, Object> values = new LinkedHashMap<>();
    convergedAt()
        .ifPresent(
            at -> {
              at.loss().ifPresent(loss -> values.put(TRAIN_LOSS.path(), loss));
              at.error().ifPresent(error -> values.put(TRAIN_ERROR.path(), error));
              at.lookingEvery().ifPresent(every -> values.put(EVERY.path(), every));
            });
    return values;
  }
}
