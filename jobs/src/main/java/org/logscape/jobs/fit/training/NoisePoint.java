package org.logscape.jobs.fit.training;

import java.io.Serializable;
import org.apache.spark.sql.Row;

/**
 * A row of the noise table; components are named as the columns, where their meaning is told. Not a
 * number where the column is null.
 */
record NoisePoint(
    long step,
    double loss,
    double noiseTrace,
    double predictedTrace,
    double sampledTrace,
    double sampledError,
    double alignment)
    implements Serializable {

  static NoisePoint of(Row row) {
    return new NoisePoint(
        row.<Long>getAs("step"),
        number(row, "loss"),
        number(row, "noise_trace"),
        number(row, "predicted_trace"),
        number(row, "sampled_trace"),
        number(row, "sampled_error"),
        number(row, "alignment"));
  }

  private static double number(Row row, String column) {
    Double value = row.getAs(column);
    return value == null ? Double.NaN : value;
  }

  /** Whether loss and noise have logarithms. */
  boolean isUsable() {
    return isPositive(loss) && isPositive(noiseTrace);
  }

  boolean hasPrediction() {
    return isPositive(predictedTrace);
  }

  boolean isSampled() {
    return Double.isFinite(sampledTrace) && isPositive(sampledError);
  }

  private static boolean isPositive(double value) {
    return value > 0 && Double.isFinite(value);
  }
}
