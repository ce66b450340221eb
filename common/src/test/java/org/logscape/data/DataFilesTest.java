package org.logscape.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the formats say, and one clear line for each kind of wrong file. */
class DataFilesTest {

  private static DataFile file(String name, byte[] bytes) throws IOException {
    return DataFile.of(name, new ByteArrayInputStream(bytes));
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream stream = new GZIPOutputStream(packed)) {
      stream.write(bytes);
    }
    return packed.toByteArray();
  }

  /** Three images of 1 x 2. */
  private static byte[] images() {
    return ByteBuffer.allocate(22)
        .putInt(0x803)
        .putInt(3)
        .putInt(1)
        .putInt(2)
        .put(new byte[] {0, (byte) 255, 51, 102, 0, 0})
        .array();
  }

  private static byte[] labels(int... labels) {
    ByteBuffer bytes = ByteBuffer.allocate(8 + labels.length).putInt(0x801).putInt(labels.length);
    for (int label : labels) {
      bytes.put((byte) label);
    }
    return bytes.array();
  }

  private static void fault(byte[] images, byte[] labels, String message) {
    assertThatThrownBy(() -> IdxFiles.read(file("img", images), file("lab", labels)))
        .isInstanceOf(InvalidDataException.class)
        .hasMessage(message);
  }

  @Test
  void idxPlainOrPacked() throws IOException {
    LabelledSet set = IdxFiles.read(file("a", images()), file("b", gzip(labels(4, 0, 9))));
    assertThat(set.shape()).isEqualTo(new ImageShape(1, 2, 1));
    assertThat(set.inputs()).containsExactly(0, 1, 0.2f, 0.4f, 0, 0);
    assertThat(set.labels()).containsExactly(4, 0, 9);
    assertThat(set.classes()).isEqualTo(10);
    assertThat(set.samples(LabelCoding.EVEN_ODD).targets()).containsExactly(1, 1, -1);
    assertThat(set.take(1).samples(LabelCoding.ONE_HOT).targets())
        .containsExactly(0, 0, 0, 0, 1, 0, 0, 0, 0, 0);
  }

  /** The digest of "abc" that FIPS 180-4 gives. */
  @Test
  void checksumIsOfTheFileAsItWas(@TempDir Path folder) throws IOException {
    Path abc = Files.write(folder.resolve("abc"), text("abc"));
    assertThat(DataFile.of(abc).sha256())
        .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  }

  @Test
  void wrongIdxFilesAreToldInOneLine() {
    byte[] right = labels(4, 0, 9);
    fault(
        Arrays.copyOf(images(), 20),
        right,
        "img: is truncated: 4 bytes after its header, which promises 6");
    fault(
        Arrays.copyOf(images(), 30),
        right,
        "img: is too long: 14 bytes after its header, which promises 6");
    fault(Arrays.copyOf(images(), 5), right, "img: is truncated: 5 bytes, its header alone has 16");
    fault(labels(1), right, "img: is truncated: 9 bytes, its header alone has 16");
    fault(images(), images(), "lab: starts with 0x00000803, IDX labels start with 0x00000801");
    fault(images(), labels(1, 2), "lab: holds 2 labels for the 3 images of img");
  }

  @Test
  void whatIsNoDataIsToldInOneLine() throws IOException {
    assertThatThrownBy(() -> file("x", text("\n<!DOCTYPE html><html>")))
        .hasMessage("x: is a web page, not data: the address it was fetched from gave HTML");
    assertThatThrownBy(() -> file("x", new byte[0])).hasMessage("x: is empty");
    byte[] packed = gzip(images());
    assertThatThrownBy(() -> file("x", Arrays.copyOf(packed, packed.length - 9)))
        .hasMessageStartingWith("x: is a damaged or truncated gzip file (");
  }

  @Test
  void cifarColoursLieTogether() throws IOException {
    byte[] record = new byte[2 * 3073];
    record[0] = 7;
    record[1 + 5] = (byte) 255;
    record[1 + 1024 + 5] = 51;
    record[1 + 2048 + 5] = 102;
    LabelledSet set = Cifar10Files.read(List.of(file("c", record)));
    assertThat(set.labels()).containsExactly(7, 0);
    assertThat(Arrays.copyOfRange(set.inputs(), 15, 18)).containsExactly(1, 0.2f, 0.4f);
    assertThatThrownBy(() -> Cifar10Files.read(List.of(file("c", new byte[3000]))))
        .hasMessage(
            "c: is truncated or not CIFAR-10: 3000 bytes are no whole number of records of 3073");
    record[3073] = 12;
    assertThatThrownBy(() -> Cifar10Files.read(List.of(file("c", record))))
        .hasMessage("c: is not CIFAR-10: record 1 has label 12, must be 0 to 9");
  }

  @Test
  void scalingIsLearntFromOneSetAndAppliedToAnother() {
    LabelledSet set =
        new LabelledSet(
            ImageShape.flat(2), new float[] {0, 10, 2, 10, 4, 10, 6, 10}, new int[4], 1, "");
    LabelledSet each = Scaling.standardisingEach(set).applied(set);
    float third = (float) (1 / Math.sqrt(5));
    float[] expected = {-3 * third, 0, -third, 0, third, 0, 3 * third, 0};
    for (int i = 0; i < expected.length; i++) {
      assertThat(each.inputs()[i]).isCloseTo(expected[i], within(1e-6f));
    }
    LabelledSet all = Scaling.standardising(set).applied(set);
    double mean = 0;
    double square = 0;
    for (float x : all.inputs()) {
      mean += x / 8;
      square += x * x / 8;
    }
    assertThat(mean).isCloseTo(0, within(1e-6));
    assertThat(square).isCloseTo(1, within(1e-6));
  }

  /** Class means of 2,000 draws scatter by 1 / sqrt(2000) = 0.022 a feature; five deviations. */
  @Test
  void syntheticPartsShareTheirCentres() {
    SyntheticSet clouds = new SyntheticSet(ImageShape.flat(3), 2, 1);
    double[] training = means(clouds.draw(4000, 5, 0));
    double[] testing = means(clouds.draw(4000, 5, 1));
    for (int i = 0; i < training.length; i++) {
      assertThat(testing[i]).isCloseTo(training[i], within(5 * 0.0317));
    }
    assertThat(clouds.draw(4000, 5, 0).inputs()).isEqualTo(clouds.draw(4000, 5, 0).inputs());
    assertThat(clouds.draw(4000, 5, 1).inputs()).isNotEqualTo(clouds.draw(4000, 5, 0).inputs());
  }

  private static double[] means(LabelledSet set) {
    double[] sums = new double[6];
    for (int i = 0; i < set.inputs().length; i++) {
      sums[set.labels()[i / 3] * 3 + i % 3] += set.inputs()[i] * 2 / set.size();
    }
    return sums;
  }
}
