package org.logscape.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.logscape.jobs.SparkTestSession;
import org.logscape.jobs.fit.WeibullTables;
import org.logscape.jobs.store.ExperimentDir;

class QuerySettingsTest {
  private static final SparkSession SPARK = SparkTestSession.get();
  private static final Path QUICKSTART = Path.of("../submit/experiments/quickstart.yaml");
  private static final String COMPILED = "spark.sql.codegen.wholeStage";
  private static final String PARTITIONS = "spark.sql.shuffle.partitions";

  @TempDir Path folder;

  /** An empty folder does not say how many rows it has, so its settings are the usual ones. */
  @AfterEach
  void usualSettings() {
    QuerySettings.apply(SPARK, dir("empty"));
  }

  private ExperimentDir dir(String name) {
    return ExperimentDir.of(SPARK, folder.resolve(name).toString());
  }

  @Test
  void queriesOnFewRowsAreInterpreted() throws IOException {
    ExperimentDir few =
        new WeibullTables(0, 1, 1).write(folder.resolve("few"), Files.readString(QUICKSTART), 1);
    QuerySettings.apply(SPARK, few);
    assertThat(SPARK.conf().get(COMPILED)).isEqualTo("false");
  }

  @Test
  void queriesOnAnUnknownNumberOfRowsAreCompiled() {
    SPARK.conf().set(COMPILED, "false");
    QuerySettings.apply(SPARK, dir("unknown"));
    assertThat(SPARK.conf().get(COMPILED)).isEqualTo("true");
  }

  /** The session of the tests was started with 2 partitions. */
  @Test
  void whatTheUserSetStays() {
    QuerySettings.apply(SPARK, dir("unknown"));
    assertThat(SPARK.conf().get(PARTITIONS)).isEqualTo("2");
  }
}
