package org.logscape.data;

import java.nio.ByteBuffer;

/**
 * The IDX format of MNIST and its successors: big-endian magic number (two zero bytes, the type,
 * the number of dimensions), the size of each dimension, the numbers. Images are unsigned bytes in
 * three dimensions, labels unsigned bytes in one.
 *
 * <p>Source: Y. LeCun, C. Cortes, C. Burges, "The MNIST database of handwritten digits".
 */
public final class IdxFiles {
  private static final int UNSIGNED_BYTES = 0x0800;
  private static final float WHITE = 255;

  private IdxFiles() {}

  /**
   * Reads images and their labels; pixels become numbers in [0, 1].
   *
   * @return with one class more than the largest label
   * @throws InvalidDataException if a file is not IDX, is truncated or too long, or the two do not
   *     match
   */
  public static LabelledSet read(DataFile images, DataFile labels) {
    ByteBuffer pixels = open(images, 3, "images");
    int count = pixels.getInt();
    int height = pixels.getInt();
    int width = pixels.getInt();
    if (count < 1 || height < 1 || width < 1) {
      throw new InvalidDataException(
          images.name(), "says it holds " + count + " images of " + height + " x " + width);
    }
    requireRest(images, pixels, product(count, height, width));
    ByteBuffer classes = open(labels, 1, "labels");
    int labelled = classes.getInt();
    requireRest(labels, classes, labelled);
    if (labelled != count) {
      throw new InvalidDataException(
          labels.name(),
          "holds " + labelled + " labels for the " + count + " images of " + images.name());
    }
    float[] inputs = new float[count * height * width];
    for (int i = 0; i < inputs.length; i++) {
      inputs[i] = Byte.toUnsignedInt(pixels.get()) / WHITE;
    }
    int[] label = new int[count];
    int most = 0;
    for (int i = 0; i < count; i++) {
      label[i] = Byte.toUnsignedInt(classes.get());
      most = Math.max(most, label[i]);
    }
    return new LabelledSet(
        new ImageShape(height, width, 1),
        inputs,
        label,
        most + 1,
        images.sha256() + "+" + labels.sha256());
  }

  /** The product, or the largest number where it is larger. */
  private static long product(int count, int height, int width) {
    long pixels = (long) height * width;
    return pixels > Long.MAX_VALUE / count ? Long.MAX_VALUE : pixels * count;
  }

  private static ByteBuffer open(DataFile file, int dimensions, String what) {
    ByteBuffer bytes = ByteBuffer.wrap(file.content());
    int header = Integer.BYTES * (1 + dimensions);
    if (bytes.remaining() < header) {
      throw new InvalidDataException(
          file.name(),
          "is truncated: " + bytes.remaining() + " bytes, its header alone has " + header);
    }
    int magic = bytes.getInt();
    int expected = UNSIGNED_BYTES | dimensions;
    if (magic != expected) {
      throw new InvalidDataException(
          file.name(),
          String.format("starts with 0x%08X, IDX %s start with 0x%08X", magic, what, expected));
    }
    return bytes;
  }

  private static void requireRest(DataFile file, ByteBuffer bytes, long expected) {
    if (bytes.remaining() != expected) {
      throw new InvalidDataException(
          file.name(),
          (bytes.remaining() < expected ? "is truncated: " : "is too long: ")
              + bytes.remaining()
              + " bytes after its header, which promises "
              + expected);
    }
  }
}
