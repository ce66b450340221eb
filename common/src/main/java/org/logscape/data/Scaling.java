package org.logscape.data;

import java.util.Arrays;

/**
 * An affine map of each feature, learnt from one set and applied to it and to others: x factor +
 * shift.
 *
 * @param factor of each feature
 * @param shift of each feature
 */
public record Scaling(float[] factor, float[] shift) {

  /**
   * One map for all features: mean 0 and variance 1 over the whole set, as is usual for images. A
   * set without variance keeps its scale.
   */
  public static Scaling standardising(LabelledSet set) {
    double sum = 0;
    for (float x : set.inputs()) {
      sum += x;
    }
    double mean = sum / set.inputs().length;
    double squares = 0;
    for (float x : set.inputs()) {
      squares += (x - mean) * (x - mean);
    }
    double deviation = Math.sqrt(squares / set.inputs().length);
    double factor = deviation > 0 ? 1 / deviation : 1;
    int d = set.shape().features();
    float[] factors = new float[d];
    float[] shifts = new float[d];
    Arrays.fill(factors, (float) factor);
    Arrays.fill(shifts, (float) (-mean * factor));
    return new Scaling(factors, shifts);
  }

  /** A map for each feature: mean 0 and variance 1 of each; one that does not vary becomes 0. */
  public static Scaling standardisingEach(LabelledSet set) {
    int d = set.shape().features();
    float[] factors = new float[d];
    float[] shifts = new float[d];
    for (int j = 0; j < d; j++) {
      double sum = 0;
      for (int i = j; i < set.inputs().length; i += d) {
        sum += set.inputs()[i];
      }
      double mean = sum / set.size();
      double squares = 0;
      for (int i = j; i < set.inputs().length; i += d) {
        squares += (set.inputs()[i] - mean) * (set.inputs()[i] - mean);
      }
      double factor = squares > 0 ? 1 / Math.sqrt(squares / set.size()) : 0;
      factors[j] = (float) factor;
      shifts[j] = (float) (-mean * factor);
    }
    return new Scaling(factors, shifts);
  }

  /**
   * The set with its features mapped.
   *
   * @throws IllegalArgumentException if its features are not as many
   */
  public LabelledSet applied(LabelledSet set) {
    if (set.shape().features() != factor.length) {
      throw new IllegalArgumentException(
          "a scaling of " + factor.length + " features does not fit " + set.shape());
    }
    return set.mapped(factor, shift);
  }
}
