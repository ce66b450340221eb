package org.logscape.jobs.rare;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.logscape.jobs.SparkTestSession;
import org.logscape.jobs.fit.FitJob;
import org.logscape.jobs.spec.SpecReader;
import org.logscape.jobs.store.ExperimentDir;
import org.logscape.jobs.store.Mode;
import org.logscape.schemas.Table;

/** A budget that is spent before the first path got anywhere: a bound and its verdict. */
class TinyBudgetTest {
  private static final String SPEC =
      """
      name: tiny-budget
      seed: 1
      replicas: 2
      model: {type: double-well, dimensions: 2, barrier: 2.0, label_noise: 1}
      dynamics: {type: sgd, batch_size: 1, learning_rate: 0.04}
      observe: {escape: {events: [separatrix]}}
      stop: {steps: 100}
      rare: {method: forward-flux, event: separatrix, order: coordinate, trials: 20, repeats: 4, budget_steps: 10}
      fit: [escape-rate]
      """;

  @TempDir Path folder;

  @Test
  void tenStepsGiveABoundAndItsVerdict() {
    ExperimentDir dir = ExperimentDir.of(SparkTestSession.get(), folder.toString());
    RareJob.of(SparkTestSession.get(), SpecReader.read(SPEC, "tiny.yaml"), dir, Mode.FRESH)
        .run(Optional.empty());
    FitJob.of(SparkTestSession.get(), dir, new FitJob.Options(40)).run();
    List<Row> rates = dir.table(Table.RARE_RATES).collectAsList();
    assertThat(rates).hasSize(1);
    Row rate = rates.get(0);
    assertThat(rate.<String>getAs("verdict")).isEqualTo("budget-exhausted");
    assertThat(rate.<Double>getAs("rate")).isNull();
    assertThat(rate.<Double>getAs("ci_low")).isZero();
    // one event a step of eta = 0.04
    assertThat(rate.<Double>getAs("ci_high")).isEqualTo(25);
    assertThat(rate.<String>getAs("account")).contains("budget_steps was spent at stage 0");
  }
}
