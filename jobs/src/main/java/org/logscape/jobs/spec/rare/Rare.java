package org.logscape.jobs.spec.rare;

import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.logscape.jobs.spec.key.Domain;
import org.logscape.jobs.spec.key.Key;
import org.logscape.jobs.spec.observe.Observe;

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
 * @param every L of a network is looked at each so many steps: the event is that a look sees
 */
public record Rare(
    Method method,
    Passage event,
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
      Key.withDefault("rare.method", Method.FORWARD_FLUX, Domain.word(Method.class));
  public static final Key<Passage> EVENT = Key.required("rare.event", Domain.word(Passage.class));
  public static final Key<List<Double>> LEVELS =
      Key.optional("rare.levels", Domain.listOf(Domain.numberAbove(1)));

  /** Its default depends on the event. */
  public static final Key<Order> ORDER = Key.optional("rare.order", Domain.word(Order.class));

  public static final Key<Integer> INTERFACES =
      Key.withDefault("rare.interfaces", AUTO, Domain.countAtLeast(2));
  public static final Key<Integer> TRIALS =
      Key.withDefault("rare.trials", 500, Domain.countAtLeast(10));
  public static final Key<Integer> REPEATS =
      Key.withDefault("rare.repeats", 20, Domain.countAtLeast(2));
  public static final Key<Long> BUDGET =
      Key.withDefault("rare.budget_steps", 10_000_000_000L, Domain.wholeNumberAtLeast(1));

  /** Its default is that of the escapes that are watched, where any are. */
  public static final Key<Long> EVERY = Key.optional("rare.every", Domain.wholeNumberAtLeast(1));

  public static final List<Key<?>> KEYS =
      List.of(METHOD, EVENT, LEVELS, ORDER, INTERFACES, TRIALS, REPEATS, BUDGET, EVERY);

  /** Methods. */
  public enum Method {
    /** Fixed interfaces, placed by a pilot. */
    FORWARD_FLUX,
    /** Levels chosen by the paths themselves. */
    MULTILEVEL_SPLITTING
  }

  /** What is waited for. */
  public enum Passage {
    /** The first crossing of the ridge between the wells. */
    SEPARATRIX,
    /** The arrival in the other well. */
    BASIN,
    /** The loss reaches a level. */
    LEVEL
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
    Map<String, Object> values = new LinkedHashMap<>();
    values.put(METHOD.path(), method);
    values.put(EVENT.path(), event);
    if (!levels.isEmpty()) {
      values.put(LEVELS.path(), levels);
    }
    values.put(ORDER.path(), order);
    values.put(INTERFACES.path(), interfaces == AUTO ? RareReader.AUTO : interfaces);
    values.put(TRIALS.path(), trials);
    values.put(REPEATS.path(), repeats);
    values.put(BUDGET.path(), budgetSteps);
    if (every != Observe.Escape.EACH_STEP) {
      values.put(EVERY.path(), every);
    }
    return values;
  }
}
