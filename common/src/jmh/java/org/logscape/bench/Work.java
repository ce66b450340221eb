package org.logscape.bench;

import java.util.List;
import java.util.Set;
import org.logscape.dynamics.LandscapeDynamics;
import org.logscape.dynamics.Langevin;
import org.logscape.dynamics.NoiseEnhancement;
import org.logscape.dynamics.Sampling;
import org.logscape.dynamics.Sgd;
import org.logscape.formula.FormulaWells;
import org.logscape.kernel.BlockKernel;
import org.logscape.kernel.ObserverFactory;
import org.logscape.kernel.Start;
import org.logscape.model.DoubleWell;
import org.logscape.model.FiniteLinearRegression;
import org.logscape.model.Inputs;
import org.logscape.model.LinearRegression;
import org.logscape.model.Model;
import org.logscape.model.QuarticWell;
import org.logscape.observe.EndsAfter;
import org.logscape.observe.EscapeObserver;
import org.logscape.observe.Event;
import org.logscape.observe.LogBins;
import org.logscape.observe.LossHistogramObserver;

/** The work that is timed: one model and one way to sample it. */
public enum Work {
  WELL_2_1("double-well", 2, 1, 0, Sampling.ONLINE),
  WELL_2_16("double-well", 2, 16, 0, Sampling.ONLINE),
  WELL_8_1("double-well", 8, 1, 0, Sampling.ONLINE),
  WELL_8_16("double-well", 8, 16, 0, Sampling.ONLINE),
  LINEAR_10_10("linear", 10, 10, 0, Sampling.ONLINE),
  IN_LAW_2_16("double-well", 2, 16, 0, Sampling.ONLINE_IN_LAW),
  IN_LAW_2_4096("double-well", 2, 4096, 0, Sampling.ONLINE_IN_LAW),
  IN_LAW_8_16("double-well", 8, 16, 0, Sampling.ONLINE_IN_LAW),
  FINITE_10("finite", 10, 10, 1_000, Sampling.REPLACEMENT),
  FINITE_100("finite", 100, 10, 1_000, Sampling.REPLACEMENT),
  LARGE_10("finite", 10, 10, 100_000, Sampling.REPLACEMENT),
  LARGE_100("finite", 100, 10, 100_000, Sampling.REPLACEMENT),
  EPOCH_10("finite", 10, 10, 1_000, Sampling.EPOCH),
  LANGEVIN_2("quartic-well", 2, 1, 0, Sampling.ONLINE),
  FORMULA_2_1("formula", 2, 1, 0, Sampling.ONLINE),
  FORMULA_8_1("formula", 8, 1, 0, Sampling.ONLINE),
  UNWATCHED_2_1("double-well", 2, 1, 0, Sampling.ONLINE),
  HISTOGRAM_2_1("double-well", 2, 1, 0, Sampling.ONLINE),
  HISTOGRAM_2_16("double-well", 2, 16, 0, Sampling.ONLINE);

  /** Replicas of a call: four blocks of lanes one after the other. */
  static final int REPLICAS = 256;

  private final String family;
  private final int dimensions;
  private final int batchSize;
  private final int samples;
  private final Sampling sampling;

  Work(String family, int dimensions, int batchSize, int samples, Sampling sampling) {
    this.family = family;
    this.dimensions = dimensions;
    this.batchSize = batchSize;
    this.samples = samples;
    this.sampling = sampling;
  }

  /** Steps of a replica in one call: enough that starts and ends of runs do not count. */
  int steps() {
    int numbers = sampling == Sampling.ONLINE_IN_LAW ? 4 : (dimensions + 2) * batchSize;
    return Math.max(1_000, 20_000 / numbers);
  }

  /** The arguments of the other programs. */
  String arguments() {
    return family + " " + dimensions + " " + batchSize + " " + samples;
  }

  /** Whether the other programs know this work; the law is the same however it is sampled. */
  boolean hasYardsticks() {
    return switch (this) {
      case FORMULA_2_1,
          FORMULA_8_1,
          LANGEVIN_2,
          EPOCH_10,
          UNWATCHED_2_1,
          HISTOGRAM_2_1,
          HISTOGRAM_2_16 ->
          false;
      default -> batchSize < 4096;
    };
  }

  boolean isFinite() {
    return samples > 0;
  }

  /** The real kernel: its observers watch every step, and no run ends before its limit. */
  BlockKernel kernel() {
    LandscapeDynamics dynamics = dynamics();
    Model model = dynamics.model();
    boolean hasWells = model.passage().isPresent();
    ObserverFactory watch =
        EscapeObserver.of(
            model, hasWells ? Set.of(Event.SEPARATRIX) : Set.of(), List.of(20.0), EndsAfter.NEVER);
    List<ObserverFactory> observers =
        switch (this) {
          case UNWATCHED_2_1 -> List.of();
          case HISTOGRAM_2_1, HISTOGRAM_2_16 ->
              List.of(watch, LossHistogramObserver.of(model, LogBins.of(20), 0, 1));
          default -> List.of(watch);
        };
    return BlockKernel.untilEvent(dynamics, Start.minimum(), steps(), observers);
  }

  private LandscapeDynamics dynamics() {
    NoiseEnhancement plain = NoiseEnhancement.of(1);
    LinearRegression population = LinearRegression.isotropic(dimensions, 1, Inputs.GAUSSIAN, 1);
    return switch (family) {
      case "double-well" ->
          Sgd.of(DoubleWell.of(dimensions, 2, 6, 0.5), 0.001, batchSize, plain, sampling);
      case "formula" ->
          Sgd.of(FormulaWells.doubleWell(dimensions, 2, 6, 0.5), 0.001, batchSize, plain, sampling);
      case "linear" -> Sgd.of(population, 0.001, batchSize, plain, sampling);
      case "finite" ->
          Sgd.of(
              FiniteLinearRegression.of(population, samples, 1),
              0.001 / dimensions,
              batchSize,
              plain,
              sampling);
      default -> Langevin.of(QuarticWell.of(dimensions, 0.25), 0.001, 1, plain);
    };
  }
}
