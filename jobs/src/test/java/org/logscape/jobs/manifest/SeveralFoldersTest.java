package org.logscape.jobs.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.logscape.jobs.SparkTestSession;
import org.logscape.jobs.spec.Identity;
import org.logscape.jobs.spec.Spec;
import org.logscape.jobs.spec.SpecReader;
import org.logscape.jobs.store.ExperimentDir;
import org.logscape.jobs.store.Mode;
import org.logscape.jobs.sweep.SweepJob;

/** One query over the tables of several folders keeps their runs apart. */
@Tag("thorough")
class SeveralFoldersTest {
  private static final String YAML =
      """
      name: %s
      seed: %d
      replicas: %d
      model: {type: double-well, dimensions: 2, barrier: 1.5, label_noise: [0.5, 1]}
      dynamics: {type: sgd, batch_size: 1, learning_rate: 0.04}
      observe: {escape: {events: [separatrix]}}
      stop: {steps: 300}
      """;

  private final SparkSession spark = SparkTestSession.get();
  @TempDir Path results;

  private static Spec spec(String name, int seed, int replicas) {
    return SpecReader.read(YAML.formatted(name, seed, replicas), name);
  }

  private ExperimentDir dir(String name) {
    return ExperimentDir.of(spark, results.resolve(name).toString());
  }

  private void sweep(Spec spec, String dir) {
    SweepJob.of(spark, spec, dir(dir), new SweepJob.Options(Mode.RESUME, OptionalInt.of(2), 1e9))
        .run(Optional.empty());
  }

  private Dataset<Row> everywhere(String table) {
    return spark.read().parquet(results + "/*/" + table);
  }

  @BeforeEach
  void twoSeeds() {
    sweep(spec("first", 1, 30), "a");
    sweep(spec("second", 2, 20), "b");
  }

  @Test
  void twoSeedsShareNoRun() {
    Dataset<Row> runs = everywhere("runs");
    assertThat(runs.count()).isEqualTo(2 * 30 + 2 * 20);
    assertThat(runs.select("run_id").distinct().count()).isEqualTo(runs.count());
    assertThat(everywhere("cells").select("cell_id").distinct().count()).isEqualTo(4);
  }

  /** A join on the ids gives each event once, beside the experiment and seed of its own run. */
  @Test
  void aQueryOverBothFoldersNeverMixesRuns() {
    everywhere("runs").createOrReplaceTempView("all_runs");
    everywhere("cells").createOrReplaceTempView("all_cells");
    everywhere("escapes").createOrReplaceTempView("all_escapes");
    List<String> counts =
        spark
            .sql(
                """
                SELECT concat_ws(' ', experiment, c.seed, count(*), count(DISTINCT r.run_id))
                FROM all_escapes e JOIN all_runs r USING (run_id) JOIN all_cells c ON r.cell_id = c.cell_id
                GROUP BY experiment, c.seed ORDER BY c.seed
                """)
            .as(Encoders.STRING())
            .collectAsList();
    assertThat(counts).containsExactly("first 1 60 60", "second 2 40 40");
  }

  /** As versions before this one began a folder: the ids stay when it grows. */
  @Test
  void aFolderOfIdentityVersionOneGoesOnUnderItsOwnNames() {
    sweep(spec("first", 1, 10).identified(Identity.ofValues()), "old");
    assertThat(Manifest.of(dir("old")).number(Manifest.IDENTITY_VERSION)).hasValue(1);
    List<String> before = ids("old");
    sweep(spec("first", 1, 30), "old");
    assertThat(ids("old")).hasSize(60).containsAll(before);
    assertThat(Manifest.of(dir("old")).identity()).isEqualTo(Identity.ofValues());
    // the numbers are those of the same runs under their new names
    List<String> columns = List.of("replica", "status", "steps", "tau", "final_loss");
    assertThat(rows("old", columns)).isEqualTo(rows("a", columns));
  }

  private List<String> ids(String dir) {
    return rows(dir, List.of("run_id"));
  }

  private List<String> rows(String dir, List<String> columns) {
    return spark
        .read()
        .parquet(results.resolve(dir).resolve("runs").toString())
        .selectExpr(columns.toArray(String[]::new))
        .collectAsList()
        .stream()
        .map(Row::toString)
        .sorted()
        .toList();
  }
}
