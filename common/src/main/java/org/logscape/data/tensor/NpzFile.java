package org.logscape.data.tensor;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.logscape.data.InvalidDataException;

/** The NPZ format of {@code numpy.savez}: a ZIP archive of NPY files, compressed or not. */
public final class NpzFile {
  private static final String SUFFIX = ".npy";

  /** Of every entry, so that equal arrays make equal files: the first that ZIP knows. */
  private static final LocalDateTime EPOCH = LocalDateTime.of(1980, 1, 1, 0, 0);

  private static final int END = 22;
  private static final int MOST_COMMENT = 0xFFFF;

  private final String name;
  private final Map<String, byte[]> arrays;

  private NpzFile(String name, Map<String, byte[]> arrays) {
    this.name = name;
    this.arrays = arrays;
  }

  /**
   * The archive in these bytes; its arrays are read when they are asked for.
   *
   * @param name what messages call it
   * @throws InvalidDataException if it is no archive, or truncated or damaged
   */
  public static NpzFile of(String name, byte[] content) {
    if (content.length < 4 || content[0] != 'P' || content[1] != 'K') {
      throw new InvalidDataException(name, "is no NPZ file: it is no ZIP archive");
    }
    if (!isWhole(content)) {
      throw damaged(name, content);
    }
    Map<String, byte[]> arrays = new LinkedHashMap<>();
    try (ZipInputStream archive = new ZipInputStream(new ByteArrayInputStream(content))) {
      for (ZipEntry entry = archive.getNextEntry(); entry != null; entry = archive.getNextEntry()) {
        String key = entry.getName();
        arrays.put(
            key.endsWith(SUFFIX) ? key.substring(0, key.length() - SUFFIX.length()) : key,
            archive.readAllBytes());
      }
    } catch (IOException | IllegalArgumentException wrong) {
      throw damaged(name, content);
    }
    if (arrays.isEmpty()) {
      throw new InvalidDataException(name, "holds no arrays");
    }
    return new NpzFile(name, arrays);
  }

  /**
   * Whether the record is there that ends an archive: a comment of up to 65,535 bytes may follow.
   */
  private static boolean isWhole(byte[] content) {
    int least = Math.max(0, content.length - END - MOST_COMMENT);
    for (int at = content.length - END; at >= least; at--) {
      if (content[at] == 'P'
          && content[at + 1] == 'K'
          && content[at + 2] == 5
          && content[at + 3] == 6) {
        return true;
      }
    }
    return false;
  }

  private static InvalidDataException damaged(String name, byte[] content) {
    return new InvalidDataException(
        name, "is a truncated or damaged archive (%,d bytes)".formatted(content.length));
  }

  /** The names of its arrays, in its order. */
  public List<String> keys() {
    return List.copyOf(arrays.keySet());
  }

  /**
   * One of its arrays.
   *
   * @throws InvalidDataException if there is none of this name, or it is no array of numbers
   */
  public Tensor array(String key) {
    byte[] content = arrays.get(key);
    if (content == null) {
      throw new InvalidDataException(
          name,
          "has no array %s; its arrays are %s".formatted(key, String.join(", ", arrays.keySet())));
    }
    return NpyFile.read("%s[%s]".formatted(name, key), content);
  }

  /**
   * Writes arrays of float64, not compressed.
   *
   * @param arrays by their names
   * @throws IOException if the stream does
   */
  public static void write(Map<String, Tensor> arrays, OutputStream out) throws IOException {
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    try (ZipOutputStream archive = new ZipOutputStream(whole)) {
      archive.setLevel(0);
      for (Map.Entry<String, Tensor> array : arrays.entrySet()) {
        ZipEntry entry = new ZipEntry(array.getKey() + SUFFIX);
        entry.setTimeLocal(EPOCH);
        archive.putNextEntry(entry);
        archive.write(NpyFile.written(array.getValue()));
        archive.closeEntry();
      }
    }
    whole.writeTo(out);
  }
}
