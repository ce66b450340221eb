package org.logscape.jobs.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.logscape.data.InvalidDataException;
import org.logscape.jobs.errors.UserException;

/**
 * Damages a file at random and has it read: it is read, or refused in one line, and takes no more
 * memory than its length allows.
 */
final class Mutations {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  /** Of an allocation: messages, decoders of images, and numbers of 8 bytes made of each byte. */
  private static final long ALWAYS = 4_000_000;

  private static final long FOR_A_BYTE = 100;

  private static final String MINUTES = "logscape.fuzz.minutes";
  private static final int HEADER = 128;

  /** Of a Parquet file: the footer of a few columns. */
  private static final int FOOTER = 700;

  private static final int[] SPECIAL = {0, -1, 1, Integer.MAX_VALUE, Integer.MIN_VALUE, 1 << 24};

  private final byte[] file;
  private final Random random;
  private long forAByte = FOR_A_BYTE;
  private long always = ALWAYS;
  private boolean headersAtTheEnd;
  private long minutes;

  private Mutations(byte[] file, long seed) {
    this.file = file;
    this.random = new Random(seed);
  }

  /** The same, where a byte of the file may take so many bytes of memory. */
  Mutations allowing(long bytes) {
    forAByte = bytes;
    return this;
  }

  /** The same, whose memory is not looked at: most of it is Spark's own. */
  Mutations withSpark() {
    forAByte = Integer.MAX_VALUE;
    return this;
  }

  /** The same, where a file of any length may take so many bytes of memory. */
  Mutations always(long bytes) {
    always = bytes;
    return this;
  }

  /** The same for files whose header stands at their end, as a Parquet file's does. */
  Mutations atTheEnd() {
    headersAtTheEnd = true;
    return this;
  }

  /** The same, going on for the minutes of the property {@value #MINUTES}, if it is set. */
  Mutations forMinutes() {
    minutes = Long.getLong(MINUTES, 0);
    return this;
  }

  /** Damages of a file that is whole. */
  static Mutations of(byte[] file, long seed) {
    return new Mutations(file, seed);
  }

  /** What reads bytes. */
  interface Reader {
    /** Reads them. */
    void read(byte[] bytes) throws Exception;
  }

  /**
   * Has damaged files read.
   *
   * @param count how many at least
   */
  void read(int count, Reader reader) throws Exception {
    reader.read(file.clone());
    long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(minutes);
    for (int i = 0; i < count || (minutes > 0 && System.nanoTime() < end); i++) {
      byte[] bytes = mutated();
      long before = THREADS.getCurrentThreadAllocatedBytes();
      try {
        reader.read(bytes.clone());
      } catch (InvalidDataException | UserException refused) {
        assertThat(refused.getMessage()).as(text(bytes)).isNotBlank().doesNotContain("\n");
      } catch (Exception | Error crash) {
        fail("file %d: %s".formatted(i, text(bytes)), crash);
      }
      assertThat(THREADS.getCurrentThreadAllocatedBytes() - before)
          .as("bytes that file %d took: %s", i, text(bytes))
          .isLessThan(always + forAByte * bytes.length);
    }
  }

  private static String text(byte[] bytes) {
    return bytes.length + " bytes " + HexFormat.of().formatHex(Arrays.copyOf(bytes, 300));
  }

  private byte[] mutated() {
    byte[] bytes = file.clone();
    for (int times = 1 + random.nextInt(4); times > 0; times--) {
      bytes = once(bytes);
    }
    return bytes;
  }

  /** Half of the damage is done to headers. */
  private int place(int length) {
    boolean header = random.nextBoolean();
    if (header && headersAtTheEnd) {
      return Math.max(0, length - random.nextInt(FOOTER));
    }
    int span = header ? Math.min(length, HEADER) : length;
    return random.nextInt(Math.max(1, span));
  }

  private byte[] once(byte[] bytes) {
    if (bytes.length < Long.BYTES) {
      return file.clone();
    }
    int at = place(bytes.length - Integer.BYTES);
    switch (random.nextInt(7)) {
      case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(Byte.SIZE));
      case 1 -> bytes[at] = (byte) random.nextInt(256);
      case 2 -> ByteBuffer.wrap(bytes).putInt(at, SPECIAL[random.nextInt(SPECIAL.length)]);
      case 3 -> bytes[at] = (byte) "0123456789-,()[]{}'\":. ".charAt(random.nextInt(23));
      case 4 -> {
        return Arrays.copyOf(bytes, at);
      }
      case 5 -> {
        return Arrays.copyOf(bytes, bytes.length + 1 + random.nextInt(64));
      }
      default -> {
        int to = at + 1 + random.nextInt(Math.min(16, bytes.length - at));
        byte[] shorter = Arrays.copyOf(bytes, bytes.length - (Math.min(to, bytes.length) - at));
        System.arraycopy(bytes, Math.min(to, bytes.length), shorter, at, shorter.length - at);
        return shorter;
      }
    }
    return bytes;
  }
}
