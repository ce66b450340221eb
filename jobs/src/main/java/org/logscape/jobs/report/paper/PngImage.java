package org.logscape.jobs.report.paper;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/**
 * An image as a PNG file, 8 bits a colour, without filters: line drawings compress as well without
 * them, and Java's own writer, which tries all five on each row, takes longer for a figure than
 * drawing it.
 *
 * <p>Source: Portable Network Graphics Specification, 2nd ed., W3C 2003.
 */
final class PngImage {
  private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
  private static final byte BITS = 8;
  private static final byte RGB = 2;
  private static final byte NO_FILTER = 0;

  private PngImage() {}

  /** The bytes of the file. */
  static byte[] of(BufferedImage image) {
    int width = image.getWidth();
    int height = image.getHeight();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(SIGNATURE);
    ByteBuffer header = ByteBuffer.allocate(13).putInt(width).putInt(height);
    // compression, filters and interlacing are 0
    chunk(out, "IHDR", header.put(BITS).put(RGB).array());
    chunk(out, "IDAT", deflated(rows(image)));
    chunk(out, "IEND", new byte[0]);
    return out.toByteArray();
  }

  /** The rows of the image, each after the number of its filter. */
  private static byte[] rows(BufferedImage image) {
    int width = image.getWidth();
    byte[] rows = new byte[(1 + 3 * width) * image.getHeight()];
    int[] colours = new int[width];
    int at = 0;
    for (int y = 0; y < image.getHeight(); y++) {
      image.getRGB(0, y, width, 1, colours, 0, width);
      rows[at++] = NO_FILTER;
      for (int colour : colours) {
        rows[at++] = (byte) (colour >> 16);
        rows[at++] = (byte) (colour >> 8);
        rows[at++] = (byte) colour;
      }
    }
    return rows;
  }

  private static byte[] deflated(byte[] bytes) {
    Deflater deflater = new Deflater();
    try {
      deflater.setInput(bytes);
      deflater.finish();
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      byte[] buffer = new byte[1 << 16];
      while (!deflater.finished()) {
        out.write(buffer, 0, deflater.deflate(buffer));
      }
      return out.toByteArray();
    } finally {
      deflater.end();
    }
  }

  private static void chunk(ByteArrayOutputStream out, String type, byte[] data) {
    byte[] name = type.getBytes(StandardCharsets.US_ASCII);
    CRC32 checksum = new CRC32();
    checksum.update(name);
    checksum.update(data);
    out.writeBytes(ByteBuffer.allocate(4).putInt(data.length).array());
    out.writeBytes(name);
    out.writeBytes(data);
    out.writeBytes(ByteBuffer.allocate(4).putInt((int) checksum.getValue()).array());
  }
}
