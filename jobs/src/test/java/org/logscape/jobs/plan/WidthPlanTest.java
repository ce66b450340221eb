package org.logscape.jobs.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.logscape.jobs.spec.SpecReader;
import org.logscape.statistics.RatePrecision;

class WidthPlanTest {
  private static final String SPEC =
      """
      name: width
      replicas: 100
      model: {type: double-well, dimensions: 2, barrier: 2, label_noise: [0, 1]}
      dynamics: {type: sgd, learning_rate: 0.04}
      observe: {escape: {events: [separatrix], levels: [1.2, 9]}}
      stop: {steps: 1000, after: separatrix}
      """;

  private static WidthPlan plan(double width) {
    return WidthPlan.of(Plan.of(SpecReader.read(SPEC, "test.yaml")), width);
  }

  /** Runs x (1 - exp(-rate x 40)) events are to be those that the Poisson interval needs. */
  @Test
  void runsAreTheEventsOverTheShareThatSeesOne() {
    WidthPlan.Need need = plan(0.05).needs().get(0);
    double share = 1 - Math.exp(-need.event().rate() * 40);
    long events = RatePrecision.eventsFor(0.05, 0.95);
    assertThat(need.runs() * share).isCloseTo((double) events, within(share));
    assertThat(need.given())
        .isEqualTo(RatePrecision.relativeHalfWidth(Math.round(100 * share), 0.95));
    assertThat(need.steps()).isCloseTo(need.runs() * need.cell().stepsPerRun(), within(1e-6));
  }

  @Test
  void whatHasNoPredictionIsSaid() {
    assertThat(plan(0.05).needs()).as("a level of 9 lies above the saddle").hasSize(4);
    assertThat(plan(0.05).lines(200))
        .anyMatch(line -> line.contains("for +-5.00 % of each rate"))
        .anyMatch(line -> line.startsWith("cannot be predicted for 2 events"))
        .anyMatch(line -> line.contains("sweep --until-width 0.05"));
  }
}
