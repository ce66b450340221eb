package org.logscape.jobs.data;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.logscape.data.Cifar10Files;
import org.logscape.data.DataFile;
import org.logscape.data.IdxFiles;
import org.logscape.data.InvalidDataException;
import org.logscape.data.tensor.NpyFile;
import org.logscape.data.tensor.NpzFile;
import org.logscape.data.tensor.Tensor;
import org.logscape.jobs.SparkTestSession;
import org.logscape.jobs.weights.WeightFile;

/** Files of data and of weights whose bytes were changed at random. */
class ReaderFuzzTest {
  private static final int QUICK = 2000;
  private static final int LONG = 30_000;

  /** A pixel is kept as it was packed, as a whole number and as a number of 4 bytes. */
  private static final long PACKED = 1032 * 8;

  @TempDir Path folder;

  private static byte[] npz() throws IOException {
    Map<String, Tensor> arrays = new LinkedHashMap<>();
    arrays.put("x", Tensor.of("x", List.of(3L, 2L), 1, 2, 3, 4, 5, 6));
    arrays.put("y", Tensor.of("y", List.of(3L), 0, 1, 2));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    NpzFile.write(arrays, out);
    return out.toByteArray();
  }

  /** The first array of such an archive; its local header has 30 bytes and the name. */
  private static byte[] npy() throws IOException {
    try (var zip = new java.util.zip.ZipInputStream(new ByteArrayInputStream(npz()))) {
      zip.getNextEntry();
      return zip.readAllBytes();
    }
  }

  private byte[] safetensors() throws IOException {
    Path file = folder.resolve("whole.safetensors");
    Files.deleteIfExists(file);
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    tensors.put("0.weight", Tensor.of("w", List.of(3L, 2L), 1, 2, 3, 4, 5, 6));
    tensors.put("0.bias", Tensor.of("b", List.of(3L), 0, 1, 2));
    WeightFile.of(file.toString(), new Configuration(false)).write(tensors, Map.of("a", "b"));
    return Files.readAllBytes(file);
  }

  private static byte[] image(String format, int side) throws IOException {
    BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < side * side; i++) {
      image.setRGB(i % side, i / side, 77 * i * i);
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageIO.write(image, format, out);
    return out.toByteArray();
  }

  private static byte[] idx(int... sides) {
    int length = 1;
    for (int side : sides) {
      length *= side;
    }
    ByteBuffer bytes = ByteBuffer.allocate(Integer.BYTES * (1 + sides.length) + length);
    bytes.putInt(0x0800 | sides.length);
    for (int side : sides) {
      bytes.putInt(side);
    }
    return bytes.array();
  }

  private static DataFile file(byte[] bytes) throws IOException {
    return DataFile.of("file", new ByteArrayInputStream(bytes));
  }

  private void weights(byte[] bytes) throws IOException {
    Path file = Files.write(folder.resolve("weights"), bytes);
    WeightFile.of(file.toString(), new Configuration(false)).read();
  }

  private static Mutations mutations(byte[] file, long seed) {
    return Mutations.of(file, seed).forMinutes();
  }

  private void all(int count) throws Exception {
    mutations(npy(), 1).read(count, bytes -> NpyFile.read("npy", file(bytes).content()));
    mutations(npz(), 2)
        .read(
            count,
            bytes -> {
              NpzFile archive = NpzFile.of("npz", file(bytes).content());
              archive.keys().forEach(archive::array);
            });
    mutations(safetensors(), 3).read(count / 4, this::weights);
    mutations(npz(), 4).read(count / 4, this::weights);
    mutations(idx(4, 3, 2), 5).read(count, bytes -> IdxFiles.read(file(bytes), file(idx(4))));
    mutations(idx(4), 6).read(count, bytes -> IdxFiles.read(file(idx(4, 3, 2)), file(bytes)));
    mutations(new byte[2 * 3073], 7).read(count, bytes -> Cifar10Files.read(List.of(file(bytes))));
    mutations(image("png", 28), 8)
        .allowing(PACKED)
        .read(count / 4, bytes -> Pixels.decoded(bytes, "png", 0));
    mutations(image("jpg", 28), 9)
        .allowing(PACKED)
        .read(count / 4, bytes -> Pixels.decoded(bytes, "jpg", 0));
  }

  @Test
  void damagedFilesAreReadOrRefusedInOneLine() throws Exception {
    all(QUICK);
  }

  @Tag("thorough")
  @Test
  void manyDamagedFilesAreReadOrRefusedInOneLine() throws Exception {
    all(LONG);
  }

  /** Text goes through Spark, which takes its time. */
  @Tag("thorough")
  @Test
  void damagedTextIsReadOrRefusedInOneLine() throws Exception {
    SparkSession spark = SparkTestSession.get();
    Mutations.of(
            "a,b,label\n1,2.5,0\n3,4e1,1\n\"5\",6,2\n"
                .getBytes(java.nio.charset.StandardCharsets.UTF_8),
            10)
        .withSpark()
        .read(40, bytes -> CsvSamples.read(spark, file(bytes)));
  }

  /** A few bytes that say they are an image of 3.6 thousand million pixels. */
  @Test
  void anImageIsNotDecodedIntoMoreThanItsBytesCanHold() throws IOException {
    byte[] png = image("png", 28);
    ByteBuffer header = ByteBuffer.wrap(png);
    header.putInt(16, 60_000).putInt(20, 60_000);
    CRC32 crc = new CRC32();
    crc.update(png, 12, 17);
    header.putInt(29, (int) crc.getValue());
    assertThatThrownBy(() -> Pixels.decoded(png, "images", 6))
        .isInstanceOf(InvalidDataException.class)
        .hasMessage(
            "images: row 7 says it is an image of 60,000 x 60,000 in %,d bytes", png.length);
  }
}
