package org.logscape.data;

import java.util.Arrays;
import org.logscape.random.LaneStreams;
import org.logscape.random.StreamFamily;

/**
 * Classes without files, for tests and for users without data: each class is a Gaussian cloud,
 * identity covariance, about a centre of its own, which is itself Gaussian with the given variance;
 * classes take turns. Neighbouring clouds overlap at a spread near 1, so that the labels cannot all
 * be learnt from few numbers.
 *
 * @param shape how the features lie
 * @param classes how many clouds
 * @param spread standard deviation of the centres in each feature, positive
 */
public record SyntheticSet(ImageShape shape, int classes, double spread) {

  /**
   * Checks the values.
   *
   * @throws IllegalArgumentException if there is no class or no spread
   */
  public SyntheticSet {
    if (classes < 1 || !(spread > 0)) {
      throw new IllegalArgumentException("synthetic data need classes and a positive spread");
    }
  }

  /**
   * Draws samples; the centres depend on the seed alone, so sets of one seed and different parts
   * are training and test sets of one another.
   *
   * @param count samples, at least 1
   * @param seed the spec's seed
   * @param part number of the set: 0 for training, 1 for testing
   */
  public LabelledSet draw(int count, long seed, int part) {
    int d = shape.features();
    StreamFamily family = StreamFamily.ofData(seed);
    LaneStreams streams = family.lanes(0, 1);
    double[] centres = new double[classes * d];
    for (int i = 0; i < centres.length; i++) {
      centres[i] = spread * streams.nextGaussian(0);
    }
    streams.seat(0, family, 1L + part);
    float[] inputs = new float[count * d];
    int[] labels = new int[count];
    Arrays.setAll(labels, i -> i % classes);
    for (int i = 0; i < inputs.length; i++) {
      inputs[i] = (float) (centres[labels[i / d] * d + i % d] + streams.nextGaussian(0));
    }
    String name = "synthetic-" + shape + "-" + classes + "-" + spread + "-" + seed + "-" + part;
    return new LabelledSet(shape, inputs, labels, classes, name);
  }
}
