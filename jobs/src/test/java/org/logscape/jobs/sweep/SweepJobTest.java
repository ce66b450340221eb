package org.logscape.jobs.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.logscape.jobs.SparkTestSession;
import org.logscape.jobs.TableText;
import org.logscape.jobs.errors.DamageException;
import org.logscape.jobs.errors.UserException;
import org.logscape.jobs.spec.Spec;
import org.logscape.jobs.spec.SpecReader;
import org.logscape.jobs.store.ExperimentDir;
import org.logscape.jobs.store.Mode;
import org.logscape.schemas.Table;

class SweepJobTest {
  private static final String YAML =
      """
      name: sweep-test
      seed: 7
      replicas: %d
      model: {type: double-well, dimensions: 2, barrier: 1.5, label_noise: %s}
      dynamics: {type: sgd, batch_size: 1, learning_rate: 0.04, noise_enhancement: [1, 1.5]}
      observe:
        escape: {events: [separatrix, basin], levels: [1.2, 1.5]}
        loss_histogram: {burn_in: 50, every: 5, runs_per_group: 2}
        snapshots: {every: 400, at_escape: true}
      stop: {steps: 3000, after: all}
      """;

  private final SparkSession spark = SparkTestSession.get();
  @TempDir Path folder;

  private static Spec spec(int replicas, String labelNoise) {
    return SpecReader.read(YAML.formatted(replicas, labelNoise), "test.yaml");
  }

  private void sweep(Spec spec, Path dir, Mode mode, int partitions, double waveSeconds) {
    ExperimentDir target = ExperimentDir.of(spark, dir.toString());
    SweepJob.Options options = new SweepJob.Options(mode, OptionalInt.of(partitions), waveSeconds);
    SweepJob.of(spark, spec, target, options).run(Optional.empty());
  }

  private Map<Table, List<String>> tables(Path dir) {
    return TableText.of(spark, dir);
  }

  @Test
  void tablesDoNotDependOnPartitionsOrWaves() {
    Spec spec = spec(150, "[0.5, 1]");
    sweep(spec, folder.resolve("one"), Mode.FRESH, 1, 1e9);
    sweep(spec, folder.resolve("fifty"), Mode.FRESH, 50, 1e9);
    sweep(spec, folder.resolve("waves"), Mode.FRESH, 3, 0);
    Map<Table, List<String>> reference = tables(folder.resolve("one"));
    assertThat(tables(folder.resolve("fifty"))).isEqualTo(reference);
    assertThat(tables(folder.resolve("waves"))).isEqualTo(reference);
    assertThat(reference.get(Table.CELLS)).hasSize(4);
    assertThat(reference.get(Table.RUNS)).hasSize(600).doesNotHaveDuplicates();
    assertThat(reference.get(Table.ESCAPES)).hasSize(600 * 4);
    assertThat(reference.get(Table.SNAPSHOTS)).isNotEmpty();
    assertThat(reference.get(Table.LOSS_HISTOGRAMS)).isNotEmpty();
  }

  @Test
  void moreReplicasAndCellsContinueTheSameFolder() {
    Path grown = folder.resolve("grown");
    sweep(spec(64, "0.5"), grown, Mode.FRESH, 4, 1e9);
    sweep(spec(64, "[0.5, 1]"), grown, Mode.RESUME, 4, 1e9);
    List<String> first = tables(grown).get(Table.RUNS);
    sweep(spec(130, "[0.5, 1]"), grown, Mode.RESUME, 4, 1e9);
    assertThat(tables(grown).get(Table.RUNS)).containsAll(first);
    sweep(spec(130, "[0.5, 1]"), folder.resolve("at-once"), Mode.FRESH, 4, 1e9);
    assertThat(tables(grown)).isEqualTo(tables(folder.resolve("at-once")));
  }

  @Test
  void resumingWhatIsCompleteChangesNothing() throws IOException {
    Path dir = folder.resolve("complete");
    sweep(spec(10, "0.5"), dir, Mode.RESUME, 2, 1e9);
    List<String> before = files(dir);
    sweep(spec(10, "0.5"), dir, Mode.RESUME, 2, 1e9);
    assertThat(files(dir)).isEqualTo(before);
  }

