package org.logscape.jobs.data;

import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.logscape.data.ImageShape;
import org.logscape.data.InvalidDataException;

/**
 * A decoded image: numbers in [0, 1], as they are stored and without a change of colour space. An
 * alpha channel is left out.
 *
 * @param shape one channel for grey images, three for others
 * @param values in the order of {@link ImageShape}
 */
record Pixels(ImageShape shape, float[] values) {
  private static final int COLOURS = 3;
  private static final float WHITE = 255;

  /** Deflate packs at most so many bytes into one. */
  private static final int MOST_PACKED = 1032;

  /**
   * Decodes PNG or JPEG.
   *
   * @param name of the file that holds it
   * @param row in the file, from 0
   * @throws InvalidDataException if the bytes are no image that the JDK reads
   */
  static Pixels decoded(byte[] bytes, String name, int row) {
    BufferedImage image;
    try {
      image = decoded(bytes);
    } catch (Oversized oversized) {
      throw new InvalidDataException(
          name,
          "row %d says it is an image of %,d x %,d in %,d bytes"
              .formatted(row + 1, oversized.height, oversized.width, bytes.length));
    } catch (IOException | RuntimeException damaged) {
      throw new InvalidDataException(
          name,
          "row %d holds a damaged image (%,d bytes: %s)"
              .formatted(row + 1, bytes.length, damaged.getMessage()));
    }
    if (image == null) {
      throw new InvalidDataException(
          name,
          "row %d holds %,d bytes that are no PNG or JPEG image".formatted(row + 1, bytes.length));
    }
    return image.getColorModel() instanceof IndexColorModel palette
        ? ofPalette(image, palette)
        : ofBands(image);
  }

  /** An image that says it has more pixels than its bytes can hold. */
  private static final class Oversized extends IOException {
    private static final long serialVersionUID = 1;
    private final int height;
    private final int width;

    Oversized(int height, int width) {
      super("too many pixels");
      this.height = height;
      this.width = width;
    }
  }

  /** The image, or null where no decoder knows it; memory is taken for pixels that can be there. */
  private static BufferedImage decoded(byte[] bytes) throws IOException {
    try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(bytes))) {
      Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
      if (!readers.hasNext()) {
        return null;
      }
      ImageReader reader = readers.next();
      try {
        reader.setInput(in, true, true);
        int height = reader.getHeight(0);
        int width = reader.getWidth(0);
        ImageTypeSpecifier type = reader.getRawImageType(0);
        long bits = type == null ? Byte.SIZE : type.getColorModel().getPixelSize();
        if ((long) height * width > (long) MOST_PACKED * Byte.SIZE * bytes.length / bits) {
          throw new Oversized(height, width);
        }
        return reader.read(0);
      } finally {
        reader.dispose();
      }
    }
  }

  private static Pixels ofPalette(BufferedImage image, IndexColorModel palette) {
    ImageShape shape = shape(image, isGrey(palette));
    float[] values = new float[shape.features()];
    Raster raster = image.getRaster();
    for (int i = 0; i < image.getHeight() * image.getWidth(); i++) {
      int index = raster.getSample(i % image.getWidth(), i / image.getWidth(), 0);
      values[i * shape.channels()] = palette.getRed(index) / WHITE;
      if (shape.channels() == COLOURS) {
        values[i * COLOURS + 1] = palette.getGreen(index) / WHITE;
        values[i * COLOURS + 2] = palette.getBlue(index) / WHITE;
      }
    }
    return new Pixels(shape, values);
  }

  private static boolean isGrey(IndexColorModel palette) {
    for (int i = 0; i < palette.getMapSize(); i++) {
      if (palette.getRed(i) != palette.getGreen(i) || palette.getRed(i) != palette.getBlue(i)) {
        return false;
      }
    }
    return true;
  }

  /** The numbers of the bands, since {@code getRGB} would change the tones of grey images. */
  private static Pixels ofBands(BufferedImage image) {
    ColorModel colours = image.getColorModel();
    ImageShape shape = shape(image, colours.getNumColorComponents() == 1);
    float[] values = new float[shape.features()];
    Raster raster = image.getRaster();
    for (int i = 0; i < values.length; i++) {
      int pixel = i / shape.channels();
      int channel = i % shape.channels();
      float most = (1 << colours.getComponentSize(channel)) - 1;
      values[i] =
          raster.getSample(pixel % image.getWidth(), pixel / image.getWidth(), channel) / most;
    }
    return new Pixels(shape, values);
  }

  private static ImageShape shape(BufferedImage image, boolean grey) {
    return new ImageShape(image.getHeight(), image.getWidth(), grey ? 1 : COLOURS);
  }

  /**
   * Puts the image in its place among others.
   *
   * @param wanted how all of them lie
   * @throws InvalidDataException if this one lies otherwise
   */
  void put(ImageShape wanted, float[] inputs, int row, String name) {
    boolean greyAmongColours = shape.channels() == 1 && wanted.channels() == COLOURS;
    if (shape.height() != wanted.height()
        || shape.width() != wanted.width()
        || (shape.channels() != wanted.channels() && !greyAmongColours)) {
      throw new InvalidDataException(
          name, "row %d holds %s, row 1 %s".formatted(row + 1, text(shape), text(wanted)));
    }
    int from = row * wanted.features();
    for (int i = 0; i < wanted.features(); i++) {
      inputs[from + i] = values[greyAmongColours ? i / COLOURS : i];
    }
  }

  private static String text(ImageShape shape) {
    return "%s image of %d x %d"
        .formatted(shape.channels() == 1 ? "a grey" : "a coloured", shape.height(), shape.width());
  }
}
