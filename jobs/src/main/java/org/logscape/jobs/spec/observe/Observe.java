package org.logscape.jobs.spec.observe;

import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.logscape.jobs.spec.key.Constraint;
import org.logscape.jobs.spec.key.Domain;
import org.logscape.jobs.spec.key.Faults;
import org.logscape.jobs.spec.key.Group;
import org.logscape.jobs.spec.key.Key;
import org.logscape.jobs.spec.key.Literal;
import org.logscape.jobs.spec.key.Point;
import org.logscape.jobs.spec.key.Section;
import org.logscape.observe.Event;

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

  /** One observer's settings; the catalogue of {@link Observers} lists every kind. */
  public sealed interface Observation extends Serializable {
    /** Its settings by path; those that it leaves out are absent. */
    Map<String, Object> values();
  }

  private static Optional<Integer> unlessAll(int samples) {
    return Optional.of(samples).filter(count -> count != ALL);
  }

  private static <T> Optional<List<T>> unlessEmpty(List<T> values) {
    return Optional.of(values).filter(list -> !list.isEmpty());
  }

  /**
   * Events and loss levels watched for; together at least one.
   *
   * @param events in the spec's order
   * @param levels L/L*, ascending, each above 1
   * @param every the loss is compared with the levels every so many steps; 1 but for networks,
   *     whose loss is a pass through the data
   */
  public record Escape(List<Event> events, List<Double> levels, long every) implements Observation {
    /** Looked for at every step. */
    public static final long EACH_STEP = 1;

    public static final Key<List<Event>> EVENTS =
        Key.optional(
                "observe.escape.events",
                Domain.listOf(Domain.choice(List.of(Event.SEPARATRIX, Event.BASIN))))
            .text(
                "ways out of a well: first crossing of the ridge, first arrival in the other well");
    public static final Key<List<Double>> LEVELS =
        Key.optional("observe.escape.levels", Domain.listOf(Domain.numberAbove(1)))
            .text("levels of L/L*, ascending: the first time that the loss reaches each");
    public static final Key<Long> EVERY =
        Key.withNeutral("observe.escape.every", EACH_STEP, Domain.wholeNumberAtLeast(1))
            .unit("steps")
            .text("networks: the loss is compared with the levels every so many steps");
    static final Group<Escape> GROUP =
        Group.of(Escape.class, "observe.escape", "Times of first escapes from a minimum.")
            .constraint(
                Constraint.atLeastOne(EVENTS, LEVELS)
                    .otherwise(
                        "observe.escape", "watches for nothing; must have events, levels, or both"))
            .rule(Escape::check)
            .optional(EVENTS, escape -> unlessEmpty(escape.events()))
            .optional(LEVELS, escape -> unlessEmpty(escape.levels()))
            .key(EVERY, Escape::every)
            .build(
                point ->
                    new Escape(
                        point.find(EVENTS).orElse(List.of()),
                        point.find(LEVELS).orElse(List.of()),
                        point.get(EVERY)));

    public Escape {
      events = List.copyOf(events);
      levels = List.copyOf(levels);
    }

    private static void check(Point point, Faults faults) {
      Section.twice(point.find(EVENTS).orElse(List.of()))
          .ifPresent(
              event -> faults.add(EVENTS.path(), "has %s twice".formatted(Literal.of(event))));
      List<Double> levels = point.find(LEVELS).orElse(List.of());
      if (IntStream.range(1, levels.size()).anyMatch(i -> levels.get(i - 1) >= levels.get(i))) {
        faults.add(LEVELS.path(), "is %s; must ascend".formatted(Literal.shown(levels)));
      }
    }

    @Override
    public Map<String, Object> values() {
      return GROUP.values(this);
    }
  }

  /**
   * Histogram of log10(L/L* - 1).
   *
   * @param burnIn steps that do not count, at least 0
   * @param every a loss is counted every so many steps, at least 1
   * @param runsPerGroup replicas that share a histogram, a power of two up to 64
   * @param binsPerDecade at least 1
   */
  public record LossHistogram(long burnIn, long every, int runsPerGroup, int binsPerDecade)
      implements Observation {
    static final Key<Long> BURN_IN =
        Key.withDefault("observe.loss_histogram.burn_in", 0L, Domain.wholeNumberAtLeast(0))
            .unit("steps")
            .text("losses before this step are not counted");
    static final Key<Long> EVERY =
        Key.withDefault("observe.loss_histogram.every", 1L, Domain.wholeNumberAtLeast(1))
            .unit("steps")
            .text("the loss is counted every so many steps");
    static final Key<Integer> RUNS_PER_GROUP =
        Key.withDefault(
                "observe.loss_histogram.runs_per_group",
                1,
                Domain.countOf(List.of(1, 2, 4, 8, 16, 32, 64)))
            .unit("runs")
            .text("runs that share one histogram");
    static final Key<Integer> BINS_PER_DECADE =
        Key.withDefault("observe.loss_histogram.bins_per_decade", 20, Domain.countFromTo(1, 32))
            .text("bins in a factor of ten of L/L* - 1");
    static final Group<LossHistogram> GROUP =
        Group.of(
                LossHistogram.class,
                "observe.loss_histogram",
                "Histogram of log10(L/L* - 1) along the runs.")
            .key(BURN_IN, LossHistogram::burnIn)
            .key(EVERY, LossHistogram::every)
            .key(RUNS_PER_GROUP, LossHistogram::runsPerGroup)
            .key(BINS_PER_DECADE, LossHistogram::binsPerDecade)
            .build(
                point ->
                    new LossHistogram(
                        point.get(BURN_IN),
                        point.get(EVERY),
                        point.get(RUNS_PER_GROUP),
                        point.get(BINS_PER_DECADE)));

    @Override
    public Map<String, Object> values() {
      return GROUP.values(this);
    }
  }

  /**
   * States kept.
   *
   * @param every a state is kept every so many steps; {@link #NEVER} for none but at the escape
   * @param atEscape whether the first state after the escape is kept
   */
  public record Snapshots(long every, boolean atEscape) implements Observation {
    /** In place of a number of steps: no periodic snapshots. */
    public static final long NEVER = 0;

    static final Key<Long> EVERY =
        Key.optional("observe.snapshots.every", Domain.wholeNumberAtLeast(1))
            .unit("steps")
            .defaultRule("none: no periodic snapshots")
            .text("a state is kept every so many steps");
    static final Key<Boolean> AT_ESCAPE =
        Key.withDefault("observe.snapshots.at_escape", false, Domain.truth())
            .text("whether the first state after the escape is kept");
    static final Group<Snapshots> GROUP =
        Group.of(Snapshots.class, "observe.snapshots", "States of runs, with all parameters.")
            .constraint(
                Constraint.atLeastOne(EVERY, AT_ESCAPE)
                    .otherwise(
                        "observe.snapshots",
                        "keeps nothing; must have every, at_escape: true, or both"))
            .optional(EVERY, kept -> Optional.of(kept.every()).filter(steps -> steps != NEVER))
            .key(AT_ESCAPE, Snapshots::atEscape)
            .build(point -> new Snapshots(point.find(EVERY).orElse(NEVER), point.get(AT_ESCAPE)));

    @Override
    public Map<String, Object> values() {
      return GROUP.values(this);
    }
  }

  /**
   * Losses and accuracy of networks, on the training and the test set.
   *
   * @param every after every so many epochs, and at the start
   * @param steps how looks follow each other
   */
  public record Evaluation(int every, Spacing steps) implements Observation {
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
            .text("evaluated after every so many epochs, and at the start");
    static final Key<Spacing> STEPS =
        Key.withNeutral("observe.evaluation.steps", Spacing.EVEN, Domain.word(Spacing.class))
            .text("log: ever further apart, ten looks in a factor of ten, and at the end");
    static final Group<Evaluation> GROUP =
        Group.of(
                Evaluation.class,
                "observe.evaluation",
                "Networks: loss and accuracy on the training and the test set.")
            .key(EVERY, Evaluation::every)
            .key(STEPS, Evaluation::steps)
            .build(point -> new Evaluation(point.get(EVERY), point.get(STEPS)));

    @Override
    public Map<String, Object> values() {
      return GROUP.values(this);
    }
  }

  /**
   * Gradient noise of networks.
   *
   * @param every after every so many epochs, and at the start; where {@code at} is empty
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
    static final Key<List<Integer>> AT =
        Key.optional("observe.noise.at", Domain.listOf(Domain.countAtLeast(0)))
            .unit("epochs")
            .text("measured after these epochs; in place of every");
    static final Key<Integer> EVERY =
        Key.withDefault("observe.noise.every", 1, Domain.countAtLeast(1))
            .replacedBy(AT)
            .unit("epochs")
            .text("measured after every so many epochs, and at the start");
    static final Key<Integer> SAMPLES =
        Key.optional("observe.noise.samples", Domain.countAtLeast(2))
            .unit("samples")
            .defaultRule("all")
            .text("the first so many samples of the training set are used");
    static final Key<Integer> MINIBATCHES =
        Key.withDefault("observe.noise.minibatches", 0, Domain.countAtLeast(0))
            .text("minibatches drawn to measure the noise a second way; 0, or at least 2");
    static final Key<Integer> ALIGNMENT_PROBES =
        Key.withDefault("observe.noise.alignment_probes", 0, Domain.countAtLeast(0))
            .text("random vectors that measure the alignment of noise and curvature; 0 for none");
    static final Key<Integer> EIGENVALUES =
        Key.withDefault("observe.noise.eigenvalues", 0, Domain.countAtLeast(0))
            .text("largest eigenvalues of the noise and of the decoupling test; 0 for none");
    static final Group<Noise> GROUP =
        Group.of(Noise.class, "observe.noise", "Networks: gradient noise along training.")
            .constraint(Constraint.atMostOne(EVERY, AT))
            .rule(Noise::check)
            .optional(
                EVERY, noise -> Optional.of(noise.every()).filter(every -> noise.at().isEmpty()))
            .optional(AT, noise -> unlessEmpty(noise.at()))
            .optional(SAMPLES, noise -> unlessAll(noise.samples()))
            .key(MINIBATCHES, Noise::minibatches)
            .key(ALIGNMENT_PROBES, Noise::alignmentProbes)
            .key(EIGENVALUES, Noise::eigenvalues)
            .build(
                point ->
                    new Noise(
                        point.get(EVERY),
                        point.find(AT).orElse(List.of()),
                        point.find(SAMPLES).orElse(ALL),
                        point.get(MINIBATCHES),
                        point.get(ALIGNMENT_PROBES),
                        point.get(EIGENVALUES)));

    public Noise {
      at = List.copyOf(at);
    }

    private static void check(Point point, Faults faults) {
      if (point.get(MINIBATCHES) == 1) {
        faults.add(MINIBATCHES.path(), "is 1; must be 0, or at least 2 for a standard error");
      }
    }

    @Override
    public Map<String, Object> values() {
      return GROUP.values(this);
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
    static final Key<List<Integer>> AT =
        Key.optional("observe.spectrum.at", Domain.listOf(Domain.countAtLeast(0)))
            .unit("epochs")
            .defaultRule("at the end of a run")
            .text("measured after these epochs");
    static final Key<Integer> SAMPLES =
        Key.optional("observe.spectrum.samples", Domain.countAtLeast(2))
            .unit("samples")
            .defaultRule("all")
            .text("the first so many samples of the training set are used");
    static final Key<Integer> EIGENVALUES =
        Key.withDefault("observe.spectrum.eigenvalues", 20, Domain.countAtLeast(2))
            .text("largest eigenvalues, from which n and h* are taken");
    static final Key<Integer> DENSITY_PROBES =
        Key.withDefault("observe.spectrum.density_probes", 4, Domain.countAtLeast(0))
            .text("random vectors that measure the density of all eigenvalues; 0 for none");
    static final Group<Spectrum> GROUP =
        Group.of(Spectrum.class, "observe.spectrum", "Networks: spectrum of the Hessian.")
            .optional(AT, spectrum -> unlessEmpty(spectrum.at()))
            .optional(SAMPLES, spectrum -> unlessAll(spectrum.samples()))
            .key(EIGENVALUES, Spectrum::eigenvalues)
            .key(DENSITY_PROBES, Spectrum::densityProbes)
            .build(
                point ->
                    new Spectrum(
                        point.find(AT).orElse(List.of()),
                        point.find(SAMPLES).orElse(ALL),
                        point.get(EIGENVALUES),
                        point.get(DENSITY_PROBES)));

    public Spectrum {
      at = List.copyOf(at);
    }

    @Override
    public Map<String, Object> values() {
      return GROUP.values(this);
    }
  }

  /**
   * Sharpness of a network's loss at the end of a run.
   *
   * @param samples the first so many of the training set; {@link #ALL} for all
   * @param eigenvalues how many of the largest
   */
  public record Sharpness(int samples, int eigenvalues) implements Observation {
    static final Key<Integer> SAMPLES =
        Key.optional("observe.sharpness.samples", Domain.countAtLeast(2))
            .unit("samples")
            .defaultRule("all")
            .text("the first so many samples of the training set are used");
    static final Key<Integer> EIGENVALUES =
        Key.withDefault("observe.sharpness.eigenvalues", 20, Domain.countAtLeast(2))
            .text("largest eigenvalues of the Gauss-Newton matrix, from which n and h* are taken");
    static final Group<Sharpness> GROUP =
        Group.of(
                Sharpness.class,
                "observe.sharpness",
                "Networks: n, h*, traces of curvature, and distance from the start, at the end of "
                    + "each run.")
            .optional(SAMPLES, sharpness -> unlessAll(sharpness.samples()))
            .key(EIGENVALUES, Sharpness::eigenvalues)
            .build(point -> new Sharpness(point.find(SAMPLES).orElse(ALL), point.get(EIGENVALUES)));

    @Override
    public Map<String, Object> values() {
      return GROUP.values(this);
    }
  }

  /**
   * Stays in basins.
   *
   * @param burnIn first steps, which do not count, at least 0
   * @param every steps from look to look, at least 1
   */
  public record Occupancy(long burnIn, long every) implements Observation {
    static final Key<Long> BURN_IN =
        Key.withDefault("observe.occupancy.burn_in", 0L, Domain.wholeNumberAtLeast(0))
            .unit("steps")
            .text("steps at the start of a run that are not counted");
    static final Key<Long> EVERY =
        Key.withDefault("observe.occupancy.every", 1L, Domain.wholeNumberAtLeast(1))
            .unit("steps")
            .text("the basin is looked up every so many steps");
    static final Group<Occupancy> GROUP =
        Group.of(
                Occupancy.class,
                "observe.occupancy",
                "Steps and visits in each basin, for long runs. A run belongs to the basin whose "
                    + "region it entered last.")
            .key(BURN_IN, Occupancy::burnIn)
            .key(EVERY, Occupancy::every)
            .build(point -> new Occupancy(point.get(BURN_IN), point.get(EVERY)));

    @Override
    public Map<String, Object> values() {
      return GROUP.values(this);
    }
  }

  public Optional<Occupancy> occupancy() {
    return find(Occupancy.class);
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

  public Optional<Sharpness> sharpness() {
    return find(Sharpness.class);
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

  /** The settings of one kind of observer, where the spec has it. */
  public <T extends Observation> Optional<T> find(Class<T> kind) {
    return all.stream().filter(kind::isInstance).map(kind::cast).findFirst();
  }
}