  @Test
  void aFolderOfAnotherExperimentIsRefusedUntouched() throws IOException {
    Path dir = folder.resolve("other");
    sweep(spec(10, "0.5"), dir, Mode.FRESH, 2, 1e9);
    List<String> before = files(dir);
    assertThatThrownBy(() -> sweep(spec(10, "1"), dir, Mode.RESUME, 2, 1e9))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("model.label_noise")
        .hasMessageNotContaining("\n");
    assertThatThrownBy(() -> sweep(spec(9, "0.5"), dir, Mode.RESUME, 2, 1e9))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("replicas");
    assertThatThrownBy(() -> sweep(spec(10, "0.5"), dir, Mode.FRESH, 2, 1e9))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("--resume");
    assertThat(files(dir)).isEqualTo(before);
  }

  @Test
  void aFolderOfSomethingElseIsRefused() throws IOException {
    Path dir = Files.createDirectories(folder.resolve("holiday"));
    Files.writeString(dir.resolve("photo.txt"), "sea");
    assertThatThrownBy(() -> sweep(spec(10, "0.5"), dir, Mode.RESUME, 2, 1e9))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("no Logscape results");
    assertThat(files(dir)).hasSize(1);
  }

  @Test
  void aTableFileThatIsGoneIsMissedBeforeAnyRunIsDoneTwice() throws IOException {
    Path dir = folder.resolve("gone");
    sweep(spec(130, "0.5"), dir, Mode.FRESH, 2, 0);
    Map<Table, List<String>> whole = tables(dir);
    Path victim = dir.resolve("runs/wave-00002-part-00000.parquet");
    Path kept = Files.move(victim, folder.resolve("kept.parquet"));
    List<String> before = files(dir);
    assertThatThrownBy(() -> sweep(spec(130, "0.5"), dir, Mode.RESUME, 2, 0))
        .isInstanceOf(DamageException.class)
        .hasMessageContaining("runs/wave-00002-part-00000.parquet: is missing");
    assertThat(files(dir)).isEqualTo(before);
    Files.move(kept, victim);
    sweep(spec(130, "0.5"), dir, Mode.RESUME, 2, 0);
    assertThat(tables(dir)).isEqualTo(whole);
  }

  @Test
  void aFolderHoldsTablesAndNothingHalfDone() throws IOException {
    Path dir = folder.resolve("layout");
    sweep(spec(10, "0.5"), dir, Mode.FRESH, 2, 1e9);
    assertThat(files(dir))
        .allMatch(
            name ->
                name.matches(
                        "(runs|escapes|loss_histograms|snapshots|evaluations|fits|minima|noise|occupancy|sharpness|spectra)/wave-00001-part-00000.parquet")
                    || name.matches(
                        "rare_(interfaces|paths|rates|snapshots|stages)/wave-00001-part-00000.parquet")
                    || name.equals("cells/whole-cells-part-00000.parquet")
                    || name.matches("_logscape/lists/(level0-begin|wave-00001|whole-cells).jsonl")
                    || name.equals("_SUCCESS")
                    || name.equals("_logscape/spec.yaml")
                    || name.equals("_logscape/tables.json")
                    || name.equals("_logscape/manifest.yaml"))
        .hasSize(24);
    String manifest = Files.readString(dir.resolve("_logscape/manifest.yaml"));
    assertThat(manifest).contains("fingerprint: ", "git_commit: ", "spark: ", "logscape: ");
    assertThat(SpecReader.read(Files.readString(dir.resolve("_logscape/spec.yaml")), "frozen"))
        .isEqualTo(spec(10, "0.5"));
  }

  private static List<String> files(Path dir) throws IOException {
    try (Stream<Path> all = Files.walk(dir)) {
      return all.filter(Files::isRegularFile)
          .map(file -> dir.relativize(file).toString())
          .sorted()
          .toList();
    }
  }

  @Test
  void statusesAndClocksAgreeBetweenTables() {
    Path dir = folder.resolve("agree");
    sweep(spec(100, "1"), dir, Mode.FRESH, 4, 1e9);
    ExperimentDir results = ExperimentDir.of(spark, dir.toString());
    results.table(Table.RUNS).createOrReplaceTempView("runs");
    results.table(Table.ESCAPES).createOrReplaceTempView("escapes");
    Row row =
        spark
            .sql(
                """
                SELECT count_if(occurred AND step > steps) AS late,
                       count_if(NOT occurred AND step <> steps) AS early,
                       count_if(status = 'escaped' AND NOT occurred) AS wrong,
                       count_if(abs(e.time - 0.04 * e.step) > 1e-9) AS drift,
                       count_if(status = 'escaped') AS escaped
                FROM escapes e JOIN runs r USING (run_id)
                """)
            .head();
    assertThat(Arrays.asList(row.get(0), row.get(1), row.get(2), row.get(3))).containsOnly(0L);
    assertThat(row.getLong(4)).isPositive();
  }
}
