package org.logscape.jobs.fit.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.logscape.jobs.fit.FitRow;
import org.logscape.jobs.fit.Measured;
import org.logscape.jobs.fit.Rows;
import org.logscape.jobs.fit.Verdict;
import org.logscape.jobs.fit.Warning;

/** Runs whose loss halves from point to point, with a noise that is a known function of it. */
class NoiseLawTest {
  private static NoisePoint point(int k, double loss, double noise, double predicted) {
    return new NoisePoint(k, loss, noise, predicted, Double.NaN, Double.NaN, Double.NaN);
  }

  private static NoiseRun run(String name, int points, DoubleUnaryOperator noise) {
    return NoiseRun.of(
        name,
        IntStream.range(0, points)
            .mapToObj(
                k -> {
                  double loss = Math.pow(2, -k);
                  return point(k, loss, noise.applyAsDouble(loss), 2 * loss);
                })
            .toList());
  }

  @Test
  void aProportionalNoiseAgreesInSlopeAndNotInSize() {
    List<FitRow> rows =
        NoiseRows.rows("c", List.of(run("a", 8, l -> 3 * l), run("b", 8, l -> 3.2 * l)));
    FitRow slope = Rows.one(rows, NoiseRows.SLOPE);
    assertThat(slope.measured().estimate()).isCloseTo(1, within(1e-12));
    assertThat(slope.predicted()).isEqualTo(1);
    assertThat(slope.verdict()).isEqualTo(Verdict.AGREES);
    assertThat(slope.group().toString()).isEqualTo("loss=0.00781..1.00");
    assertThat(slope.support().observations()).isEqualTo(16);
    assertThat(slope.warnings()).isEmpty();
    assertThat(Rows.one(rows, NoiseRows.LOG_CORRELATION).measured().estimate())
        .isCloseTo(1, within(1e-12));
    assertThat(Rows.one(rows, NoiseRows.CORRELATION).measured().high()).isLessThanOrEqualTo(1);
    FitRow ratio = Rows.one(rows, NoiseRows.RATIO);
    assertThat(ratio.measured().estimate()).isCloseTo(Math.sqrt(1.5 * 1.6), within(1e-12));
    // Student's t of one degree of freedom is 12.706 at 97.5 %
    double half = 12.706 * 0.5 * Math.log(1.6 / 1.5);
    assertThat(ratio.measured().high())
        .isCloseTo(Math.sqrt(1.5 * 1.6) * Math.exp(half), within(1e-3));
    assertThat(rows)
        .extracting(FitRow::parameter)
        .doesNotContain(NoiseRows.SAMPLED_RATIO, NoiseRows.ALIGNMENT);
  }

  @Test
  void anotherPowerDiffers() {
    FitRow slope =
        Rows.one(
            NoiseRows.rows(
                "c",
                List.of(
                    run("a", 8, l -> Math.pow(l, 1.3)),
                    run("b", 8, l -> Math.pow(l, 1.31)),
                    run("d", 8, l -> Math.pow(l, 1.32)))),
            NoiseRows.SLOPE);
    assertThat(slope.measured().estimate()).isCloseTo(1.31, within(1e-12));
    assertThat(slope.verdict()).isEqualTo(Verdict.DIFFERS);
  }

  /**
   * Five runs of 12 points with Gaussian scatter of ln tr Sigma: the interval of the slope holds 1
   * in 95 % of 1,000 experiments, of which the standard error is 0.7 %.
   */
  @Test
  void intervalsOverRunsCover() {
    SplittableRandom random = new SplittableRandom(3);
    int held = 0;
    for (int e = 0; e < 1_000; e++) {
      List<NoiseRun> runs = new ArrayList<>();
      for (int r = 0; r < 5; r++) {
        runs.add(run("r" + r, 12, l -> l * Math.exp(0.3 * random.nextGaussian())));
      }
      Measured slope = Rows.one(NoiseRows.rows("c", runs), NoiseRows.SLOPE).measured();
      held += slope.contains(1) ? 1 : 0;
    }
    assertThat(held / 1_000.0).isBetween(0.95 - 0.028, 0.95 + 0.028);
  }

  @Test
  void oneRunHasAnIntervalFromItsStretches() {
    SplittableRandom random = new SplittableRandom(3);
    FitRow slope =
        Rows.one(
            NoiseRows.rows(
                "c", List.of(run("a", 30, l -> l * Math.exp(0.1 * random.nextGaussian())))),
            NoiseRows.SLOPE);
    assertThat(slope.measured().hasInterval()).isTrue();
    // the noise of this run is proportional to its loss but for 10 % of scatter: the slope is 1
    assertThat(slope.measured().contains(1)).isTrue();
    assertThat(slope.verdict()).isEqualTo(Verdict.AGREES);
    assertThat(slope.warnings())
        .extracting(Warning::text)
        .containsExactly("one run: interval from leaving out stretches of it, not over runs");
  }

