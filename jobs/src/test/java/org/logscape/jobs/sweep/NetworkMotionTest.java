package org.logscape.jobs.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.logscape.jobs.SparkTestSession;
import org.logscape.jobs.replay.ReplayJob;
import org.logscape.jobs.spec.SpecReader;
import org.logscape.jobs.store.ExperimentDir;
import org.logscape.jobs.store.Mode;
import org.logscape.schemas.Table;

/**
 * Networks whose steps depend on more than their parameters: the step's number, an earlier
 * gradient.
 */
class NetworkMotionTest {
  private final SparkSession spark = SparkTestSession.get();
  @TempDir private Path folder;

  private ExperimentDir sweep(String yaml, String name, Mode mode) {
    ExperimentDir dir = ExperimentDir.of(spark, folder.resolve(name).toString());
    SweepJob.of(
            spark,
            SpecReader.read(yaml, "test.yaml"),
            dir,
            new SweepJob.Options(mode, OptionalInt.of(1), 1e9))
        .run(Optional.empty());
    return dir;
  }

  private void assertReplays(ExperimentDir dir) {
    for (Row run : dir.table(Table.RUNS).where("replica = 1").collectAsList()) {
      ReplayJob.Options all = new ReplayJob.Options(OptionalLong.empty(), 1);
      assertThat(ReplayJob.of(spark, dir, run.getAs("run_id"), all).run().differences()).isEmpty();
    }
  }

  /** The rate of a step depends on its number alone: runs go on and are replayed row for row. */
  @Tag("thorough")
  @Test
  void runsWhoseRateChangesGoOnAndAreReplayed() {
    String yaml =
        """
        name: schedules
        seed: 5
        replicas: 2
        model: {type: mlp, widths: [6, 5, 3], activation: tanh}
        data: {format: synthetic, shape: [6], classes: 3, take: 60, test_take: 30}
        dynamics:
          type: sgd
          learning_rate: 0.1
          batch_size: 6
          schedule: [{type: constant}, {type: cosine, steps: 40, final_factor: 0.1}]
        observe: {evaluation: {every: 1}, snapshots: {every: 20}}
        stop: {train_loss: 1e-9, every: 10, steps: %d}
        """;
    String inOneGo = yaml.formatted(40).replace("steps: 40}", "steps: 40, begun_with: 20}");
    ExperimentDir whole = sweep(inOneGo, "whole", Mode.FRESH);
    sweep(yaml.formatted(20), "longer", Mode.FRESH);
    ExperimentDir longer = sweep(yaml.formatted(40), "longer", Mode.RESUME);
    assertThat(ends(longer)).isEqualTo(ends(whole)).hasSize(4).doesNotHaveDuplicates();
    assertThat(whole.table(Table.CELLS).orderBy("schedule").collectAsList())
        .extracting(row -> row.<String>getAs("schedule"))
        .containsExactly(null, "{type: cosine, steps: 40, final_factor: 0.1}");
    assertReplays(longer);
  }

  /** Both buffers are kept, whichever is the newer one after an odd number of steps. */
  @Test
  void runsWithAnEarlierGradientGoOnAndAreReplayed() {
    String yaml =
        """
        name: forms
        seed: 5
        replicas: 2
        model: {type: mlp, widths: [6, 5, 3], activation: tanh}
        data: {format: synthetic, shape: [6], classes: 3, take: 60, test_take: 30}
        dynamics:
          type: sgd
          learning_rate: 0.02
          batch_size: 60
          effective_batch_size: 12
          noise_enhancement_form: momentum
          sampling: replacement
        observe: {evaluation: {every: 1}, snapshots: {every: 20}}
        stop: {train_loss: 1e-9, every: 3, steps: %d}
        """;
    String inOneGo = yaml.formatted(40).replace("steps: 40}", "steps: 40, begun_with: 21}");
    ExperimentDir whole = sweep(inOneGo, "whole", Mode.FRESH);
    sweep(yaml.formatted(21), "longer", Mode.FRESH);
    ExperimentDir longer = sweep(yaml.formatted(40), "longer", Mode.RESUME);
    assertThat(ends(longer)).isEqualTo(ends(whole)).hasSize(2).doesNotHaveDuplicates();
    // a = 60/12: alpha = (1 + sqrt(2 a - 1))/2 = 2
    Row cell = whole.table(Table.CELLS).head();
    assertThat(cell.<String>getAs("noise_enhancement_form")).isEqualTo("momentum");
    assertThat(cell.<Double>getAs("noise_enhancement")).isEqualTo(2);
    assertThat(cell.<Double>getAs("noise_factor")).isEqualTo(5);
    assertReplays(longer);
  }

  /** Where runs end, by what does not depend on the names of cells. */
  private static List<String> ends(ExperimentDir dir) {
    return dir
        .table(Table.SNAPSHOTS)
        .where("step = 40")
        .selectExpr("concat_ws(' ', step, loss, cast(theta as string)) AS text")
        .orderBy("text")
        .collectAsList()
        .stream()
        .map(row -> row.getString(0))
        .toList();
  }
}
