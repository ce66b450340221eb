package org.logscape.jobs.data;

import java.util.function.Supplier;
import org.apache.spark.sql.AnalysisException;
import org.logscape.data.InvalidDataException;

/** Reading a user's Parquet by Spark, where a damaged file is a fault of the data. */
public final class DamagedParquet {
  /**
   * What Spark's messages hold where a file, and nothing else, is to blame. A footer that fails in
   * the job that infers a schema has no error class; its message holds the step that failed.
   */
  private static final String[] FAULTS = {
    "FAILED_READ_FILE", "CANNOT_READ_FILE_FOOTER", "readParquetFooters"
  };

  private DamagedParquet() {}

  /**
   * Reads.
   *
   * @param name of the files
   * @param reading what reads them; it may be lazy about nothing
   * @throws InvalidDataException if a file is not there, no Parquet, or damaged
   */
  public static <T> T read(String name, Supplier<T> reading) {
    try {
      return reading.get();
    } catch (Exception failure) {
      // Spark declares no exception of its own, and throws checked ones all the same
      if (failure instanceof AnalysisException) {
        throw new InvalidDataException(name, "is not there, or no Parquet");
      }
      for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
        if (isFault(cause)) {
          throw new InvalidDataException(name, "is damaged: its pages cannot be read");
        }
      }
      throw failure;
    }
  }

  private static boolean isFault(Throwable cause) {
    String message = String.valueOf(cause.getMessage());
    for (String fault : FAULTS) {
      if (message.contains(fault)) {
        return true;
      }
    }
    return false;
  }
}
