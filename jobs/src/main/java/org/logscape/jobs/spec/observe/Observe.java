package org.logscape.jobs.spec.observe;

import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.logscape.jobs.spec.key.Domain;
import org.logscape.jobs.spec.key.Key;

/**
 * What is recorded of each run.
 *
 * @param all at most one of each kind
 */
public record Observe(List<Observation> all) implements Serializable {
  /** In place of a number of samples: all that a cell learns from. */
  public static final int ALL = 0;

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
   * @param every levels are looked for each so many steps; 1 but for networks, whose loss is a pass
   *     through the data
   */
  public record Escape(List<Event> events, List<Double> levels, long every) implements Observation {
    /** Looked for at every step. */
    public static final long EACH_STEP = 1;

    public static final Key<List<Event>> EVENTS =
        Key.optional("observe.escape.events", Domain.listOf(Domain.word(Event.class)));
    public static final Key<List<Double>> LEVELS =
        Key.optional("observe.escape.levels", Domain.listOf(Domain.numberAbove(1)));
    public static final Key<Long> EVERY =
        Key.withDefault("observe.escape.every", EACH_STEP, Domain.wholeNumberAtLeast(1));
    public static final List<Key<?>> KEYS = List.of(EVENTS, LEVELS, EVERY);

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
      if (every != EACH_STEP) {
        values.put(EVERY.path(), every);
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
    public static final Key<Long> BURN_IN =
        Key.withDefault("observe.loss_histogram.burn_in", 0L, Domain.wholeNumberAtLeast(0));
    public static final Key<Long> EVERY =
        Key.withDefault("observe.loss_histogram.every", 1L, Domain.wholeNumberAtLeast(1));
    public static final Key<Integer> RUNS_PER_GROUP =
        Key.withDefault(
            "observe.loss_histogram.runs_per_group",
            1,
            Domain.countOf(List.of(1, 2, 4, 8, 16, 32, 64)));
    public static final Key<Integer> BINS_PER_DECADE =
        Key.withDefault("observe.loss_histogram.bins_per_decade", 20, Domain.countAtLeast(1));
    public static final List<Key<?>> KEYS =
        List.of(BURN_IN, EVERY, RUNS_PER_GROUP, BINS_PER_DECADE);

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

    public static final Key<Long> EVERY =
        Key.optional("observe.snapshots.every", Domain.wholeNumberAtLeast(1));
    public static final Key<Boolean> AT_ESCAPE =
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

  /**
   * Losses and accuracy of networks, on the training and the test set.
   *
   * @param every after each so many epochs, and at the start
   */
  public record Evaluation(int every) implements Observation {
    public static final Key<Integer> EVERY =
        Key.withDefault("observe.evaluation.every", 1, Domain.countAtLeast(1));
    public static final List<Key<?>> KEYS = List.of(EVERY);

    @Override
    public Map<String, Object> values() {
      return Map.of(EVERY.path(), every);
    }
  }

  /**
   * Gradient noise of networks.
   *
   * @param every after each so many epochs, and at the start; where {@code at} is empty
   * @param at epochs
   * @param samples the first so many of the training set; {@link #ALL} for all
   * @param minibatches drawn to measure tr Sigma without sample gradients; 0: none
   * @param alignmentProbes random vectors for the alignment with the Gauss-Newton matrix; 0: none
   * @param eigenvalues largest eigenvalues of the covariance and of the decoupling test's two
   *     matrices; 0: none
   */
  public record Noise(
      int every,
      List<Integer> at,
      int samples,
      int minibatches,
      int alignmentProbes,
      int eigenvalues)
      implements Observation {
    public static final Key<Integer> EVERY =
        Key.withDefault("observe.noise.every", 1, Domain.countAtLeast(1));
    public static final Key<List<Integer>> AT =
        Key.optional("observe.noise.at", Domain.listOf(Domain.countAtLeast(0)));
    public static final Key<Integer> SAMPLES =
        Key.optional("observe.noise.samples", Domain.countAtLeast(2));
    public static final Key<Integer> MINIBATCHES =
        Key.withDefault("observe.noise.minibatches", 0, Domain.countAtLeast(0));
    public static final Key<Integer> ALIGNMENT_PROBES =
        Key.withDefault("observe.noise.alignment_probes", 0, Domain.countAtLeast(0));
    public static final Key<Integer> EIGENVALUES =
        Key.withDefault("observe.noise.eigenvalues", 0, Domain.countAtLeast(0));
    public static final List<Key<?>> KEYS =
        List.of(EVERY, AT, SAMPLES, MINIBATCHES, ALIGNMENT_PROBES, EIGENVALUES);

    public Noise {
      at = List.copyOf(at);
    }

    @Override
    public Map<String, Object> values() {
      Map<String, Object> values = new LinkedHashMap<>();
      if (at.isEmpty()) {
        values.put(EVERY.path(), every);
      } else {
        values.put(AT.path(), at);
      }
      if (samples != ALL) {
        values.put(SAMPLES.path(), samples);
      }
      values.put(MINIBATCHES.path(), minibatches);
      values.put(ALIGNMENT_PROBES.path(), alignmentProbes);
      values.put(EIGENVALUES.path(), eigenvalues);
      return values;
    }
  }

  /**
   * Spectrum of a network's Hessian.
   *
   * @param at epochs; none: at the end of a run
   * @param samples the first so many of the training set; {@link #ALL} for all
   * @param eigenvalues how many of the largest
   * @param densityProbes random vectors of the density; 0: no density
   */
  public record Spectrum(List<Integer> at, int samples, int eigenvalues, int densityProbes)
      implements Observation {
    public static final Key<List<Integer>> AT =
        Key.optional("observe.spectrum.at", Domain.listOf(Domain.countAtLeast(0)));
    public static final Key<Integer> SAMPLES =
        Key.optional("observe.spectrum.samples", Domain.countAtLeast(2));
    public static final Key<Integer> EIGENVALUES =
        Key.withDefault("observe.spectrum.eigenvalues", 20, Domain.countAtLeast(2));
    public static final Key<Integer> DENSITY_PROBES =
        Key.withDefault("observe.spectrum.density_probes", 4, Domain.countAtLeast(0));
    public static final List<Key<?>> KEYS = List.of(AT, SAMPLES, EIGENVALUES, DENSITY_PROBES);

    public Spectrum {
      at = List.copyOf(at);
    }

    @Override
    public Map<String, Object> values() {
      Map<String, Object> values = new LinkedHashMap<>();
      if (!at.isEmpty()) {
        values.put(AT.path(), at);
      }
      if (samples != ALL) {
        values.put(SAMPLES.path(), samples);
      }
      values.put(EIGENVALUES.path(), eigenvalues);
      values.put(DENSITY_PROBES.path(), densityProbes);
      return values;
    }
  }

  public Optional<Evaluation> evaluation() {
    return find(Evaluation.class);
  }

  public Optional<Noise> noise() {
    return find(Noise.class);
  }

  public Optional<Spectrum> spectrum() {
    return find(Spectrum.class);
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
