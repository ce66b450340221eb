package org.logscape.jobs.predict;

import java.util.List;
import java.util.OptionalDouble;
import org.logscape.dynamics.Sampling;
import org.logscape.jobs.spec.Spec;
import org.logscape.jobs.spec.dynamics.DynamicsType;
import org.logscape.jobs.spec.key.Literal;
import org.logscape.observe.EndsAfter;

/**
 * How long a run of a cell is expected to take, in steps and in seconds on one core. Waiting times
 * are assumed exponential with the predicted rate and cut off at the step limit: E[steps] = (1 -
 * exp(-r S)) / r, where r is the rate per step and S the limit. The forecast is right within a
 * factor of a few, enough to order and divide tasks.
 */
public final class RunForecast {
  // nanoseconds of the kernel on one core of 2024, see the benchmark's README in common
  private static final double STEP = 6;
  private static final double GAUSSIAN = 2.2;
  private static final double STORED_FEATURE = 0.8;
  private static final double IN_LAW = 25;

  private final List<Watched> awaited;

  private RunForecast(List<Watched> awaited) {
    this.awaited = awaited;
  }

  /** The forecast under the stop rule of a spec. */
  public static RunForecast of(Spec spec) {
    return new RunForecast(awaited(spec));
  }

  /** Events that must all have occurred before a run ends early; none where nothing ends it. */
  private static List<Watched> awaited(Spec spec) {
    EndsAfter after = spec.stop().after();
    if (after == EndsAfter.NEVER) {
      return List.of();
    }
    return spec.observe().escape().stream()
        .flatMap(escape -> Watched.of(escape).stream())
        .filter(
            event ->
                switch (after) {
                  case SEPARATRIX -> event.equals(Watched.separatrix());
                  case BASIN -> !event.isLevel();
                  case LEVELS -> event.isLevel();
                  case ALL -> true;
                  case NEVER -> false;
                })
        .toList();
  }

  /** Expected steps of a run, at most the cell's limit. */
  public double steps(CellTheory theory) {
    double limit = theory.facts().stepsLimit();
    if (awaited.isEmpty()) {
      return limit;
    }
    return steps(slowestPerStep(theory), limit);
  }

  /**
   * Share of the runs that the stop rule ends within the step limit; 0 where no rate is predicted.
   */
  public double endedShare(CellTheory theory) {
    return awaited.isEmpty()
        ? 0
        : -Math.expm1(-slowestPerStep(theory) * theory.facts().stepsLimit());
  }

  private double slowestPerStep(CellTheory theory) {
    double slowest =
        awaited.stream().map(theory::rate).mapToDouble(rate -> rate.orElse(0)).min().orElse(0);
    return slowest * theory.facts().learningRate();
  }

  /** (1 - exp(-r S)) / r, accurate for small r S. */
  private static double steps(double ratePerStep, double limit) {
    double exponent = ratePerStep * limit;
    return exponent < 1e-9 ? limit : Math.max(1, -Math.expm1(-exponent) / ratePerStep);
  }

  /** Expected seconds of a run on one core, for models other than networks. */
  public double seconds(CellTheory theory) {
    return steps(theory) * nanosecondsPerStep(theory.facts()) * 1e-9;
  }

  /** Expected seconds of a run of a network on one core. */
  public double seconds(CellTheory theory, NetworkForecast network) {
    return network.seconds(steps(theory));
  }

  private static double nanosecondsPerStep(CellFacts facts) {
    double features = facts.dimensions() + 2;
    if (facts.dynamics().equals(Literal.of(DynamicsType.LANGEVIN))) {
      return STEP + GAUSSIAN * features;
    }
    double minibatches = facts.noiseEnhancement() == 1 ? 1 : 2;
    if (Literal.of(Sampling.ONLINE_IN_LAW).equals(facts.sampling())) {
      return STEP + IN_LAW * minibatches + GAUSSIAN * features;
    }
    double feature = facts.samples() == null ? GAUSSIAN : STORED_FEATURE;
    return STEP + feature * features * facts.batchSize() * minibatches;
  }

  /**
   * Runs of a cell that are expected to see an event: replicas x (1 - exp(-r S)); empty where no
   * rate is predicted.
   */
  public OptionalDouble expectedEvents(CellTheory theory, Watched watched) {
    OptionalDouble rate = theory.rate(watched);
    if (rate.isEmpty()) {
      return OptionalDouble.empty();
    }
    double exponent =
        rate.getAsDouble() * theory.facts().learningRate() * theory.facts().stepsLimit();
    return OptionalDouble.of(-Math.expm1(-exponent) * theory.facts().replicas());
  }
}
