package org.logscape.jobs.spec;

import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is recorded of each run.
 *
 * @param all at most one of each kind
 */
public record Observe(List<Observation> all) implements Serializable {
  public Observe {
    all = List.copyOf(all);
  }

  /** One observer's settings. */
  public sealed interface Observation extends Serializable {
    /** Its settings by path; those that it leaves out are absent. */
    Map<String, Object> values();
  }

  /**
   * Events and loss levels watched for; together at least one.
   *
   * @param events in the spec's order
   * @param levels L/L*, ascending, each above 1
   */
  public record Escape(List<Event> events, List<Double> levels) implements Observation {
    static final Key<List<Event>> EVENTS =
        Key.optional("observe.escape.events", Domain.listOf(Domain.word(Event.class)));
    static final Key<List<Double>> LEVELS =
        Key.optional("observe.escape.levels", Domain.listOf(Domain.numberAbove(1)));

    public Escape {
      events = List.copyOf(events);
      levels = List.copyOf(levels);
    }

    @Override
    public Map<String, Object> values() {
      Map<String, Object> values = new LinkedHashMap<>();
      if (!events.isEmpty()) {
        values.put(EVENTS.path(), events);
      }
      if (!levels.isEmpty()) {
        values.put(LEVELS.path(), levels);
      }
      return values;
    }
  }

  /**
   * Histogram of log10(L/L* - 1).
   *
   * @param burnIn steps that do not count, at least 0
   * @param every a loss is counted each so many steps, at least 1
   * @param runsPerGroup replicas that share a histogram, a power of two up to 64
   * @param binsPerDecade at least 1
   */
  public record LossHistogram(long burnIn, long every, int runsPerGroup, int binsPerDecade)
      implements Observation {
    static final Key<Long> BURN_IN =
        Key.withDefault("observe.loss_histogram.burn_in", 0L, Domain.wholeNumberAtLeast(0));
    static final Key<Long> EVERY =
        Key.withDefault("observe.loss_histogram.every", 1L, Domain.wholeNumberAtLeast(1));
    static final Key<Integer> RUNS_PER_GROUP =
        Key.withDefault(
            "observe.loss_histogram.runs_per_group",
            1,
            Domain.countOf(List.of(1, 2, 4, 8, 16, 32, 64)));
    static final Key<Integer> BINS_PER_DECADE =
        Key.withDefault("observe.loss_histogram.bins_per_decade", 20, Domain.countAtLeast(1));
    static final List<Key<?>> KEYS = List.of(BURN_IN, EVERY, RUNS_PER_GROUP, BINS_PER_DECADE);

    @Override
    public Map<String, Object> values() {
      Map<String, Object> values = new LinkedHashMap<>();
      values.put(BURN_IN.path(), burnIn);
      values.put(EVERY.path(), every);
      values.put(RUNS_PER_GROUP.path(), runsPerGroup);
      values.put(BINS_PER_DECADE.path(), binsPerDecade);
      return values;
    }
  }

  /**
   * States kept.
   *
   * @param every a state is kept each so many steps; {@link #NEVER} for none but at the escape
   * @param atEscape whether the first state after the escape is kept
   */
  public record Snapshots(long every, boolean atEscape) implements Observation {
    /** In place of a number of steps: no periodic snapshots. */
    public static final long NEVER = 0;

    static final Key<Long> EVERY =
        Key.optional("observe.snapshots.every", Domain.wholeNumberAtLeast(1));
    static final Key<Boolean> AT_ESCAPE =
        Key.withDefault("observe.snapshots.at_escape", false, Domain.truth());

    @Override
    public Map<String, Object> values() {
      Map<String, Object> values = new LinkedHashMap<>();
      if (every != NEVER) {
        values.put(EVERY.path(), every);
      }
      values.put(AT_ESCAPE.path(), atEscape);
      return values;
    }
  }

  public Optional<Escape> escape() {
    return find(Escape.class);
  }

  public Optional<LossHistogram> lossHistogram() {
    return find(LossHistogram.class);
  }

  public Optional<Snapshots> snapshots() {
    return find(Snapshots.class);
  }

  private <T extends Observation> Optional<T> find(Class<T> kind) {
    return all.stream().filter(kind::isInstance).map(kind::cast).findFirst();
  }
}
