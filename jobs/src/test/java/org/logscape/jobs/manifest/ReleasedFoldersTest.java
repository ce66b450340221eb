package org.logscape.jobs.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.logscape.jobs.SparkTestSession;
import org.logscape.jobs.errors.DamageException;
import org.logscape.jobs.errors.UserException;
import org.logscape.jobs.fit.FitJob;
import org.logscape.jobs.replay.Replay;
import org.logscape.jobs.replay.ReplayJob;
import org.logscape.jobs.spec.Identity;
import org.logscape.jobs.spec.Spec;
import org.logscape.jobs.spec.SpecReader;
import org.logscape.jobs.store.ExperimentDir;
import org.logscape.jobs.store.Mode;
import org.logscape.jobs.sweep.SweepJob;
import org.logscape.schemas.Table;
import org.logscape.schemas.TableSchema;

/**
 * A small folder that version 0.1.0 wrote (commit a6d1d42), as the page on compatibility promises:
 * it is read, resumed under its own names and replayed bit for bit. What cannot be is refused with
 * the reason.
 */
class ReleasedFoldersTest {
  private static final Path RELEASED =
      Path.of("src/test/resources/org/logscape/jobs/manifest/released/0.1.0");

  private final SparkSession spark = SparkTestSession.get();
  @TempDir Path folder;
  private Path copy;

  @BeforeEach
  void copied() throws IOException {
    copy = folder.resolve("epochs");
    Path source = RELEASED.resolve("epochs");
    try (Stream<Path> files = Files.walk(source)) {
      for (Path file : files.toList()) {
        Path target = copy.resolve(source.relativize(file).toString());
        Files.createDirectories(target.getParent());
        Files.copy(file, target);
      }
    }
  }

  private ExperimentDir dir() {
    return ExperimentDir.of(spark, copy.toString());
  }

  private static Spec spec(int replicas) {
    try {
      String yaml = Files.readString(RELEASED.resolve("epochs.yaml"));
      return SpecReader.read(yaml.replace("replicas: 24", "replicas: " + replicas), "epochs.yaml");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void resume(int replicas) {
    SweepJob.of(
            spark, spec(replicas), dir(), new SweepJob.Options(Mode.RESUME, OptionalInt.of(2), 1e9))
        .run(Optional.empty());
  }

  private static List<String> text(Dataset<Row> rows) {
    return rows.collectAsList().stream().map(Row::toString).sorted().toList();
  }

  @Test
  void isRead() {
    assertThat(dir().table(Table.RUNS).count()).isEqualTo(4 * 24);
    assertThat(dir().table(Table.ESCAPES).count()).isEqualTo(4 * 24 * 2);
    assertThat(dir().table(Table.CELLS).where("seed IS NULL").count()).isEqualTo(4);
    FitJob.of(spark, dir(), new FitJob.Options(40)).run();
    assertThat(dir().table(Table.FITS).count()).isPositive();
  }

  @Test
  void isResumedUnderItsOwnNames() {
    List<String> before = text(dir().table(Table.RUNS));
    resume(28);
    assertThat(text(dir().table(Table.RUNS))).hasSize(4 * 28).containsAll(before);
    assertThat(dir().table(Table.RUNS).select("cell_id").distinct().count()).isEqualTo(4);
    assertThat(FrozenSpec.of(dir()).grid().identity()).isEqualTo(Identity.ofValues());
  }

  /** The versions at the top are those of its beginning; who went on, and from where, follows. */
  @Tag("thorough")
  @Test
  void theManifestKeepsTheVersionOfEachWave() {
    Manifest before = Manifest.of(dir());
    resume(28);
    Manifest after = Manifest.of(dir());
    assertThat(after.entry("git_commit")).isEqualTo(before.entry("git_commit")).isPresent();
    List<?> writers = (List<?>) after.entries().get(Manifest.WRITERS);
    assertThat(writers).hasSize(2);
    assertThat(writers.get(0))
        .isEqualTo(Writer.of(before.entries()).orElseThrow().entry(1))
        .asString()
        .contains("git_commit=a6d1d4229a5ccb79220544660303c23da3f49cf0");
    assertThat(((Map<?, ?>) writers.get(1)).get(Writer.FROM_WAVE)).isEqualTo(2);
    resume(30);
    assertThat((List<?>) Manifest.of(dir()).entries().get(Manifest.WRITERS)).hasSize(2);
  }

  /** Said once; from then on an edited spec is found, as in new folders. */
  @Test
  void theChecksumOfItsSpecIsKeptFromTheFirstResumeOn() throws IOException {
    String line = "the checksum of its spec is kept from now on";
    assertThat(Manifest.of(dir()).entry(Manifest.SPEC_SHA256)).isEmpty();
    assertThat(errorsOf(() -> resume(24)))
        .containsOnlyOnce(copy + ": an older version wrote it; " + line);
    assertThat(errorsOf(() -> resume(24))).doesNotContain(line);
    Path file = copy.resolve("_logscape/spec.yaml");
    String frozen = Files.readString(file);
    assertThat(Manifest.of(dir()).entry(Manifest.SPEC_SHA256)).contains(Manifest.checksum(frozen));
    Files.writeString(file, frozen.replace("seed: 11", "seed: 12"));
    assertThatThrownBy(() -> FrozenSpec.of(dir()))
        .isInstanceOf(DamageException.class)
        .hasMessageContaining("_logscape/spec.yaml: was changed");
    assertThatThrownBy(() -> resume(24)).isInstanceOf(DamageException.class);
  }

  private static String errorsOf(Runnable work) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream old = System.err;
    System.setErr(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    try {
      work.run();
    } finally {
      System.setErr(old);
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  @Tag("thorough")
  @Test
  void isReplayedBitForBit() {
    String run = dir().table(Table.RUNS).where("status = 'escaped'").first().getAs("run_id");
    Replay replay =
        ReplayJob.of(spark, dir(), run, new ReplayJob.Options(OptionalLong.empty(), 100)).run();
    assertThat(replay.differences()).isEmpty();
  }

  @Test
  void ofALaterSchemaIsRefused() throws IOException {
    Path manifest = copy.resolve("_logscape/manifest.yaml");
    int later = TableSchema.VERSION + 1;
    Files.writeString(manifest, Files.readString(manifest) + "schema: " + later + "\n");
    assertThatThrownBy(() -> resume(28))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("schema " + later + ", of a later version of Logscape")
        .hasMessageNotContaining("\n");
    assertThatThrownBy(() -> FitJob.of(spark, dir(), new FitJob.Options(40)).run())
        .isInstanceOf(UserException.class);
  }

  /** Cut off, no YAML, or no mapping. */
  @ParameterizedTest
  @ValueSource(strings = {"name: 'epo", "a: b: c", "- 1"})
  void withADamagedManifestIsRefused(String damaged) throws IOException {
    Files.writeString(copy.resolve("_logscape/manifest.yaml"), damaged);
    assertThatThrownBy(() -> resume(28))
        .isInstanceOf(DamageException.class)
        .hasMessageContaining("_logscape/manifest.yaml: is damaged; restore it")
        .hasMessageNotContaining("\n");
  }

  @Test
  void withAMissingFileIsRefused() throws IOException {
    Files.delete(copy.resolve("runs/wave-00001-part-00000.parquet"));
    assertThatThrownBy(() -> resume(28))
        .isInstanceOf(DamageException.class)
        .hasMessageContaining("runs/wave-00001-part-00000.parquet")
        .hasMessageContaining("is missing");
  }
}
