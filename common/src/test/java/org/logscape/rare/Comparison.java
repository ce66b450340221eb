package org.logscape.rare;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.IntFunction;
import org.logscape.dynamics.Dynamics;
import org.logscape.dynamics.LandscapeDynamics;
import org.logscape.dynamics.Langevin;
import org.logscape.dynamics.NoiseEnhancement;
import org.logscape.dynamics.Sampling;
import org.logscape.dynamics.Sgd;
import org.logscape.kernel.BlockKernel;
import org.logscape.kernel.RunOutcome;
import org.logscape.kernel.Start;
import org.logscape.kernel.Status;
import org.logscape.model.DoubleWell;
import org.logscape.model.FiniteLinearRegression;
import org.logscape.model.Inputs;
import org.logscape.model.LinearRegression;
import org.logscape.model.Model;
import org.logscape.model.QuarticWell;
import org.logscape.model.ResidualModel;
import org.logscape.observe.EndsAfter;
import org.logscape.observe.EscapeObserver;
import org.logscape.observe.Event;
import org.logscape.random.StreamFamily;
import org.logscape.rare.estimate.RateEstimate;

/**
 * One cell where brute force reaches, sampled both ways.
 *
 * @param route the passage whose rate is wanted
 * @param waiting so many runs from the minimum, each to its passage
 */
record Comparison(
    String name, Dynamics dynamics, Route route, IntFunction<List<RunOutcome>> waiting) {

  enum Method {
    FORWARD_FLUX,
    SPLITTING
  }

  /** Three cells of each model and dynamics. */
  static List<Comparison> all() {
    List<Comparison> all = new ArrayList<>();
    for (double minimumLoss : new double[] {0.35, 0.25, 0.2}) {
      all.add(
          Comparison.of(
              "quartic-well langevin L*=" + minimumLoss,
              Langevin.of(QuarticWell.of(2, minimumLoss), 0.05, 1, NoiseEnhancement.of(1)),
              0));
    }
    for (double noise : new double[] {0, 0.5, 1}) {
      DoubleWell well = well(2, noise);
      all.add(of("double-well sgd sigma=" + noise, sgd(well, 0.04, 1, Sampling.ONLINE), 0));
      all.add(
          Comparison.of(
              "double-well langevin sigma=" + noise,
              Langevin.of(well, 0.04, 1, NoiseEnhancement.of(1)),
              0));
    }
    for (int n : new int[] {1, 2, 3}) {
      LinearRegression regression = LinearRegression.isotropic(n, 1, Inputs.GAUSSIAN, 1);
      double level = 3 + n;
      all.add(
          Comparison.of(
              "linear-regression sgd n=" + n,
              sgd(regression, 0.05, 1, Sampling.ONLINE),
              1.25 + 0.05 * n));
      all.add(
          Comparison.of(
              "linear-regression langevin n=" + n,
              Langevin.of(regression, 0.1, 1, NoiseEnhancement.of(1.5)),
              level));
      all.add(
          Comparison.of(
              "linear-regression N=64 epochs n=" + n,
              sgd(FiniteLinearRegression.of(regression, 64, 5), 0.1, 1, Sampling.EPOCH),
              1.5 + 0.1 * n));
    }
    return all;
  }

  /** Cells for a test that takes seconds: one of each kind. */
  static List<Comparison> some() {
    return List.of(all().get(1), all().get(5), all().get(9), all().get(11));
  }

  private static DoubleWell well(int n, double noise) {
    return DoubleWell.of(n, 2, DoubleWell.isotropicCurvature(2), noise);
  }

  private static Sgd sgd(ResidualModel model, double eta, int batch, Sampling sampling) {
    return Sgd.of(model, eta, batch, NoiseEnhancement.of(1), sampling);
  }

  /**
   * A cell of a model in closed form.
   *
   * @param level L/L* whose first passage is wanted; 0 for the crossing of the ridge
   */
  private static Comparison of(String name, LandscapeDynamics dynamics, double level) {
    Model model = dynamics.model();
    BlockKernel kernel =
        BlockKernel.untilEvent(
            dynamics,
            Start.minimum(),
            10_000_000,
            List.of(
                EscapeObserver.of(
                    model,
                    level > 0 ? Set.of() : Set.of(Event.SEPARATRIX),
                    level > 0 ? List.of(level) : List.of(),
                    level > 0 ? EndsAfter.LEVELS : EndsAfter.SEPARATRIX)));
    return new Comparison(
        name,
        dynamics,
        level > 0
            ? Route.along(OrderParameter.loss(model), level)
            : Route.along(OrderParameter.towardsSaddle(model), 1),
        runs -> kernel.run(StreamFamily.ofRuns(1, 0), 0, runs));
  }

  /** Events over time of runs from the minimum that are all watched to the event. */
  double bruteForce(int runs) {
    List<RunOutcome> outcomes = waiting.apply(runs);
    long events = outcomes.stream().filter(run -> run.status() == Status.ESCAPED).count();
    return events / outcomes.stream().mapToDouble(RunOutcome::time).sum();
  }

  /** Independent samplings, each with an interval from its own repeats. */
  List<RateEstimate> sampled(Method method, int samplings, int repeats, int trials) {
    Size size = Size.of(trials, 1_000_000);
    List<RateEstimate> rates = new ArrayList<>();
    for (int s = 0; s < samplings; s++) {
      Interfaces interfaces =
          Pilot.of(dynamics, route, size, Long.MAX_VALUE, OptionalInt.empty())
              .run(StreamFamily.ofRarePilot(s, 0));
      Sampler sampler =
          switch (method) {
            case FORWARD_FLUX -> ForwardFlux.of(dynamics, route, interfaces, size);
            case SPLITTING -> Splitting.of(dynamics, route, interfaces, size);
          };
      rates.add(
          Repeats.run(sampler, StreamFamily.ofRareEvents(s, 0), repeats)
              .estimator(dynamics.learningRate())
              .rate(Integer.MAX_VALUE));
    }
    return rates;
  }

  /** How many 95 % intervals hold a rate. */
  static long holding(List<RateEstimate> rates, double truth) {
    return rates.stream()
        .filter(rate -> rate.interval(0.95).filter(i -> i.contains(truth)).isPresent())
        .count();
  }
}
