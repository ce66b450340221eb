package org.logscape.jobs.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.logscape.jobs.SparkTestSession;
import org.logscape.jobs.errors.UserException;
import org.logscape.jobs.plan.Plan;
import org.logscape.jobs.spec.Spec;
import org.logscape.jobs.spec.SpecReader;
import org.logscape.jobs.spec.SpecWriter;
import org.logscape.jobs.spec.key.InvalidSpecException;
import org.logscape.jobs.spec.key.SpecSource;

/** {@code take: all} stands for the samples that the files hold. */
class TakeAllTest {
  private static final String CSV = "0.5,1,0\n2,3,1\n4,5,1\n";

  @TempDir Path folder;

  private static String spec(String data) {
    return """
    name: net
    model: {type: mlp, widths: [2, 3, 1], activation: tanh}
    data: {%s, labels_as: even-odd}
    dynamics: {type: sgd, learning_rate: 0.05, batch_size: 1, sampling: epoch}
    observe: {evaluation: {every: 1}}
    stop: {epochs: 2}
    """
        .formatted(data);
  }

  private static Spec read(String data) {
    return SpecReader.read(
        SpecSource.of(spec(data), "net.yaml", List.of()), SampleCount.ofTrainingSet(hadoop()));
  }

  private String csv(String text) throws IOException {
    return "format: csv, files: ['%s']"
        .formatted(Files.writeString(folder.resolve("a.csv"), text).toUri());
  }

  private static List<Object> taken(Spec spec) {
    return spec.grid().axes().stream()
        .filter(axis -> axis.path().equals("data.take"))
        .findFirst()
        .orElseThrow()
        .values();
  }

  /** Spark has the same, so that Hadoop's cache holds no other file system after this test. */
  private static Configuration hadoop() {
    return SparkTestSession.get().sparkContext().hadoopConfiguration();
  }

  /** All that a folder keeps of a spec is that of the number. */
  @Test
  void theNumberIsRecorded() throws IOException {
    String files = csv(CSV);
    Spec all = read(files + ", take: all");
    Spec number = read(files + ", take: 3");
    assertThat(taken(all)).containsExactly(3);
    assertThat(SpecWriter.write(all)).isEqualTo(SpecWriter.write(number));
    assertThat(all.grid().cell(0).id()).isEqualTo(number.grid().cell(0).id());
    assertThat(all.grid().cell(0).steps()).isEqualTo(6); // 2 epochs of 3 steps
    // where the folder is read later, no file is needed
    assertThat(taken(SpecReader.read(SpecWriter.write(all), "spec.yaml"))).containsExactly(3);
  }

  @Test
  void oneOfSeveralNumbersMayBeAll() throws IOException {
    String files = csv(CSV);
    assertThat(taken(read(files + ", take: [2, all]"))).containsExactly(2, 3);
    assertThatThrownBy(() -> read(files + ", take: [3, all]"))
        .isInstanceOf(InvalidSpecException.class)
        .hasMessageContaining("data.take");
  }

  /** The same rows as those that Spark reads: header, quotes, blank lines, byte-order mark. */
  @Test
  void textIsCountedAsItIsRead() throws IOException {
    for (String text :
        List.of(
            CSV,
            "x,y,class\n" + CSV,
            "\uFEFF\"x, 2\",y,class\n\n" + CSV,
            "\"1\",\"2\",\"0\"\n" + CSV)) {
      Spec spec = read(csv(text) + ", take: all");
      int count = (int) taken(spec).get(0);
      TrainingData read =
          DataLoader.of(SparkTestSession.get(), spec.data().orElseThrow(), 1).load(count);
      assertThat(read.training().size()).as(text).isEqualTo(count);
      Spec more = read(csv(text) + ", take: " + (count + 1));
      assertThatThrownBy(
              () ->
                  DataLoader.of(SparkTestSession.get(), more.data().orElseThrow(), 1)
                      .load(count + 1))
          .isInstanceOf(UserException.class)
          .hasMessageContaining("must be at most " + count);
    }
  }

  @Test
  void filesAndFoldersOfParquetAreCountedByTheirFooters() {
    SparkSession spark = SparkTestSession.get();
    String path = folder.resolve("samples [1]").toString();
    spark
        .range(25)
        .selectExpr("id AS x", "id AS y", "id % 2 AS label")
        .repartition(3)
        .write()
        .parquet(path);
    Spec spec = read("format: parquet, files: ['%s'], take: all".formatted(path));
    assertThat(taken(spec)).containsExactly(25);
    assertThat(Plan.of(spec).dataLines(hadoop()))
        .containsExactly(
            "data: training set of 25 samples (%s), which Spark reads when the sweep starts"
                .formatted(path));
  }

  @Test
  void whatCannotBeCountedIsAFault() throws IOException {
    for (String format :
        List.of(
            "format: csv, files: [no]",
            "format: npy, features: a, labels: b",
            "format: parquet, files: [no]")) {
      assertThatThrownBy(() -> read(format + ", take: all"))
          .isInstanceOf(InvalidSpecException.class)
          .satisfies(
              wrong ->
                  assertThat(((UserException) wrong).lines())
                      .singleElement()
                      .asString()
                      .startsWith("net.yaml: data.take: is all; "));
    }
    assertThatThrownBy(() -> read(csv("x,y,class\n") + ", take: all"))
        .hasMessageContaining("holds no samples");
    for (String key : List.of("take: all", "take: 9, test_take: all")) {
      assertThatThrownBy(() -> read("format: synthetic, shape: [2], " + key))
          .isInstanceOf(InvalidSpecException.class)
          .hasMessageEndingWith(
              "take: is all; must be a number of samples, since synthetic data have no files");
    }
  }
}
