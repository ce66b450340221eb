package org.logscape.data.tensor;

import org.logscape.data.ImageShape;
import org.logscape.data.InvalidDataException;
import org.logscape.data.LabelledSet;

/** Samples from two arrays, whose first index numbers the samples: features, and classes. */
public final class TensorSet {
  private static final double WHITE = 255;
  private static final int FLAT = 2;
  private static final int GREY = 3;
  private static final int COLOUR = 4;

  private TensorSet() {}

  /** Where the channels of an image with more than one stand. */
  public enum Channels {
    /** samples, height, width, channels. */
    LAST,
    /** samples, channels, height, width. */
    FIRST
  }

  /**
   * The samples.
   *
   * @param features of the shape (samples, features), (samples, height, width), or four sides with
   *     channels; unsigned bytes are pixels and become numbers in [0, 1]
   * @param labels of the shape (samples,) or (samples, 1), whole numbers from 0
   * @param channels of features with four sides
   * @param checksum of the files
   * @throws InvalidDataException if the shapes do not fit, a feature is not finite, or a label is
   *     no class
   */
  public static LabelledSet of(Tensor features, Tensor labels, Channels channels, String checksum) {
    ImageShape shape = shape(features, channels);
    int samples = features.side(0);
    boolean column = labels.rank() == 1 || (labels.rank() == FLAT && labels.side(1) == 1);
    if (!column) {
      throw new InvalidDataException(
          labels.name(),
          "has the shape %s; labels must have the shape (samples,)".formatted(labels.shapeText()));
    }
    if (labels.size() != samples) {
      throw new InvalidDataException(
          labels.name(),
          "holds %,d labels for the %,d samples of %s"
              .formatted(labels.size(), samples, features.name()));
    }
    int[] classes = new int[samples];
    int most = 0;
    for (int i = 0; i < samples; i++) {
      classes[i] = label(labels, i);
      most = Math.max(most, classes[i]);
    }
    return new LabelledSet(shape, inputs(features, shape, channels), classes, most + 1, checksum);
  }

  private static ImageShape shape(Tensor features, Channels channels) {
    boolean last = channels == Channels.LAST;
    if (features.rank() < FLAT || features.rank() > COLOUR || features.size() == 0) {
      throw new InvalidDataException(
          features.name(),
          "has the shape %s; must be (samples, features), (samples, height, width) or (samples, %s), none of them 0"
              .formatted(
                  features.shapeText(),
                  last ? "height, width, channels" : "channels, height, width"));
    }
    return switch (features.rank()) {
      case FLAT -> ImageShape.flat(features.side(1));
      case GREY -> new ImageShape(features.side(1), features.side(2), 1);
      default ->
          last
              ? new ImageShape(features.side(1), features.side(2), features.side(3))
              : new ImageShape(features.side(2), features.side(3), features.side(1));
    };
  }

  private static float[] inputs(Tensor features, ImageShape shape, Channels channels) {
    double unit = features.type() == NumberType.UINT8 ? WHITE : 1;
    boolean planes = features.rank() == COLOUR && channels == Channels.FIRST;
    int pixels = shape.height() * shape.width();
    float[] inputs = new float[features.size()];
    for (int i = 0; i < inputs.length; i++) {
      double value = features.at(i) / unit;
      if (!(Math.abs(value) <= Float.MAX_VALUE)) {
        throw new InvalidDataException(
            features.name(),
            "element %s is %s, which is not a finite number".formatted(features.indices(i), value));
      }
      int sample = i / shape.features();
      int rest = i % shape.features();
      int place = planes ? rest % pixels * shape.channels() + rest / pixels : rest;
      inputs[sample * shape.features() + place] = (float) value;
    }
    return inputs;
  }

  private static int label(Tensor labels, int index) {
    double value = labels.at(index);
    if (!LabelledSet.isClass(value)) {
      throw new InvalidDataException(
          labels.name(),
          "element %s is %s, which is not a class 0, 1, 2, ..."
              .formatted(labels.indices(index), value));
    }
    return (int) value;
  }
}
