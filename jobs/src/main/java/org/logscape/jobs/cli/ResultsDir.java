package org.logscape.jobs.cli;

import java.io.UncheckedIOException;
import org.apache.spark.sql.SparkSession;
import org.logscape.jobs.errors.UserException;
import org.logscape.jobs.manifest.FrozenSpec;
import org.logscape.jobs.manifest.Manifest;
import org.logscape.jobs.store.ExperimentDir;
import org.logscape.jobs.sweep.work.Completeness;

/** A results folder by the name that the user gave. */
final class ResultsDir {
  private ResultsDir() {}

  /**
   * A folder to write to; it need not exist.
   *
   * @throws UserException if it cannot be reached or written to
   */
  static ExperimentDir writable(SparkSession spark, String path) {
    ExperimentDir dir = opened(spark, path);
    dir.obstacle()
        .ifPresent(
            obstacle -> {
              throw UserException.of(
                  "%s: %s; must be a folder that may be written to, or new"
                      .formatted(path, obstacle));
            });
    return dir;
  }

  /**
   * A folder that holds results, to read from.
   *
   * @throws UserException if it holds none, or cannot be reached
   */
  static ExperimentDir withResults(SparkSession spark, String path) {
    return checked(spark, opened(spark, path), path);
  }

  /**
   * A folder that holds results, to write more to.
   *
   * @throws UserException if it holds none, or cannot be reached or written to
   */
  static ExperimentDir writableWithResults(SparkSession spark, String path) {
    return checked(spark, writable(spark, path), path);
  }

  /** How much of its spec a folder holds, and whether its fits belong to its tables. */
  static Completeness completeness(ExperimentDir dir) {
    return Completeness.of(dir, FrozenSpec.of(dir));
  }

  private static ExperimentDir opened(SparkSession spark, String path) {
    try {
      return ExperimentDir.of(spark, path);
    } catch (UncheckedIOException unreachable) {
      throw unreachable(path, unreachable.getCause());
    } catch (IllegalArgumentException noPath) {
      throw unreachable(path, noPath);
    }
  }

  private static UserException unreachable(String path, Exception reason) {
    return UserException.of(
        "%s: cannot be read (%s); must be a folder, or new".formatted(path, reason.getMessage()));
  }

  private static ExperimentDir checked(SparkSession spark, ExperimentDir dir, String path) {
    if (dir.spec().isEmpty()) {
      throw UserException.of(
          "%s: holds no Logscape results; must be a folder that 'logscape sweep' wrote"
              .formatted(path));
    }
    Manifest.of(dir).requireReadable(path);
    QuerySettings.apply(spark, dir);
    return dir;
  }
}
