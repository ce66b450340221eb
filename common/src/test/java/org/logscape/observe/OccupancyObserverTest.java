package org.logscape.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.logscape.dynamics.Dynamics;
import org.logscape.dynamics.Langevin;
import org.logscape.dynamics.NoiseEnhancement;
import org.logscape.dynamics.Sampling;
import org.logscape.dynamics.Sgd;
import org.logscape.formula.FormulaLoss;
import org.logscape.formula.Landscape;
import org.logscape.formula.names.Names;
import org.logscape.kernel.BlockKernel;
import org.logscape.kernel.RunOutcome;
import org.logscape.kernel.Schedule;
import org.logscape.kernel.Start;
import org.logscape.landscape.Basins;
import org.logscape.landscape.Minima;
import org.logscape.landscape.StationaryPoint;
import org.logscape.landscape.Wells;
import org.logscape.model.BasinRegion;
import org.logscape.model.DoubleWell;
import org.logscape.random.StreamFamily;

class OccupancyObserverTest {
  private static final StreamFamily STREAMS = StreamFamily.ofRuns(8, 1);

  /** Against a dense record of the same runs; more runs than a block has lanes. */
  @ParameterizedTest
  @CsvSource({"0, 1", "0, 3", "500, 1", "500, 7"})
  void staysAreThoseOfTheDenseRecord(int burnIn, int every) {
    DoubleWell well = DoubleWell.of(2, 1.2, 6, 1);
    Dynamics sgd = Sgd.of(well, 0.04, 1, NoiseEnhancement.of(1), Sampling.ONLINE);
    List<RunOutcome> outcomes =
        BlockKernel.forSteps(
                sgd,
                Start.minimum(),
                2_000,
                List.of(
                    OccupancyObserver.of(BasinRegion.ofTwoWells(well).orElseThrow(), burnIn, every),
                    SnapshotObserver.periodic(Schedule.every(1).afterStart())))
            .run(STREAMS, 0, 70);
    long departures = 0;
    for (RunOutcome outcome : outcomes) {
      List<Occupancy> stays =
          outcome.observations().stream()
              .filter(Occupancy.class::isInstance)
              .map(Occupancy.class::cast)
              .toList();
      long[][] expected = new long[2][3];
      int basin = 0;
      long since = 0;
      for (long step = every; step <= outcome.steps(); step += every) {
        double u = ((Snapshot) outcome.observations().get((int) step + 1)).theta()[0];
        int now = u >= Math.sqrt(0.7) ? 0 : u <= -Math.sqrt(0.7) ? 1 : basin;
        if (now != basin) {
          if (step > burnIn) {
            expected[basin][0] += step - Math.max(since, burnIn);
            expected[basin][1]++;
            expected[basin][2]++;
          }
          basin = now;
          since = step;
        }
      }
      expected[basin][0] += outcome.steps() - Math.max(since, burnIn);
      expected[basin][1]++;
      assertThat(stays)
          .containsExactly(
              new Occupancy("start", expected[0][0], expected[0][1], expected[0][2]),
              new Occupancy("other", expected[1][0], expected[1][1], expected[1][2]));
      assertThat(stays.get(0).steps() + stays.get(1).steps()).isEqualTo(outcome.steps() - burnIn);
      departures += stays.get(1).departures();
    }
    assertThat(departures).isGreaterThan(50);
  }

  /**
   * The log-landscape equation in one dimension has the density L^-phi, phi = 1 + B/(eta h*) (arXiv
   * 2105.09557): its integrals on both sides of the ridge are the occupations of two unequal wells.
   */
  @Test
  void theOccupationIsThatOfTheStationaryDensity() {
    String loss = "0.4 + (u^2 - 1)^2/2 + 0.05*u";
    DoubleUnaryOperator values = u -> 0.4 + (u * u - 1) * (u * u - 1) / 2 + 0.05 * u;
    Landscape landscape = Landscape.ofLoss(Names.of(Map.of("u", 1), List.of()), Map.of(), loss);
    StationaryPoint right = Minima.near(landscape, new double[] {1}, "right");
    StationaryPoint left = Minima.near(landscape, new double[] {-1}, "left");
    Wells wells = Wells.of(landscape, right, List.of(left));
    Map<String, StationaryPoint> minima = new LinkedHashMap<>();
    minima.put("right", right);
    minima.put("left", left);
    double eta = 0.01;
    double batch = 0.2;
    Dynamics langevin =
        Langevin.of(
            FormulaLoss.of(landscape, wells), eta, 1, NoiseEnhancement.of(factor(1 / batch)));
    List<RunOutcome> outcomes =
        BlockKernel.forSteps(
                langevin,
                Start.minimum(),
                400_000,
                List.of(OccupancyObserver.of(Basins.of(landscape, minima), 2_000, 1)))
            .run(STREAMS, 0, 128);
    double[] shares = outcomes.stream().mapToDouble(OccupancyObserverTest::shareOfFirst).toArray();
    double mean = Arrays.stream(shares).average().orElseThrow();
    double variance =
        Arrays.stream(shares).map(s -> (s - mean) * (s - mean)).sum() / (shares.length - 1);
    double phi = 1 + batch / (eta * right.eigenvalues()[0]);
    double ridge = wells.exit().orElseThrow().saddle().position()[0];
    double above = integral(u -> Math.pow(values.applyAsDouble(u), -phi), ridge, 4);
    double below = integral(u -> Math.pow(values.applyAsDouble(u), -phi), -4, ridge);
    // the step of Euler and Maruyama moves the density by a few per cent at eta h* = 0.04
    double tolerance = 4 * Math.sqrt(variance / shares.length) + 0.01;
    assertThat(above / (above + below)).isLessThan(0.45);
    assertThat(mean).isCloseTo(above / (above + below), within(tolerance));
    assertThat(tolerance).isLessThan(0.05);
  }

  private static double shareOfFirst(RunOutcome outcome) {
    Occupancy first = (Occupancy) outcome.observations().get(0);
    Occupancy second = (Occupancy) outcome.observations().get(1);
    assertThat(first.departures() + second.departures())
        .isEqualTo(first.visits() + second.visits() - 1);
    return (double) first.steps() / (first.steps() + second.steps());
  }

  /** alpha with alpha^2 + (1 - alpha)^2 = a. */
  private static double factor(double a) {
    return 0.5 + Math.sqrt(2 * a - 1) / 2;
  }

  private static double integral(DoubleUnaryOperator density, double from, double to) {
    int parts = 20_000;
    double sum = 0;
    for (int i = 0; i < parts; i++) {
      sum += density.applyAsDouble(from + (i + 0.5) * (to - from) / parts);
    }
    return sum * (to - from) / parts;
  }
}
