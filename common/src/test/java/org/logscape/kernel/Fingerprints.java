package org.logscape.kernel;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.logscape.dynamics.LandscapeDynamics;
import org.logscape.dynamics.Langevin;
import org.logscape.dynamics.NoiseEnhancement;
import org.logscape.dynamics.Sampling;
import org.logscape.dynamics.Sgd;
import org.logscape.dynamics.SgdSettings;
import org.logscape.formula.FormulaWells;
import org.logscape.model.BasinRegion;
import org.logscape.model.DoubleWell;
import org.logscape.model.FiniteLinearRegression;
import org.logscape.model.Inputs;
import org.logscape.model.LinearRegression;
import org.logscape.model.QuarticWell;
import org.logscape.model.ResidualModel;
import org.logscape.observe.EndsAfter;
import org.logscape.observe.EscapeObserver;
import org.logscape.observe.Event;
import org.logscape.observe.LogBins;
import org.logscape.observe.LossHistogramObserver;
import org.logscape.observe.OccupancyObserver;
import org.logscape.observe.SnapshotObserver;
import org.logscape.random.StreamFamily;

/**
 * A program that prints, for every kind of step, a digest of all bits that its runs left: started
 * once for each width of vectors, its output must not change.
 */
final class Fingerprints {
  private static final int RUNS = 83; // no multiple of any width

  private Fingerprints() {}

  public static void main(String[] args) {
    print("double-well", online(DoubleWell.of(2, 2, 6, 0.5), 1, 1, Sampling.ONLINE));
    print("without-noise", online(DoubleWell.of(3, 2, 6, 0), 3, 1.5, Sampling.ONLINE));
    print("many-features", online(DoubleWell.of(40, 2, 0.2, 0.5), 5, 1, Sampling.ONLINE));
    for (int batchSize : new int[] {1, 2, 16}) {
      DoubleWell well = DoubleWell.of(4, 2, 6, 0.5);
      print("in-law-" + batchSize, online(well, batchSize, 1.5, Sampling.ONLINE_IN_LAW));
    }
    print("in-law-plain", online(DoubleWell.of(1, 2, 6, 0.5), 4, 1, Sampling.ONLINE_IN_LAW));
    LinearRegression gaussian = LinearRegression.isotropic(10, 1, Inputs.GAUSSIAN, 1);
    LinearRegression signs = LinearRegression.isotropic(70, 0.2, Inputs.RADEMACHER, 1);
    print("linear", Sgd.of(gaussian, 0.05, 10, NoiseEnhancement.of(1), Sampling.ONLINE));
    print("signs", Sgd.of(signs, 0.02, 3, NoiseEnhancement.of(2), Sampling.ONLINE));
    print("momentum", heavy(DoubleWell.of(3, 2, 6, 0.5), Sampling.ONLINE));
    print(
        "finite-momentum",
        heavy(
            FiniteLinearRegression.of(LinearRegression.isotropic(7, 1, Inputs.GAUSSIAN, 1), 200, 7),
            Sampling.EPOCH));
    print("weight-decay", decaying(DoubleWell.of(3, 2, 6, 0.5), Sampling.ONLINE, 0));
    print(
        "finite-weight-decay",
        decaying(
            FiniteLinearRegression.of(LinearRegression.isotropic(7, 1, Inputs.GAUSSIAN, 1), 200, 7),
            Sampling.EPOCH,
            0.9));
    print("langevin", Langevin.of(QuarticWell.of(3, 0.25), 0.05, 1, NoiseEnhancement.of(1)));
    for (int d : new int[] {2, 7, 8, 10, 33, 50}) {
      FiniteLinearRegression finite =
          FiniteLinearRegression.of(LinearRegression.isotropic(d, 1, Inputs.GAUSSIAN, 1), 200, 7);
      for (Sampling sampling : List.of(Sampling.REPLACEMENT, Sampling.EPOCH)) {
        LandscapeDynamics sgd =
            Sgd.of(finite, 0.5 / (d + 5), 5, NoiseEnhancement.of(1.5), sampling);
        print("finite-" + d + "-" + sampling, sgd);
      }
      print("finite-langevin-" + d, Langevin.of(finite, 0.05, 1, NoiseEnhancement.of(1)));
    }
    print("finite-fetched", fetched());
    NoiseEnhancement mixed = NoiseEnhancement.of(1.5);
    print(
        "formula", Sgd.of(FormulaWells.doubleWell(3, 2, 6, 0.5), 0.02, 2, mixed, Sampling.ONLINE));
    print(
        "formula-functions",
        Sgd.of(FormulaWells.transcendental(), 0.02, 2, mixed, Sampling.ONLINE));
    print("formula-langevin", Langevin.of(FormulaWells.quarticWell(3, 0.25), 0.05, 1, mixed));
  }

  /** A data set whose rows are fetched before they are summed. */
  private static LandscapeDynamics fetched() {
    LinearRegression wide = LinearRegression.isotropic(50, 1, Inputs.GAUSSIAN, 1);
    return Sgd.of(
        FiniteLinearRegression.of(wide, 6_000, 7),
        0.01,
        5,
        NoiseEnhancement.of(1),
        Sampling.REPLACEMENT);
  }

  private static LandscapeDynamics heavy(ResidualModel model, Sampling sampling) {
    return Sgd.of(
        model, new SgdSettings(0.002, 3, NoiseEnhancement.of(1.5), sampling).withMomentum(0.9));
  }

  private static LandscapeDynamics decaying(
      ResidualModel model, Sampling sampling, double momentum) {
    return Sgd.of(
        model,
        new SgdSettings(0.002, 3, NoiseEnhancement.of(1.5), sampling)
            .withMomentum(momentum)
            .withWeightDecay(0.3));
  }

  private static LandscapeDynamics online(
      DoubleWell well, int batchSize, double alpha, Sampling sampling) {
    return Sgd.of(well, 0.02, batchSize, NoiseEnhancement.of(alpha), sampling);
  }

  private static void print(String name, LandscapeDynamics dynamics) {
    boolean hasWells = dynamics.model().passage().isPresent();
    List<RunOutcome> outcomes =
        BlockKernel.untilEvent(
                dynamics,
                Start.random(0.1),
                300,
                List.of(
                    EscapeObserver.of(
                        dynamics.model(),
                        hasWells ? Set.of(Event.SEPARATRIX, Event.BASIN) : Set.of(),
                        List.of(1.2, 1.5, 2.0),
                        EndsAfter.ALL),
                    LossHistogramObserver.of(dynamics.model(), LogBins.of(10), 20, 3),
                    LossHistogramObserver.of(dynamics.model(), LogBins.of(32), 20, 1),
                    OccupancyObserver.of(
                        BasinRegion.ofTwoWells(dynamics.model()).orElseGet(List::of), 0, 1),
                    SnapshotObserver.withEscape(Schedule.every(50).afterStart())))
            .run(StreamFamily.ofRuns(11, 5), 0, RUNS);
    List<String> text = Outcomes.describe(outcomes);
    long steps = outcomes.stream().mapToLong(RunOutcome::steps).sum();
    System.out.println(name + " " + steps + " " + Arrays.hashCode(text.toArray()));
  }
}
