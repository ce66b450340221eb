package org.logscape.jobs.sweep.work;

import static org.assertj.core.api.Assertions.assertThat;

import com.codahale.metrics.Gauge;
import com.codahale.metrics.MetricRegistry;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.apache.spark.SparkContext;
import org.junit.jupiter.api.Test;
import org.logscape.jobs.SparkTestSession;
import org.logscape.jobs.text.LogFormat;
import org.logscape.kernel.RunOutcome;
import org.logscape.kernel.Status;
import org.logscape.observe.EscapeEvent;
import org.logscape.observe.Event;

/** What is logged and measured of a sweep while it runs. */
class ProgressTest {
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05.6Z");

  private final SparkContext context = SparkTestSession.get().sparkContext();

  private static RunOutcome run(Status status, long steps, boolean occurred) {
    EscapeEvent event =
        new EscapeEvent(
            Event.SEPARATRIX,
            OptionalDouble.empty(),
            occurred,
            steps,
            1,
            1,
            OptionalDouble.empty(),
            OptionalDouble.empty());
    return new RunOutcome(0, status, steps, 1, 1, 1, List.of(event), Optional.empty());
  }

  /** One run of four ended after 10 s, so the other three take 30 s. */
  private Tally oneOfFour() {
    Tally tally = Tally.of(context, 4);
    tally.beginWave();
    tally.add(List.of(run(Status.ESCAPED, 120, true)));
    return tally;
  }

  @Test
  void theLineHasTimeRunsWaveAndTimeLeft() {
    try (Progress progress = Progress.of(oneOfFour(), Optional.empty(), LogFormat.TEXT)) {
      assertThat(progress.logged(NOW, Duration.ofSeconds(10)))
          .isEqualTo(
              "2026-01-02T03:04:05Z 1/4 runs (25%)  wave 1  escaped 1  censored 0  diverged 0"
                  + "  < 0 min 30 s left");
    }
  }

  @Test
  void asJsonEachNumberHasItsName() throws IOException {
    try (Progress progress = Progress.of(oneOfFour(), Optional.empty(), LogFormat.JSON)) {
      JsonNode line = new ObjectMapper().readTree(progress.logged(NOW, Duration.ofSeconds(10)));
      assertThat(line.get("time").asText()).isEqualTo("2026-01-02T03:04:05Z");
      assertThat(line.get("runs").asInt()).isEqualTo(1);
      assertThat(line.get("planned").asInt()).isEqualTo(4);
      assertThat(line.get("wave").asInt()).isEqualTo(1);
      assertThat(line.get("steps").asInt()).isEqualTo(120);
      assertThat(line.get("seconds_left").asInt()).isEqualTo(30);
    }
  }

  /** Sinks of Spark's metrics system read the same registry. */
  @Test
  void sparksMetricsSystemCountsOverAllSweepsOfASession() {
    MetricRegistry registry = SweepMetrics.of(context).metricRegistry();
    long runs = value(registry, "runs");
    long steps = value(registry, "steps");
    long events = value(registry, "events");
    long diverged = value(registry, "diverged");
    long waves = value(registry, "waves");
    for (int sweep = 0; sweep < 2; sweep++) {
      oneOfFour().add(List.of(run(Status.DIVERGED, 30, false)));
    }
    assertThat(SweepMetrics.of(context).metricRegistry()).isSameAs(registry);
    assertThat(value(registry, "runs")).isEqualTo(runs + 4);
    assertThat(value(registry, "steps")).isEqualTo(steps + 2 * 150);
    assertThat(value(registry, "events")).isEqualTo(events + 2);
    assertThat(value(registry, "diverged")).isEqualTo(diverged + 2);
    assertThat(value(registry, "waves")).isEqualTo(waves + 2);
  }

  private static long value(MetricRegistry registry, String name) {
    return (Long) ((Gauge<?>) registry.getGauges().get(name)).getValue();
  }
}
