package org.logscape.jobs.store;

import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.execution.datasources.DataSource;
import org.logscape.jobs.errors.UserException;

/**
 * Paths as users write them, every character meant literally. Hadoop takes a colon for the end of a
 * scheme, and Spark's reader takes {@code *?[]{}} and the backslash for patterns that may match
 * other folders.
 */
public final class LiteralPath {
  /** A scheme and a slash: {@code file:/a}, {@code hdfs:///a}, {@code s3a://bucket/a}. */
  private static final Pattern ADDRESS =
      Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*:/.*", Pattern.DOTALL);

  private LiteralPath() {}

  /**
   * The path of a name: an address where it starts with a scheme and a slash, else a path of the
   * default file system.
   *
   * @throws UserException if it starts with a tilde that the shell left as it was
   * @throws IllegalArgumentException if it is empty or no address
   */
  public static Path of(String name) {
    if (name.equals("~") || name.startsWith("~/")) {
      throw UserException.of(
          "%s: the shell did not expand ~; must be written out (%s%s)"
              .formatted(name, System.getProperty("user.home"), name.substring(1)));
    }
    return name.isEmpty() || ADDRESS.matcher(name).matches()
        ? new Path(name)
        : new Path(null, null, name);
  }

  /**
   * That the client of a path's file system is not on the class path, in words; empty where a
   * failure has another reason.
   *
   * @param failure of Hadoop when it was asked for the file system
   */
  public static Optional<String> missingClient(RuntimeException failure) {
    return failure.getCause() instanceof ClassNotFoundException missing
        ? Optional.of(
            "the client of its file system is not on the class path (LOGSCAPE_CLASSPATH): "
                + missing.getMessage())
        : Optional.empty();
  }

  /** A reader that takes paths literally. */
  public static DataFrameReader reader(SparkSession spark) {
    return spark.read().option(DataSource.GLOB_PATHS_KEY(), "false");
  }
}
