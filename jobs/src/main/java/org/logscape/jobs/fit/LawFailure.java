package org.logscape.jobs.fit;

import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Supplier;
import org.apache.spark.SparkException;
import org.apache.spark.SparkThrowable;
import org.hipparchus.exception.MathRuntimeException;

/**
 * A law that fails on some data. Its row says so, and the other cells and laws are fitted. Only
 * failures of the computation itself count, here or in a task of Spark: a number out of range, no
 * convergence, data of an unexpected kind. Failures of Spark, of files and of memory are thrown.
 */
public final class LawFailure {
  private LawFailure() {}

  /**
   * The rows of a law, or one row that says why there are none.
   *
   * @param place the row without an estimate: law, parameter, and the cell or event if it is of one
   * @param rows computes the rows
   */
  public static List<FitRow> orRow(FitRow place, Supplier<List<FitRow>> rows) {
    try {
      return rows.get();
    } catch (Exception e) {
      Throwable cause = cause(e);
      if (!isOfComputation(cause)) {
        throw e;
      }
      return List.of(
          place
              .verdict(Verdict.FAILED)
              .warn(
                  WarningCode.LAW_FAILED,
                  "the law failed on these data: %s: %s"
                      .formatted(cause.getClass().getSimpleName(), cause.getMessage())));
    }
  }

  /** What failed in a task of Spark; otherwise the exception itself. */
  private static Throwable cause(Throwable failure) {
    Throwable cause = failure;
    while (cause instanceof SparkException && cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause;
  }

  private static boolean isOfComputation(Throwable cause) {
    return !(cause instanceof SparkThrowable)
        && (cause instanceof IllegalArgumentException
            || cause instanceof ArithmeticException
            || cause instanceof IndexOutOfBoundsException
            || cause instanceof NegativeArraySizeException
            || cause instanceof NoSuchElementException
            || cause instanceof MathRuntimeException);
  }
}
