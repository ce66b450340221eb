package org.logscape.jobs.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.logscape.dynamics.rate.LearningRateSchedule;
import org.logscape.jobs.plan.Plan;
import org.logscape.jobs.plan.PlanText;
import org.logscape.jobs.spec.key.Fault;
import org.logscape.jobs.spec.key.InvalidSpecException;

class ScheduleSpecTest {
  private static final String PLAIN =
      """
      name: schedules
      seed: 5
      replicas: 2
      model: {type: mlp, widths: [6, 5, 3]}
      data: {format: synthetic, shape: [6], classes: 3, take: 60, test_take: 30}
      dynamics: {type: sgd, learning_rate: 0.1, batch_size: 6}
      observe: {evaluation: {}}
      stop: {steps: 1000}
      """;

  private static String with(String schedule) {
    return PLAIN.replace("batch_size: 6", "batch_size: 6, schedule: " + schedule);
  }

  private static List<LearningRateSchedule> schedules(String yaml) {
    Grid grid = Specs.read(yaml).grid();
    return LongStream.range(0, grid.cells())
        .mapToObj(cell -> grid.cell(cell).dynamics().schedule())
        .toList();
  }

  @Test
  void aScheduleIsOneValueOfTheGrid() {
    String several =
        with("[{type: step, every: 3e2}, {type: cosine, steps: 900}, {type: warmup, steps: 50}]");
    assertThat(schedules(several))
        .containsExactly(
            new LearningRateSchedule.Step(300, 0.1),
            new LearningRateSchedule.Cosine(900, 0),
            new LearningRateSchedule.Warmup(50, 0.1));
    assertThat(Specs.read(several).grid().cell(0).label())
        .isEqualTo("schedule={type: step, every: 300, factor: 0.1}");
    assertThat(schedules(PLAIN)).containsExactly(LearningRateSchedule.constant());
    Spec spec = Specs.read(several);
    assertThat(Specs.read(SpecWriter.write(spec))).isEqualTo(spec);
  }

  @Test
  void aConstantScheduleDoesNotChangeTheNameOfACell() {
    String id = Specs.read(PLAIN).grid().cell(0).id();
    assertThat(Specs.read(with("{type: constant}")).grid().cell(0).id()).isEqualTo(id);
    assertThat(
            List.of(
                with("{type: step, every: 300}"),
                with("{type: step, every: 301}"),
                with("{type: step, every: 300, factor: 0.2}"),
                with("{type: warmup, steps: 300}"),
                with("{type: cosine, steps: 300}")))
        .extracting(yaml -> Specs.read(yaml).grid().cell(0).id())
        .doesNotHaveDuplicates()
        .doesNotContain(id);
    // a default that is spelt out is the same setting
    assertThat(Specs.read(with("{factor: 0.1, every: 300, type: step}")).grid().cell(0).id())
        .isEqualTo(Specs.read(with("{type: step, every: 300}")).grid().cell(0).id());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "cosine | is 'cosine'; must be a mapping of type (constant, step, cosine, warmup) and the"
            + " keys of that type",
        "{every: 3} | has no type; must have one of constant, step, cosine, warmup",
        "{type: cosin} | has type 'cosin'; must have one of constant, step, cosine, warmup",
        "{type: step} | every is missing; must be a whole number, at least 1",
        "{type: step, every: 0, factor: -1} | every is 0; must be at least 1; factor is -1; must be"
            + " above 0",
        "{type: cosine, steps: 10, final_factor: 2} | final_factor is 2; must be from 0 to 1",
        "{type: warmup, steps: 10, factor: 2} | factor is not a known key; allowed: steps,"
            + " initial_factor"
      })
  void whatIsWrongStandsInOneLine(String schedule, String problem) {
    InvalidSpecException refused =
        catchThrowableOfType(InvalidSpecException.class, () -> Specs.read(with(schedule)));
    assertThat(refused.faults()).containsExactly(new Fault("dynamics.schedule", problem));
  }

  @Test
  void escapeRatesAreThoseOfOneRate() {
    String escape =
        with("{type: step, every: 300}")
            .replace(
                "observe: {evaluation: {}}",
                "start: {pretrained: {learning_rate: 0.1, epochs: 3}}\nobserve: {escape: {levels: [2], every: 1}}");
    InvalidSpecException refused =
        catchThrowableOfType(InvalidSpecException.class, () -> Specs.read(escape));
    assertThat(refused.faults())
        .containsExactly(
            new Fault(
                "dynamics.schedule",
                "is given; must be left out with observe.escape, since escape rates are those of"
                    + " one rate"));
  }

  @Test
  void thePlanHasTheRates() {
    assertThat(PlanText.of(Plan.of(Specs.read(with("{type: warmup, steps: 500}")))).lines())
        .contains(
            "learning rate by {type: warmup, steps: 500, initial_factor: 0.1}: 0.0100 at step"
                + " 0, 0.0550 at step 250, 0.100 at step 500, 0.100 at step 750, 0.100 at step"
                + " 1,000");
  }
}
