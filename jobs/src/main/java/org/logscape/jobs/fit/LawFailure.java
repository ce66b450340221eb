package org.logscape.jobs.fit;

import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Supplier;
import org.apache.spark.SparkException;
import org.apache.spark.SparkThrowable;
import org.hipparchus.exception.MathRuntimeException;

/**
 * Handles a law that cannot be computed from some data: its row gives the reason, and the other
 * cells and laws are fitted. This covers failures of the computation itself, here or in a task of
 * Spark: a number out of range, no convergence, data of an unexpected kind. Failures of Spark, of
 * files and of memory are thrown.
 */
public final class LawFailure {
  private LawFailure() {}

  /**
   * The rows of a law, or one row that says why there are none.
   *
   * @param place the row without an estimate: law, parameter, and the cell or event where it is
   *     about one
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

  /** The exception that a task of Spark threw; otherwise the exception itself. */
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
