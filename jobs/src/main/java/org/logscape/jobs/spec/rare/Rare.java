package org.logscape.jobs.spec.rare;

import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.logscape.jobs.spec.key.Domain;
import org.logscape.jobs.spec.key.Group;
import org.logscape.jobs.spec.key.Key;
import org.logscape.jobs.spec.observe.EscapeSpec;
import org.logscape.observe.Event;

/**
 * How escapes are sampled that are too rare to wait for.
 *
 * @param method forward flux sampling or splitting
 * @param event whose rate is wanted
 * @param levels L/L*, ascending, of event level; empty for the others
 * @param order the order parameter
 * @param interfaces number of interfaces, the goal's included; {@link #AUTO} for as many as it
 *     takes
 * @param trials of each stage and repeat, at least 10
 * @param repeats independent repeats, at least 2: the interval comes from their scatter
 * @param budgetSteps the most steps of a cell, pilot included
 * @param every steps from one look at the loss of a network to the next; only looks see events
 */
public record Rare(
    Method method,
    Event event,
    List<Double> levels,
    Order order,
    int interfaces,
    int trials,
    int repeats,
    long budgetSteps,
    long every)
    implements Serializable {
  /** In place of a number of interfaces: found by the pilot. */
  public static final int AUTO = 0;

  public static final Key<Method> METHOD =
      Key.withDefault("rare.method", Method.FORWARD_FLUX, Domain.word(Method.class))
          .text("fixed interfaces placed by a pilot, or levels chosen by the paths themselves");
  public static final Key<Event> EVENT =
      Key.required("rare.event", Domain.choice(List.of(Event.SEPARATRIX, Event.BASIN, Event.LEVEL)))
          .text("the event whose rate is wanted");
  public static final Key<List<Double>> LEVELS =
      Key.optional("rare.levels", Domain.listOf(Domain.numberAbove(1)))
          .text("levels of L/L*, ascending; for event level alone");

  /** Its default depends on the event. */
  public static final Key<Order> ORDER =
      Key.optional("rare.order", Domain.word(Order.class))
          .defaultRule("log-loss for event level, else coordinate")
          .text("what measures the progress of a path");

  public static final Key<Integer> INTERFACES =
      Key.withDefault("rare.interfaces", AUTO, Domain.wordOr("auto", AUTO, Domain.countAtLeast(2)))
          .text("number of interfaces, the goal's included; auto: as many as it takes");
  public static final Key<Integer> TRIALS =
      Key.withDefault("rare.trials", 500, Domain.countAtLeast(10))
          .text("trial runs from each interface in each repeat");
  public static final Key<Integer> REPEATS =
      Key.withDefault("rare.repeats", 20, Domain.countAtLeast(2))
          .text("independent repeats, whose scatter gives the interval");
  public static final Key<Long> BUDGET =
      Key.withDefault("rare.budget_steps", 10_000_000_000L, Domain.wholeNumberAtLeast(1))
          .unit("steps")
          .text("most steps of a cell, the pilot's included");

  /** Its default is that of the escapes that are watched, where any are. */
  public static final Key<Long> EVERY =
      Key.optional("rare.every", Domain.wholeNumberAtLeast(1))
          .unit("steps")
          .defaultRule("observe.escape.every where it is given, else 1")
          .text("networks: steps from one look at the loss to the next");

  /** The section. */
  public static final Group<Rare> GROUP =
      Group.of(Rare.class, "rare", "Samples escapes that are too rare to wait for.")
          .key(METHOD, Rare::method)
          .key(EVENT, Rare::event)
          .optional(LEVELS, rare -> Optional.of(rare.levels()).filter(all -> !all.isEmpty()))
          .key(ORDER, Rare::order)
          .key(INTERFACES, Rare::interfaces)
          .key(TRIALS, Rare::trials)
          .key(REPEATS, Rare::repeats)
          .key(BUDGET, Rare::budgetSteps)
          .optional(
              EVERY,
              rare -> Optional.of(rare.every()).filter(steps -> steps != EscapeSpec.EACH_STEP))
          .build();

  /** Methods. */
  public enum Method {
    /** Fixed interfaces, placed by a pilot. */
    FORWARD_FLUX,
    /** Levels chosen by the paths themselves. */
    MULTILEVEL_SPLITTING
  }

  /** Order parameters. */
  public enum Order {
    /** log L, which orders states as L/L* does. */
    LOG_LOSS,
    /** The coordinate from the minimum over the ridge. */
    COORDINATE,
    /** The distance from the minimum. */
    DISTANCE
  }

  public Rare {
    levels = List.copyOf(levels);
  }

  /** The number of interfaces, where the spec gives one. */
  public OptionalInt interfaceCount() {
    return interfaces == AUTO ? OptionalInt.empty() : OptionalInt.of(interfaces);
  }

  /** Its settings by path. */
  public Map<String, Object> values() {
    return GROUP.values(this);
  }
}
