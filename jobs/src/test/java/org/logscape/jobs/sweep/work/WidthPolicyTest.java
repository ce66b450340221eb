package org.logscape.jobs.sweep.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.logscape.jobs.sweep.work.WidthPolicy.Seen;
import org.logscape.statistics.CensoredRate;
import org.logscape.statistics.RatePrecision;

class WidthPolicyTest {

  @Test
  void openRunsAreFollowedBeforeRunsAreAdded() {
    WidthPolicy policy = WidthPolicy.of(100, 1_000, 4_000);
    assertThat(policy.next(new Stage(50, 1_000), new Seen(10, 40, 45_000)))
        .contains(new Stage(50, 2_000));
    assertThat(policy.next(new Stage(50, 4_000), new Seen(30, 20, 100_000)))
        .as("at the limit of steps: 70 of 100 events are missing, 30 came of 50 runs")
        .contains(new Stage(173, 4_000));
    assertThat(policy.next(new Stage(50, 1_000), new Seen(50, 0, 9_000)))
        .as("no run is open")
        .contains(new Stage(103, 1_000));
  }

  /** -ln(1 - 1.05 x 10 / 40) x 45,000 / 90 = 152.3 steps. */
  @Test
  void openRunsAreFollowedAsFarAsTheRateAsksFor() {
    WidthPolicy policy = WidthPolicy.of(100, 1_000, 4_000);
    assertThat(policy.next(new Stage(130, 1_000), new Seen(90, 40, 45_000)))
        .contains(new Stage(130, 1_153));
  }

  @Test
  void enoughIsEnoughAndCapsAreKept() {
    WidthPolicy policy = WidthPolicy.of(100, 200, 4_000);
    assertThat(policy.next(new Stage(150, 1_000), new Seen(100, 50, 1))).isEmpty();
    assertThat(policy.next(new Stage(150, 4_000), new Seen(20, 130, 1)))
        .contains(new Stage(200, 4_000));
    assertThat(policy.next(new Stage(200, 4_000), new Seen(30, 170, 1))).isEmpty();
    assertThat(policy.next(new Stage(50, 3_000), new Seen(0, 50, 1)))
        .contains(new Stage(50, 4_000));
    assertThat(policy.next(new Stage(50, 4_000), new Seen(0, 50, 1))).as("no event").isEmpty();
    assertThat(policy.next(new Stage(50, 1_000), new Seen(0, 0, 1))).as("diverged").isEmpty();
  }

  @Test
  void stepsAndRunsDoNotOverflow() {
    WidthPolicy policy = WidthPolicy.of(1L << 40, Integer.MAX_VALUE, Long.MAX_VALUE);
    assertThat(policy.next(new Stage(10, Long.MAX_VALUE - 5), new Seen(1, 9, Long.MAX_VALUE)))
        .contains(new Stage(10, Long.MAX_VALUE));
    assertThat(policy.next(new Stage(1 << 30, Long.MAX_VALUE), new Seen(1, 9, Long.MAX_VALUE)))
        .contains(new Stage(Integer.MAX_VALUE, Long.MAX_VALUE));
  }

  /**
   * Stopping looks at the events, so the exact interval is no longer one for a fixed time: how
   * often does it hold all the same, and how far is the rate off on average? 1,000 cells with
   * exponential waiting times; of a coverage of 95 % that many give 93 to 97 % (three standard
   * errors of 0.7 %). Stopped at exactly N events the rate is N/(N - 1) too large (the mean of an
   * inverse Gamma variable), stopped at a time not at all: the bias lies between, here with N of 47
   * and 102, but for three standard errors of 1 / sqrt(1000 N).
   */
  @ParameterizedTest
  @CsvSource({"0.3, 40, 300", "0.3, 200, 30", "0.2, 40, 300", "0.2, 20, 3000"})
  void intervalsHoldWhereStoppingIsSequential(double width, int runs, long steps) {
    Random random = new Random(20220721);
    long events = RatePrecision.eventsFor(width, 0.95);
    double rate = 1.0 / 700;
    int covered = 0;
    double sum = 0;
    int cells = 1_000;
    for (int i = 0; i < cells; i++) {
      CensoredRate measured = untilWide(random, rate, events, new Stage(runs, steps));
      covered += measured.interval(0.95).contains(rate) ? 1 : 0;
      sum += measured.rate() / rate;
    }
    double error = 3 / Math.sqrt(cells * (double) events);
    assertThat(covered / (double) cells).isBetween(0.93, 0.97);
    assertThat(sum / cells - 1).isBetween(-error, 1.0 / (events - 1) + error);
  }

  private static CensoredRate untilWide(Random random, double rate, long wanted, Stage first) {
    WidthPolicy policy = WidthPolicy.of(wanted, 100_000, 10 * first.steps());
    List<Double> times = new ArrayList<>();
    Optional<Stage> stage = Optional.of(first);
    Seen seen = new Seen(0, 0, 0);
    while (stage.isPresent()) {
      Stage at = stage.get();
      while (times.size() < at.runs()) {
        times.add(Math.ceil(-Math.log(1 - random.nextDouble()) / -Math.log1p(-rate)));
      }
      long ended = times.stream().filter(time -> time <= at.steps()).count();
      double steps = times.stream().mapToDouble(time -> Math.min(time, (double) at.steps())).sum();
      seen = new Seen(ended, times.size() - ended, (long) steps);
      stage = policy.next(at, seen);
    }
    assertThat(seen.events()).isGreaterThanOrEqualTo(wanted);
    return CensoredRate.of(seen.events(), (double) seen.steps());
  }
}
