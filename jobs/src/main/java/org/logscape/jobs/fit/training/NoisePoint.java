package org.logscape.jobs.fit.training;

import java.io.Serializable;
import org.logscape.jobs.rows.NoiseRow;

/**
 * A row of the noise table; components are named as the columns, whose documentation explains them.
 * NaN stands for null.
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

  static NoisePoint of(NoiseRow row) {
    return new NoisePoint(
        row.step(),
        row.loss(),
        row.noiseTrace(),
        row.predictedTrace(),
        number(row.sampledTrace()),
        number(row.sampledError()),
        number(row.alignment()));
  }

  private static double number(Double value) {
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
