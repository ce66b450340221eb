package org.logscape.data.tensor;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.logscape.data.InvalidDataException;

/**
 * The NPY format of numpy: a magic string, a version, and a Python dictionary of type, order and
 * shape, then the numbers. Any number type is read, little and big endian, C and Fortran order.
 *
 * <p>It is parsed here and not by ND4J, so that a damaged header is one clear line, and that the
 * thin jar reads it too.
 *
 * <p>Source: numpy, "NEP 1: A simple file format for NumPy arrays".
 */
public final class NpyFile {
  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
  private static final int LENGTH_AT = MAGIC.length + 2;
  private static final int ALIGNMENT = 64;
  private static final Pattern TYPE = Pattern.compile("'descr'\\s*:\\s*'([^']*)'");
  private static final Pattern RECORD = Pattern.compile("'descr'\\s*:\\s*[\\[(]");
  private static final Pattern ORDER = Pattern.compile("'fortran_order'\\s*:\\s*(True|False)");
  private static final Pattern SHAPE = Pattern.compile("'shape'\\s*:\\s*\\(([0-9,\\sL]*)\\)");

  private NpyFile() {}

  /**
   * The array of a file.
   *
   * @param name what messages call it
   * @throws InvalidDataException if it is not NPY, is truncated or too long, or holds something
   *     other than numbers
   */
  public static Tensor read(String name, byte[] content) {
    if (content.length < LENGTH_AT + Short.BYTES
        || !Arrays.equals(MAGIC, Arrays.copyOf(content, MAGIC.length))) {
      throw new InvalidDataException(name, "is no NPY file: it does not start with \\x93NUMPY");
    }
    ByteBuffer bytes = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
    int version = content[MAGIC.length];
    if (version < 1 || version > 3) {
      throw new InvalidDataException(
          name, "is of NPY version %d; must be 1, 2 or 3".formatted(version));
    }
    boolean early = version == 1;
    int start = LENGTH_AT + (early ? Short.BYTES : Integer.BYTES);
    long length =
        early
            ? Short.toUnsignedLong(bytes.getShort(LENGTH_AT))
            : content.length < start
                ? content.length
                : Integer.toUnsignedLong(bytes.getInt(LENGTH_AT));
    if (start + length > content.length) {
      throw new InvalidDataException(
          name,
          "is truncated: %,d bytes, its header alone has %,d"
              .formatted(content.length, start + length));
    }
    String header = new String(content, start, (int) length, StandardCharsets.UTF_8);
    bytes.position(start + (int) length);
    return tensor(name, header, bytes);
  }

  private static Tensor tensor(String name, String header, ByteBuffer bytes) {
    if (RECORD.matcher(header).find()) {
      throw new InvalidDataException(name, "holds records; must hold numbers of one type");
    }
    String type = found(TYPE, name, header, "descr");
    Tensor.Order order =
        found(ORDER, name, header, "fortran_order").equals("True")
            ? Tensor.Order.FORTRAN
            : Tensor.Order.C;
    List<Long> shape = new ArrayList<>();
    for (String side : found(SHAPE, name, header, "shape").replace("L", "").split(",", -1)) {
      if (!side.isBlank()) {
        try {
          shape.add(Long.parseLong(side.strip()));
        } catch (NumberFormatException wrong) {
          throw new InvalidDataException(
              name, "has '%s' for a size in its header".formatted(side.strip()));
        }
      }
    }
    NumberType numbers = numbers(type).orElseThrow(() -> refused(name, type));
    bytes.order(type.startsWith(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
    return Tensor.of(name, numbers, shape, order, bytes);
  }

  private static String found(Pattern pattern, String name, String header, String key) {
    Matcher matcher = pattern.matcher(header);
    if (!matcher.find()) {
      throw new InvalidDataException(
          name, "has a damaged header, without a readable '%s'".formatted(key));
    }
    return matcher.group(1);
  }

  /** {@code <f4}, {@code |u1}: byte order, kind, bytes. */
  private static Optional<NumberType> numbers(String descr) {
    return Optional.ofNullable(
        switch (descr.replaceFirst("^[<>|=]", "")) {
          case "b1", "?" -> NumberType.BOOLEAN;
          case "i1" -> NumberType.INT8;
          case "i2" -> NumberType.INT16;
          case "i4" -> NumberType.INT32;
          case "i8" -> NumberType.INT64;
          case "u1" -> NumberType.UINT8;
          case "u2" -> NumberType.UINT16;
          case "u4" -> NumberType.UINT32;
          case "u8" -> NumberType.UINT64;
          case "f2" -> NumberType.FLOAT16;
          case "f4" -> NumberType.FLOAT32;
          case "f8" -> NumberType.FLOAT64;
          default -> null;
        });
  }

  private static InvalidDataException refused(String name, String descr) {
    String what =
        switch (descr.replaceFirst("^[<>|=]", "").replaceFirst("[0-9].*", "")) {
          case "O" -> "pickled Python objects";
          case "U", "S", "a" -> "text";
          case "c" -> "complex numbers";
          case "M", "m" -> "dates or durations";
          case "V" -> "records or raw bytes";
          default -> "the type " + descr;
        };
    return new InvalidDataException(
        name, "holds %s (%s); must hold integers, floats or booleans".formatted(what, descr));
  }

  /** An array of float64 as a file of version 1. */
  static byte[] written(Tensor tensor) {
    String header =
        "{'descr': '<f8', 'fortran_order': False, 'shape': %s, }".formatted(tensor.shapeText());
    int unpadded = LENGTH_AT + Short.BYTES + header.length() + 1;
    int padding = Math.floorMod(-unpadded, ALIGNMENT);
    String padded = header + " ".repeat(padding) + "\n";
    ByteBuffer bytes =
        ByteBuffer.allocate(
                Math.addExact(unpadded + padding, Math.multiplyExact(Double.BYTES, tensor.size())))
            .order(ByteOrder.LITTLE_ENDIAN);
    bytes.put(MAGIC).put((byte) 1).put((byte) 0).putShort((short) padded.length());
    bytes.put(padded.getBytes(StandardCharsets.US_ASCII));
    for (int i = 0; i < tensor.size(); i++) {
      bytes.putDouble(tensor.at(i));
    }
    return bytes.array();
  }
}
