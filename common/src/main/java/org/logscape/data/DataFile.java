package org.logscape.data;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.zip.GZIPInputStream;

/**
 * The content of one file, wherever it came from.
 *
 * @param name what messages call it
 * @param content its bytes, unpacked where it was gzipped
 * @param sha256 checksum of the file as it was, 64 hexadecimal digits
 */
public record DataFile(String name, byte[] content, String sha256) {
  private static final int TEXT_PROBE = 256;

  /**
   * A file of this machine.
   *
   * @throws IOException if it cannot be read
   * @throws InvalidDataException if it is empty, a web page, or a damaged gzip file
   */
  public static DataFile of(Path path) throws IOException {
    try (InputStream stream = Files.newInputStream(path)) {
      return of(path.toString(), stream);
    }
  }

  /**
   * A stream, read to its end and not closed.
   *
   * @param name what messages call it
   * @throws IOException if it cannot be read
   * @throws InvalidDataException if it is empty, a web page, or a damaged gzip file
   */
  public static DataFile of(String name, InputStream stream) throws IOException {
    byte[] raw = stream.readAllBytes();
    byte[] content = raw;
    if (raw.length > 1 && raw[0] == 0x1F && raw[1] == (byte) 0x8B) {
      try (InputStream unpacked = new GZIPInputStream(new ByteArrayInputStream(raw))) {
        content = unpacked.readAllBytes();
      } catch (IOException damaged) {
        throw new InvalidDataException(
            name, "is a damaged or truncated gzip file (" + raw.length + " bytes)");
      }
    }
    if (content.length == 0) {
      throw new InvalidDataException(name, "is empty");
    }
    requireNoWebPage(name, content);
    return new DataFile(name, content, Checksum.of(raw).hex());
  }

  /** What a download leaves when the address is wrong or a login is asked for. */
  private static void requireNoWebPage(String name, byte[] content) {
    int length = Math.min(content.length, TEXT_PROBE);
    String start =
        new String(content, 0, length, StandardCharsets.ISO_8859_1)
            .stripLeading()
            .toLowerCase(Locale.ROOT);
    if (start.startsWith("<!doctype") || start.startsWith("<html") || start.startsWith("<?xml")) {
      throw new InvalidDataException(
          name, "is a web page, not data: the address it was fetched from gave HTML");
    }
  }
}
