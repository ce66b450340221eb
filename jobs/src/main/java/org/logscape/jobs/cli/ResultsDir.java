package org.logscape.jobs.cli;

import java.io.UncheckedIOException;
import org.apache.spark.sql.SparkSession;
import org.logscape.jobs.errors.UserException;
import org.logscape.jobs.store.ExperimentDir;

/** A results folder by the name that the user gave. */
final class ResultsDir {
  private ResultsDir() {}

  /**
   * A folder to write to; it need not exist.
   *
   * @throws UserException if it cannot be reached, or is a file
   */
  static ExperimentDir writable(SparkSession spark, String path) {
    try {
      ExperimentDir dir = ExperimentDir.of(spark, path);
      if (dir.isFile()) {
        throw UserException.of("%s: is a file; must be a folder, or new".formatted(path));
      }
      return dir;
    } catch (UncheckedIOException | IllegalArgumentException unreachable) {
      throw UserException.of(
          "%s: cannot be read (%s); must be a folder, or new"
              .formatted(path, unreachable.getMessage()));
    }
  }

  /**
   * A folder that holds results.
   *
   * @throws UserException if it holds none, or cannot be reached
   */
  static ExperimentDir withResults(SparkSession spark, String path) {
    ExperimentDir dir = writable(spark, path);
    if (dir.spec().isEmpty()) {
      throw UserException.of(
          "%s: holds no Logscape results; must be a folder that 'logscape sweep' wrote"
              .formatted(path));
    }
    return dir;
  }
}
