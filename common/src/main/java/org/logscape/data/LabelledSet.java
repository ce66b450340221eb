package org.logscape.data;

import java.io.Serializable;
import java.util.Arrays;

/**
 * Samples with features and a class each.
 *
 * @param shape how the features of a sample lie
 * @param inputs features, sample after sample
 * @param labels class of each sample, in [0, classes)
 * @param classes number of classes
 * @param checksum sha256 of what it was read from; of several files joined by {@code +}
 */
public record LabelledSet(
    ImageShape shape, float[] inputs, int[] labels, int classes, String checksum)
    implements Serializable {
  /** More classes than any set of data has. */
  public static final int MOST_CLASSES = 1 << 20;

  /**
   * Checks that the parts fit.
   *
   * @throws IllegalArgumentException if they do not
   */
  public LabelledSet {
    if (labels.length == 0 || (long) labels.length * shape.features() != inputs.length) {
      throw new IllegalArgumentException(
          labels.length + " labels do not fit " + inputs.length + " features of " + shape);
    }
    for (int label : labels) {
      if (label < 0 || label >= classes) {
        throw new IllegalArgumentException("label " + label + " is not one of " + classes);
      }
    }
  }

  /**
   * Whether a number in a file can be a label: 0, 1, 2, ... below {@link #MOST_CLASSES}. A larger
   * one is damage, and a table of classes as long as it says would fill the memory.
   */
  public static boolean isClass(double number) {
    return number == (int) number && number >= 0 && number < MOST_CLASSES;
  }

  /** Number of samples. */
  public int size() {
    return labels.length;
  }

  /**
   * Its first samples.
   *
   * @param count how many, at most {@link #size()}
   * @throws IllegalArgumentException if there are not so many
   */
  public LabelledSet take(int count) {
    if (count < 1 || count > size()) {
      throw new IllegalArgumentException("cannot take " + count + " of " + size() + " samples");
    }
    return new LabelledSet(
        shape,
        Arrays.copyOf(inputs, count * shape.features()),
        Arrays.copyOf(labels, count),
        classes,
        checksum);
  }

  /** The same samples with features x factor + shift of their column. */
  LabelledSet mapped(float[] factor, float[] shift) {
    float[] mapped = new float[inputs.length];
    int d = shape.features();
    for (int i = 0; i < mapped.length; i++) {
      mapped[i] = inputs[i] * factor[i % d] + shift[i % d];
    }
    return new LabelledSet(shape, mapped, labels, classes, checksum);
  }

  /** What a network is trained on: labels turned to targets. */
  public Samples samples(LabelCoding coding) {
    int outputs = coding.outputs(classes);
    float[] targets = new float[size() * outputs];
    for (int i = 0; i < size(); i++) {
      coding.encode(labels[i], targets, i * outputs, outputs);
    }
    return new Samples(shape.features(), outputs, inputs, targets);
  }
}
