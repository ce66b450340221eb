package org.logscape.jobs.cli;

import java.util.List;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;
import org.logscape.jobs.store.ExperimentDir;

/**
 * Settings of Spark SQL for the size of a folder. On one machine, queries on few rows are
 * interpreted: planning them anew and compiling them would take longer than to run them.
 */
final class QuerySettings {
  private static final long FEW_ROWS = 200_000;

  /** One setting: its value where nothing else is said, and that for few rows. */
  private record Setting(String key, String usual, String forFewRows) {
    boolean isGiven(SparkConf conf) {
      return !conf.get(key, usual).equals(usual);
    }
  }

  private static final List<Setting> SETTINGS =
      List.of(
          new Setting("spark.sql.codegen.wholeStage", "true", "false"),
          new Setting("spark.sql.codegen.factoryMode", "FALLBACK", "NO_CODEGEN"),
          new Setting("spark.sql.adaptive.enabled", "true", "false"),
          new Setting("spark.sql.shuffle.partitions", SparkOptions.SHUFFLE_PARTITIONS, "2"));

  private QuerySettings() {}

  /** Has a session query a folder by its size; settings that a user gave stay. */
  static void apply(SparkSession spark, ExperimentDir dir) {
    if (!spark.sparkContext().isLocal()) {
      return;
    }
    long rows =
        dir.waves().stream()
            .flatMap(wave -> wave.files().stream())
            .mapToLong(file -> file.rows())
            .sum();
    // a folder without lists does not say how many rows it has
    boolean few = dir.isListed() && rows <= FEW_ROWS;
    SparkConf conf = spark.sparkContext().conf();
    SETTINGS.stream()
        .filter(setting -> !setting.isGiven(conf))
        .forEach(
            setting ->
                spark.conf().set(setting.key(), few ? setting.forFewRows() : setting.usual()));
  }
}
