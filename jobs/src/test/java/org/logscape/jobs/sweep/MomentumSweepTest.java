package org.logscape.jobs.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.logscape.jobs.SparkTestSession;
import org.logscape.jobs.TableText;
import org.logscape.jobs.replay.ReplayJob;
import org.logscape.jobs.spec.SpecReader;
import org.logscape.jobs.store.ExperimentDir;
import org.logscape.jobs.store.Mode;
import org.logscape.schemas.Table;

/** Runs with a velocity are extended, go on and are replayed row for row, as runs without are. */
class MomentumSweepTest {
  private static final String WELL =
      """
      name: momentum
      seed: 5
      replicas: %d
      model: {type: double-well, dimensions: 2, barrier: 1.5, label_noise: [0.5, 1]}
      dynamics: {type: sgd, batch_size: 2, learning_rate: 0.01, momentum: 0.8, sampling: %s}
      observe:
        escape: {events: [separatrix], levels: [1.2, 1.5]}
        loss_histogram: {burn_in: 10, runs_per_group: 16}
        snapshots: {every: 50, at_escape: true}
      stop: {steps: 400, after: separatrix}
      """;
  private static final String FINITE =
      """
      name: finite-momentum
      seed: 5
      replicas: %d
      model: {type: linear-regression, dimensions: 3, label_noise: 1, samples: 53}
      dynamics: {type: sgd, batch_size: 4, learning_rate: 0.02, momentum: 0.8, sampling: %s}
      start: {random: {scale: 0.1}}
      observe:
        loss_histogram: {burn_in: 10, runs_per_group: 16}
        snapshots: {every: 50}
      stop: {steps: 200, after: never}
      """;
  private static final ReplayJob.Options ALL = new ReplayJob.Options(OptionalLong.empty(), 1);

  private final SparkSession spark = SparkTestSession.get();
  @TempDir private Path folder;

  private ExperimentDir sweep(String yaml, String name, Mode mode, double waveSeconds) {
    ExperimentDir dir = ExperimentDir.of(spark, folder.resolve(name).toString());
    SweepJob.of(
            spark,
            SpecReader.read(yaml, "test.yaml"),
            dir,
            new SweepJob.Options(mode, OptionalInt.of(2), waveSeconds))
        .run(Optional.empty());
    return dir;
  }

  private Map<Table, List<String>> tables(String name) {
    return TableText.of(spark, folder.resolve(name));
  }

  private void goesOnAndIsReplayed(String yaml, String sampling) {
    ExperimentDir whole = sweep(yaml.formatted(90, sampling), "whole", Mode.FRESH, 1e9);
    assertThat(whole.table(Table.CELLS).select("momentum").distinct().collectAsList())
        .extracting(row -> row.getDouble(0))
        .containsExactly(0.8);
    sweep(yaml.formatted(64, sampling), "grown", Mode.FRESH, 1e9);
    sweep(yaml.formatted(90, sampling), "grown", Mode.RESUME, 1e9);
    assertThat(tables("grown")).isEqualTo(tables("whole"));
    // from a block's first lane, from its last, and from the block after
    for (Row run : whole.table(Table.RUNS).where("replica IN (0, 63, 89)").collectAsList()) {
      String id = run.getAs("run_id");
      assertThat(ReplayJob.of(spark, whole, id, ALL).run().differences()).as(id).isEmpty();
    }
    List<Row> kept = whole.table(Table.SNAPSHOTS).where("step > 0").limit(20).collectAsList();
    assertThat(kept)
        .isNotEmpty()
        .allSatisfy(
            row ->
                assertThat(row.<Double>getList(row.fieldIndex("velocity")))
                    .hasSameSizeAs(row.<Double>getList(row.fieldIndex("theta")))
                    .anyMatch(v -> v != 0));
  }

  @Tag("thorough")
  @Test
  void runsOverTheRidgeGoOnAndAreReplayed() {
    goesOnAndIsReplayed(WELL, "online");
  }

  @Tag("thorough")
  @Test
  void runsDrawnInLawGoOnAndAreReplayed() {
    goesOnAndIsReplayed(WELL, "online-in-law");
  }

  @Tag("thorough")
  @ParameterizedTest
  @ValueSource(strings = {"replacement", "epoch"})
  void runsOverAFiniteDataSetGoOnAndAreReplayed(String sampling) {
    goesOnAndIsReplayed(FINITE, sampling);
  }

  /** Runs that are saved at a limit, doubled several times, go on with their velocities. */
  @Tag("thorough")
  @Test
  void runsThatFollowAWidthAreThoseOfOneLongSweep() {
    String until =
        WELL.replace("steps: 400", "steps: 100")
            + "until: {width: 0.4, max_runs: 80, max_steps: 400}\n";
    sweep(until.formatted(40, "online"), "one", Mode.FRESH, 1e9);
    sweep(until.formatted(40, "online"), "many", Mode.FRESH, 0);
    assertThat(tables("many")).isEqualTo(tables("one"));
    ExperimentDir dir = ExperimentDir.of(spark, folder.resolve("one").toString());
    long further = dir.table(Table.RUNS).where("steps > 100").count();
    assertThat(further).isPositive();
    // a run that went on is the run of a sweep with the longer limit
    for (Row run : dir.table(Table.RUNS).where("steps > 100").limit(3).collectAsList()) {
      String id = run.getAs("run_id");
      assertThat(ReplayJob.of(spark, dir, id, ALL).run().differences()).as(id).isEmpty();
    }
  }
}
