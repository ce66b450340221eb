package org.logscape.jobs.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.logscape.jobs.SparkTestSession;

/**
 * Data files from the field, by the command line: the right answer, or one line and exit code 2.
 */
class DataFaultsTest {
  private static final int SAMPLES = 20;
  private static final String CSV =
      """
      name: net
      seed: 2
      replicas: 1
      model: {type: mlp, widths: [3, 3, 1], activation: tanh}
      data: {format: csv, files: ["%s"], take: %d, labels_as: even-odd}
      dynamics: {type: sgd, learning_rate: 0.05, batch_size: 10, sampling: epoch}
      observe: {evaluation: {every: 1}}
      stop: {epochs: 1}
      """;

  @TempDir Path folder;

  @BeforeAll
  static void startSpark() {
    // commands that need Spark find the session that the tests share
    SparkTestSession.get();
  }

  /** The lines of the program itself on standard error. */
  private List<String> complaints(int expectedCode, String yaml) throws IOException {
    String spec = Files.writeString(folder.resolve("spec.yaml"), yaml).toString();
    return Complaints.of(expectedCode, "sweep", spec, "--out", folder.resolve("out").toString());
  }

  private static String rows(int first) {
    Random random = new Random(1);
    StringBuilder text = new StringBuilder();
    for (int i = first; i < SAMPLES; i++) {
      text.append(
          "%.4f,%.4f,%.4f,%d%n"
              .formatted(
                  random.nextGaussian(), random.nextGaussian(), random.nextGaussian(), i % 2));
    }
    return text.toString();
  }

  private Path csv(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  /**
   * The first sample of a file with a byte-order mark is not lost: all 20 are there to be taken.
   */
  @Test
  void aByteOrderMarkIsSkippedAndNoSampleWithIt() throws IOException {
    Path file = csv("bom [1].csv", "\uFEFF" + rows(0));
    assertThat(complaints(0, CSV.formatted(file, SAMPLES))).isEmpty();
  }

  @Test
  void aGapInTheFirstRowIsAFaultAndNoHeader() throws IOException {
    Path file = csv("gap.csv", "1.0,,3.0,1\n" + rows(1));
    assertThat(complaints(2, CSV.formatted(file, SAMPLES)))
        .singleElement()
        .asString()
        .contains(file + ": row 1, field 2: '' is not a finite number");
  }

  @Test
  void tooFewSamplesAreCounted() throws IOException {
    Path file = csv("few.csv", rows(0));
    assertThat(complaints(2, CSV.formatted(file, SAMPLES + 1)))
        .singleElement()
        .asString()
        .contains("data.take: is 21; must be at most 20");
  }

  @Test
  void aLabelAmongTheFewClassesOfTheNetworkIsOutOfRange() throws IOException {
    ByteBuffer images = ByteBuffer.allocate(16 + 16 * SAMPLES);
    images.putInt(0x803).putInt(SAMPLES).putInt(4).putInt(4);
    ByteBuffer labels = ByteBuffer.allocate(8 + SAMPLES);
    labels.putInt(0x801).putInt(SAMPLES);
    for (int i = 0; i < SAMPLES; i++) {
      labels.put((byte) (i == 6 ? 200 : i % 10));
    }
    Path img = Files.write(folder.resolve("img"), images.array());
    Path lab = Files.write(folder.resolve("lab"), labels.array());
    String yaml =
        """
        name: net
        seed: 2
        replicas: 1
        model: {type: mlp, widths: [16, 3, 10], activation: tanh}
        data: {format: idx, images: "%s", labels: "%s", take: %d, labels_as: one-hot}
        dynamics: {type: sgd, learning_rate: 0.05, batch_size: 10, sampling: epoch}
        observe: {evaluation: {every: 1}}
        stop: {epochs: 1}
        """
            .formatted(img, lab, SAMPLES);
    assertThat(complaints(2, yaml))
        .singleElement()
        .asString()
        .contains(lab + ": sample 7 has label 200, which is out of range; must be 0 to 9");
  }
}
