package org.logscape.formula;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.logscape.dynamics.LandscapeDynamics;
import org.logscape.dynamics.Langevin;
import org.logscape.dynamics.NoiseEnhancement;
import org.logscape.dynamics.Sampling;
import org.logscape.dynamics.Sgd;
import org.logscape.kernel.BlockKernel;
import org.logscape.kernel.RunOutcome;
import org.logscape.kernel.Start;
import org.logscape.model.DoubleWell;
import org.logscape.model.Model;
import org.logscape.model.QuarticWell;
import org.logscape.observe.EndsAfter;
import org.logscape.observe.EscapeObserver;
import org.logscape.observe.Event;
import org.logscape.random.StreamFamily;

/** Wells typed as formulas have the laws of the built-in ones, with streams of their own. */
class FormulaLawTest {
  private static final int RUNS = 1_000;
  private static final NoiseEnhancement PLAIN = NoiseEnhancement.of(1);

  @Test
  void factsAreThoseOfTheClosedForms() {
    assertSameFacts(FormulaWells.doubleWell(4, 2, 6, 0.5), DoubleWell.of(4, 2, 6, 0.5));
    assertSameFacts(FormulaWells.quarticWell(3, 0.25), QuarticWell.of(3, 0.25));
  }

  private static void assertSameFacts(Model formula, Model closed) {
    assertThat(formula.minimum()).containsExactly(closed.minimum(), within(1e-14));
    assertThat(formula.minimumLoss()).isCloseTo(closed.minimumLoss(), within(1e-14));
    assertThat(formula.hessianAtMinimum().eigenvalues())
        .containsExactly(closed.hessianAtMinimum().eigenvalues(), within(1e-12));
    assertThat(formula.saddle().orElseThrow().loss())
        .isCloseTo(closed.saddle().orElseThrow().loss(), within(1e-14));
    assertThat(formula.saddle().orElseThrow().hessian().eigenvalues())
        .containsExactly(closed.saddle().orElseThrow().hessian().eigenvalues(), within(1e-12));
    assertThat(formula.passage().orElseThrow().direction())
        .containsExactly(closed.passage().orElseThrow().direction());
    assertThat(formula.passage().orElseThrow().separatrix())
        .isCloseTo(closed.passage().orElseThrow().separatrix(), within(1e-14));
  }

  @Test
  void escapeRatesOfSgdAreThoseOfTheDoubleWell() {
    for (Sampling sampling : List.of(Sampling.ONLINE, Sampling.ONLINE_IN_LAW)) {
      NoiseEnhancement enhancement = NoiseEnhancement.of(1.5);
      Sgd formula = Sgd.of(FormulaWells.doubleWell(2, 2, 6, 1), 0.04, 2, enhancement, sampling);
      Sgd closed = Sgd.of(DoubleWell.of(2, 2, 6, 1), 0.04, 2, enhancement, sampling);
      assertSameRate(formula, closed);
    }
  }

  @Test
  void escapeRatesOfLangevinAreThoseOfTheQuarticWell() {
    assertSameRate(
        Langevin.of(FormulaWells.quarticWell(2, 0.5), 0.05, 1, PLAIN),
        Langevin.of(QuarticWell.of(2, 0.5), 0.05, 1, PLAIN));
  }

  /** Two rates of r and r' events differ by less than 4 standard errors of their logarithms. */
  private static void assertSameRate(LandscapeDynamics formula, LandscapeDynamics closed) {
    double[] first = rate(formula, 21);
    double[] second = rate(closed, 22);
    double error = Math.sqrt(1 / first[1] + 1 / second[1]);
    assertThat(first[1]).isGreaterThan(RUNS / 2);
    assertThat(Math.log(first[0] / second[0])).isCloseTo(0, within(4 * error));
  }

  /** Events per step, and events. */
  private static double[] rate(LandscapeDynamics dynamics, long seed) {
    List<RunOutcome> outcomes =
        BlockKernel.untilEvent(
                dynamics,
                Start.minimum(),
                20_000,
                List.of(
                    EscapeObserver.of(
                        dynamics.model(),
                        Set.of(Event.SEPARATRIX),
                        List.of(),
                        EndsAfter.SEPARATRIX)))
            .run(StreamFamily.ofRuns(seed, 5), 0, RUNS);
    double events = outcomes.stream().filter(outcome -> outcome.steps() < 20_000).count();
    return new double[] {events / outcomes.stream().mapToLong(RunOutcome::steps).sum(), events};
  }

  /** Kolmogorov and Smirnov's distance of the two samples of L after 2,000 steps. */
  @Test
  void stationaryLossesAreThoseOfTheBuiltInModels() {
    assertSameLosses(
        Sgd.of(FormulaWells.doubleWell(2, 2, 6, 2), 0.01, 1, PLAIN, Sampling.ONLINE),
        Sgd.of(DoubleWell.of(2, 2, 6, 2), 0.01, 1, PLAIN, Sampling.ONLINE));
    assertSameLosses(
        Langevin.of(FormulaWells.quarticWell(3, 0.25), 0.02, 1, PLAIN),
        Langevin.of(QuarticWell.of(3, 0.25), 0.02, 1, PLAIN));
  }

  private static void assertSameLosses(LandscapeDynamics formula, LandscapeDynamics closed) {
    double[] first = losses(formula, 31);
    double[] second = losses(closed, 32);
    double distance = 0;
    int below = 0;
    for (int i = 0; i < RUNS; i++) {
      while (below < RUNS && second[below] <= first[i]) {
        below++;
      }
      distance = Math.max(distance, Math.abs((i + 1.0 - below) / RUNS));
    }
    // exceeded with probability 2 exp(-2 x^2), x = 2: 7e-4
    assertThat(distance).isLessThan(2 * Math.sqrt(2.0 / RUNS));
  }

  private static double[] losses(LandscapeDynamics dynamics, long seed) {
    return BlockKernel.untilEvent(dynamics, Start.minimum(), 2_000, List.of())
        .run(StreamFamily.ofRuns(seed, 5), 0, RUNS)
        .stream()
        .mapToDouble(RunOutcome::finalLoss)
        .sorted()
        .toArray();
  }

  /** Constants are no part of the source, so two cells of a grid share one class. */
  @Test
  void cellsOfAGridShareTheirCode() {
    double[][] theta = {{0.3}, {0.2}};
    double[] loss = new double[1];
    FormulaWells.doubleWell(2, 2, 6, 0.5).losses(theta, loss, 1);
    assertThat(loss[0])
        .isCloseTo(DoubleWell.of(2, 2, 6, 0.5).loss(new double[] {0.3, 0.2}), within(1e-15));
    FormulaWells.doubleWell(2, 3, 10, 1).losses(theta, loss, 1);
    assertThat(loss[0])
        .isCloseTo(DoubleWell.of(2, 3, 10, 1).loss(new double[] {0.3, 0.2}), within(1e-14));
  }
}
