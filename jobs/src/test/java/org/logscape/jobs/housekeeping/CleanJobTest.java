package org.logscape.jobs.housekeeping;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.logscape.jobs.SparkTestSession;
import org.logscape.jobs.store.DirLease;
import org.logscape.jobs.store.ExperimentDir;
import org.logscape.jobs.store.Patience;

/** Old results go; what is young, in use, or not ours stays. */
class CleanJobTest {
  private static final Duration AGE = Duration.ofDays(30);
  private static final String MANIFEST = "name: nightly\nseed: 7\n";

  private final SparkSession spark = SparkTestSession.get();
  private final Instant later = Instant.now().plus(Duration.ofDays(31));
  @TempDir Path root;

  @BeforeEach
  void folders() throws IOException {
    dir("a/old").freeze("name: nightly\n", MANIFEST);
    dir("mixed").freeze("name: nightly\n", MANIFEST);
    Files.writeString(root.resolve("mixed/notes.txt"), "mine");
    Files.createDirectories(root.resolve("elsewhere/runs"));
    Files.writeString(root.resolve("elsewhere/runs/data.parquet"), "no results of Logscape");
  }

  private ExperimentDir dir(String name) {
    return ExperimentDir.of(spark, root.resolve(name).toString());
  }

  private List<FoundFolder> found() {
    return FolderSearch.of(spark, root.toString()).all();
  }

  private static List<CleanJob.Fate> fates(List<CleanJob.Outcome> outcomes) {
    return outcomes.stream().map(CleanJob.Outcome::fate).toList();
  }

  @Test
  void onlyResultsFoldersAreFound() {
    assertThat(found())
        .extracting(FoundFolder::path)
        .containsExactly("file:" + root.resolve("a/old"), "file:" + root.resolve("mixed"));
    FoundFolder old = found().get(0);
    assertThat(old.experiment()).hasValue("nightly");
    assertThat(old.seed()).hasValue("7");
    assertThat(old.complete()).isFalse();
    assertThat(old.bytes()).isGreaterThan(MANIFEST.length());
    assertThat(found().get(1).foreign()).containsExactly("notes.txt");
  }

  @Test
  void whatIsOldGoesUnlessSomethingElseLiesInIt() {
    List<CleanJob.Outcome> outcomes = CleanJob.of(spark, later, AGE).run(found());
    assertThat(fates(outcomes)).containsExactly(CleanJob.Fate.DELETED, CleanJob.Fate.FOREIGN);
    assertThat(root.resolve("a/old")).doesNotExist();
    assertThat(root.resolve("mixed/notes.txt")).exists();
    assertThat(root.resolve("elsewhere/runs/data.parquet")).exists();
  }

  @Test
  void aPreviewDeletesNothing() {
    CleanJob job = CleanJob.of(spark, later, AGE);
    assertThat(fates(job.preview(found())))
        .containsExactly(CleanJob.Fate.DELETED, CleanJob.Fate.FOREIGN);
    assertThat(found()).hasSize(2);
  }

  @Test
  void aDamagedManifestHidesNoOtherFolderAndIsKept() throws IOException {
    Files.writeString(root.resolve("mixed/_logscape/manifest.yaml"), "name: 'nig");
    assertThat(found()).hasSize(2);
    assertThat(found().get(1).experiment()).isEmpty();
    assertThat(found().get(1).foreign())
        .containsExactly("notes.txt", "a damaged _logscape/manifest.yaml");
    Files.delete(root.resolve("mixed/notes.txt"));
    assertThat(fates(CleanJob.of(spark, later, AGE).run(found())))
        .containsExactly(CleanJob.Fate.DELETED, CleanJob.Fate.FOREIGN);
  }

  @Test
  void whatIsYoungStays() {
    assertThat(CleanJob.of(spark, Instant.now(), AGE).run(found().subList(0, 1)))
        .extracting(CleanJob.Outcome::fate)
        .containsExactly(CleanJob.Fate.YOUNG);
    assertThat(root.resolve("a/old")).exists();
  }

  @Test
  void whatADriverWritesToStays() {
    DirLease lease = dir("a/old").lease(Patience.none());
    try (lease) {
      CleanJob job = CleanJob.of(spark, later, AGE);
      List<FoundFolder> held = found().subList(0, 1);
      assertThat(fates(job.preview(held))).containsExactly(CleanJob.Fate.IN_USE);
      assertThat(fates(job.run(held))).containsExactly(CleanJob.Fate.IN_USE);
    }
    assertThat(root.resolve("a/old/_logscape/spec.yaml")).exists();
  }
}
