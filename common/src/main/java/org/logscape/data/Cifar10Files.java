package org.logscape.data;

import java.util.List;
import java.util.stream.Collectors;

/**
 * The binary form of CIFAR-10: records of 3,073 bytes, the label, then 1,024 red, green and blue
 * bytes each, row by row. Here the three colours of a pixel lie together.
 *
 * <p>Source: A. Krizhevsky, "Learning multiple layers of features from tiny images" (2009).
 */
public final class Cifar10Files {
  private static final int SIDE = 32;
  private static final int PIXELS = SIDE * SIDE;
  private static final int COLOURS = 3;
  private static final int RECORD = 1 + COLOURS * PIXELS;
  private static final int CLASSES = 10;
  private static final float WHITE = 255;

  private Cifar10Files() {}

  /**
   * Reads files one after the other; pixels become numbers in [0, 1].
   *
   * @throws InvalidDataException if a file is no whole number of records or a label is above 9
   */
  public static LabelledSet read(List<DataFile> files) {
    int count = 0;
    for (DataFile file : files) {
      if (file.content().length % RECORD != 0) {
        throw new InvalidDataException(
            file.name(),
            "is truncated or not CIFAR-10: "
                + file.content().length
                + " bytes are no whole number of records of "
                + RECORD);
      }
      count += file.content().length / RECORD;
    }
    float[] inputs = new float[count * COLOURS * PIXELS];
    int[] labels = new int[count];
    int sample = 0;
    for (DataFile file : files) {
      for (int at = 0; at < file.content().length; at += RECORD) {
        labels[sample] = file.content()[at];
        if (labels[sample] < 0 || labels[sample] >= CLASSES) {
          throw new InvalidDataException(
              file.name(),
              "is not CIFAR-10: record "
                  + at / RECORD
                  + " has label "
                  + Byte.toUnsignedInt(file.content()[at])
                  + ", must be 0 to 9");
        }
        copy(file.content(), at + 1, inputs, sample * COLOURS * PIXELS);
        sample++;
      }
    }
    return new LabelledSet(
        new ImageShape(SIDE, SIDE, COLOURS),
        inputs,
        labels,
        CLASSES,
        files.stream().map(DataFile::sha256).collect(Collectors.joining("+")));
  }

  private static void copy(byte[] record, int from, float[] inputs, int to) {
    for (int pixel = 0; pixel < PIXELS; pixel++) {
      for (int colour = 0; colour < COLOURS; colour++) {
        inputs[to + pixel * COLOURS + colour] =
            Byte.toUnsignedInt(record[from + colour * PIXELS + pixel]) / WHITE;
      }
    }
  }
}