  @Test
  void twoPointsHaveARatioAndNoSlope() {
    List<FitRow> rows = NoiseRows.rows("c", List.of(run("a", 2, l -> 3 * l)));
    FitRow slope = Rows.one(rows, NoiseRows.SLOPE);
    assertThat(slope.measured().estimate()).isNull();
    assertThat(slope.verdict()).isEqualTo(Verdict.TOO_FEW_EVENTS);
    assertThat(slope.warnings())
        .extracting(Warning::text)
        .containsExactly("no run has 3 points whose loss and noise are above 0");
    FitRow ratio = Rows.one(rows, NoiseRows.RATIO);
    assertThat(ratio.measured().estimate()).isCloseTo(1.5, within(1e-12));
    assertThat(ratio.verdict()).isEqualTo(Verdict.TOO_FEW_EVENTS);
    assertThat(ratio.warnings())
        .extracting(Warning::text)
        .containsExactly("only one run has enough points: no interval");
  }

  @Test
  void zeroLossAndZeroNoiseAreLeftOutAndCounted() {
    List<NoisePoint> points = new ArrayList<>();
    for (int k = 0; k < 6; k++) {
      points.add(point(k, Math.pow(2, -k), Math.pow(2, -k), Math.pow(2, -k)));
    }
    points.add(point(6, 0, 0, 0));
    points.add(point(7, 0.5, 0, 1));
    points.add(point(8, Double.POSITIVE_INFINITY, Double.NaN, 1));
    FitRow slope =
        Rows.one(NoiseRows.rows("c", List.of(NoiseRun.of("a", points))), NoiseRows.SLOPE);
    assertThat(slope.measured().estimate()).isCloseTo(1, within(1e-12));
    assertThat(slope.support().observations()).isEqualTo(6);
    assertThat(slope.warnings())
        .extracting(Warning::text)
        .contains("3 points whose loss or noise is 0 or not finite are left out");

    List<FitRow> nothing =
        NoiseRows.rows("c", List.of(NoiseRun.of("a", List.of(point(0, 0, 0, 0)))));
    assertThat(nothing).hasSize(1);
    assertThat(nothing.get(0).measured().estimate()).isNull();
    assertThat(nothing.get(0).group().toString()).isEmpty();
  }

  @Test
  void aLossThatStaysHasNoSlope() {
    NoiseRun still =
        NoiseRun.of("a", IntStream.range(0, 5).mapToObj(k -> point(k, 0.5, 0.1 + k, 1)).toList());
    List<FitRow> rows = NoiseRows.rows("c", List.of(still));
    FitRow slope = Rows.one(rows, NoiseRows.SLOPE);
    assertThat(slope.measured().estimate()).isNull();
    assertThat(slope.warnings())
        .extracting(Warning::text)
        .contains("the loss does not vary along any run");
    assertThat(Rows.one(rows, NoiseRows.CORRELATION).warnings())
        .extracting(Warning::text)
        .contains("loss or noise does not vary along any run");
  }

  /** Errors of 5 % at 2 points of each of 2 runs: the mean of 4 has one of 2.5 %. */
  @Test
  void sampledTracesAreHeldAgainstTheExactOnes() {
    List<NoiseRun> runs = new ArrayList<>();
    for (String name : List.of("a", "b")) {
      List<NoisePoint> points = new ArrayList<>();
      for (int k = 0; k < 2; k++) {
        double noise = Math.pow(2, -k);
        points.add(
            new NoisePoint(
                k, noise, noise, noise, (k == 0 ? 1.06 : 1.0) * noise, 0.05 * noise, 0.7));
      }
      runs.add(NoiseRun.of(name, points));
    }
    List<FitRow> rows = NoiseRows.rows("c", runs);
    FitRow sampled = Rows.one(rows, NoiseRows.SAMPLED_RATIO);
    assertThat(sampled.measured().estimate()).isCloseTo(1.03, within(1e-12));
    assertThat(sampled.measured().low()).isCloseTo(1.03 - 1.96 * 0.025, within(1e-5));
    assertThat(sampled.verdict()).isEqualTo(Verdict.AGREES);
    FitRow alignment = Rows.one(rows, NoiseRows.ALIGNMENT);
    assertThat(alignment.measured().estimate()).isCloseTo(0.7, within(1e-12));
    assertThat(alignment.verdict()).isEqualTo(Verdict.NO_PREDICTION);
  }
}
