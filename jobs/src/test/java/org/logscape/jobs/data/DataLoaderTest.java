package org.logscape.jobs.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.logscape.data.ImageShape;
import org.logscape.data.LabelCoding;
import org.logscape.jobs.SparkTestSession;
import org.logscape.jobs.errors.UserException;
import org.logscape.jobs.spec.data.DataFormat;
import org.logscape.jobs.spec.data.DataScale;
import org.logscape.jobs.spec.data.DataSpec;

class DataLoaderTest {
  private final SparkSession spark = SparkTestSession.get();
  @TempDir Path folder;

  private TrainingData load(DataSpec data, int take) {
    return DataLoader.of(spark, data, 1).load(take);
  }

  private static DataSpec files(DataFormat format, String training, List<String> test) {
    return new DataSpec(
        format,
        List.of(training),
        test,
        DataSpec.ALL,
        LabelCoding.ONE_HOT,
        DataScale.NONE,
        null,
        null);
  }

  private String file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text).toUri().toString();
  }

  @Test
  void columnsOfTextAreSamples() throws IOException {
    String training = file("a.csv", "x,y,class\n0.5,1,0\n2,3,2\n4,5,1\n");
    String test = file("b.csv", "7,8,1\n");
    TrainingData data = load(files(DataFormat.CSV, training, List.of(test)), 2);
    assertThat(data.shape()).isEqualTo(ImageShape.flat(2));
    assertThat(data.training().inputs()).containsExactly(0.5f, 1, 2, 3);
    assertThat(data.training().targets()).containsExactly(1, 0, 0, 0, 0, 1);
    // the class that the test set lacks has its target all the same
    assertThat(data.test().orElseThrow().targets()).containsExactly(0, 1, 0);
    assertThat(data.checksum()).matches("[0-9a-f]{64} [0-9a-f]{64}");
  }

  /** To Spark's reader these are patterns, of which some match the other file. */
  @ParameterizedTest
  @ValueSource(strings = {"a*.csv", "a[1].csv", "{a1,b}.csv", "a?.csv", "a b:1\\c.csv"})
  void theNameOfACsvFileIsTakenLiterally(String name) throws IOException {
    Files.writeString(folder.resolve("a1.csv"), "9,9,0\n9,9,1\n");
    Path file = Files.writeString(folder.resolve(name), "1,2,0\n3,4,1\n");
    TrainingData data = load(files(DataFormat.CSV, file.toString(), List.of()), 2);
    assertThat(data.training().inputs()).containsExactly(1, 2, 3, 4);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1,-2.5,0\n30,4,2\n",
        "a,b,class\n1,-2.5,0\n\n3e1,4,2\n",
        "\n\n1,-2.5,0\n   \n30,4,2",
        "\uFEFF1,-2.5,0\n30,4,2\n",
        "\uFEFFa,b,class\n1,-2.5,0\n30,4,2\n",
        "\"a\",\"b,\nover two lines\",\"class\"\n1,-2.5,0\n30,4,2\n",
        "\"a\",\"b, of the second kind\",\"class\"\n\"1\",\"-2.5\",\"0\"\n 30 , 4 , 2 \n",
        ",b,class\r\n1,-2.5,0\r\n30,4,2\r\n"
      })
  void allTheseAreTheSameTwoSamples(String text) throws IOException {
    TrainingData data = load(files(DataFormat.CSV, file("same.csv", text), List.of()), 2);
    assertThat(data.training().size()).isEqualTo(2);
    assertThat(data.training().inputs()).containsExactly(1, -2.5f, 30, 4);
    assertThat(data.training().targets()).containsExactly(1, 0, 0, 0, 0, 1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1,2,0;1,1|row 2 has 2 fields, row 1 has 3",
        "1,2,0;1,2,1,1|row 2 has 4 fields, row 1 has 3",
        "1,0;NaN,1|row 2, field 1: 'NaN' is not a finite number",
        "a,b,c;1,x,1|row 2, field 2: 'x' is not a finite number",
        "1.0,,3.0,1;1,2,3,0|row 1, field 2: '' is not a finite number (the first row is a header",
        "1.0,?,3.0,1;1,2,3,0|row 1, field 2: '?' is not a finite number (the first row is a header",
        "1,2,0;,,|row 2, field 1: '' is not a finite number",
        "1,0.5|row 1, field 2: '0.5' is not a class 0, 1, 2, ...",
        "1,-1|row 1, field 2: '-1' is not a class 0, 1, 2, ...",
        "1,2147483647|row 1, field 2: '2147483647' is not a class 0, 1, 2, ...",
        "1,2e6|row 1, field 2: '2e6' is not a class 0, 1, 2, ...",
        "names,only|holds no samples",
        "1;2|has one column",
        ";;  ;|holds no samples"
      })
  void aFaultOfACsvFileNamesRowAndField(String lines, String fault) throws IOException {
    String csv = file("wrong.csv", lines.replace(';', '\n') + "\n");
    assertThatThrownBy(() -> load(files(DataFormat.CSV, csv, List.of()), 1))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("wrong.csv: " + fault);
  }

  /** Ten classes and one label 200: the label is wrong, not the width of the network. */
  @Test
  void aLabelFarBeyondTheOthersIsOutOfRange() throws IOException {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 20; i++) {
      text.append(i).append(',').append(i == 13 ? 200 : i % 10).append('\n');
    }
    DataSpec data = files(DataFormat.CSV, file("far.csv", text.toString()), List.of());
    assertThatThrownBy(() -> DataLoader.of(spark, data, 1).with(10).load(5))
        .isInstanceOf(UserException.class)
        .hasMessageContaining(
            "far.csv: sample 14 has label 200, which is out of range; must be 0 to 9");
    DataSpec all = files(DataFormat.CSV, file("all.csv", "1,0\n2,1\n3,2\n"), List.of());
    assertThat(DataLoader.of(spark, all, 1).with(2).load(3).training().outputs()).isEqualTo(3);
  }

  @Test
  void rowsOfParquetAreSamplesWhetherInColumnsOrArrays() {
    String columns = folder.resolve("columns").toString();
    String arrays = folder.resolve("arrays").toString();
    spark
        .sql("SELECT * FROM VALUES (0.5D, 1, 0), (2.0D, 3, 2), (4.0D, 5, 1) AS t(x, y, label)")
        .coalesce(1)
        .write()
        .parquet(columns);
    spark
        .sql(
            "SELECT array(x, y) AS features, label FROM VALUES (0.5F, 1F, 0), (2F, 3F, 2), (4F, 5F,"
                + " 1) AS t(x, y, label)")
        .coalesce(1)
        .write()
        .parquet(arrays);
    TrainingData one = load(files(DataFormat.PARQUET, columns, List.of()), 3);
    TrainingData other = load(files(DataFormat.PARQUET, arrays, List.of()), 3);
    assertThat(one.training().inputs()).containsExactly(0.5f, 1, 2, 3, 4, 5);
    assertThat(other.training()).usingRecursiveComparison().isEqualTo(one.training());
    assertThat(other.checksum()).isEqualTo(one.checksum());
    assertThat(one.test()).isEmpty();
  }

  @Test
  void scalesAreLearntFromTheTrainingSetAlone() throws IOException {
    String training = file("a.csv", "0,0,0\n2,4,1\n");
    String test = file("b.csv", "10,2,1\n");
    DataSpec each =
        new DataSpec(
            DataFormat.CSV,
            List.of(training),
            List.of(test),
            DataSpec.ALL,
            LabelCoding.EVEN_ODD,
            DataScale.STANDARD_EACH,
            null,
            null);
    TrainingData data = load(each, 2);
    assertThat(data.training().inputs()).containsExactly(-1, -1, 1, 1);
    assertThat(data.test().orElseThrow().inputs()).containsExactly(9, 0);
    assertThat(data.training().targets()).containsExactly(1, -1);
  }

  @Test
  void cloudsNeedNoFiles() {
    DataSpec clouds =
        new DataSpec(
            DataFormat.SYNTHETIC,
            List.of(),
            List.of(),
            30,
            LabelCoding.ONE_HOT,
            DataScale.STANDARD,
            new DataSpec.Clouds(List.of(4, 5, 2), 3, 1),
            null);
    TrainingData data = load(clouds, 60);
    assertThat(data.shape()).isEqualTo(new ImageShape(4, 5, 2));
    assertThat(data.training().size()).isEqualTo(60);
    assertThat(data.test().orElseThrow().size()).isEqualTo(30);
    double mean = 0;
    for (float x : data.training().inputs()) {
      mean += x / data.training().inputs().length;
    }
    assertThat(mean).isCloseTo(0, within(1e-6));
  }

  @Test
  void whatIsWrongWithAFileIsOneLineThatNamesIt() throws IOException {
    String html = file("page.gz", "<!DOCTYPE html><html>");
    String csv = file("a.csv", "1,2,0\n1,2\n");
    String noLabel = folder.resolve("no-label").toString();
    spark.range(3).write().parquet(noLabel);
    assertThatThrownBy(() -> load(files(DataFormat.CIFAR_10, html, List.of()), 1))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("page.gz: is a web page");
    assertThatThrownBy(() -> load(files(DataFormat.CSV, csv, List.of()), 1))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("a.csv: row 2 has 2 fields, row 1 has 3");
    assertThatThrownBy(() -> load(files(DataFormat.PARQUET, noLabel, List.of()), 1))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("has no column label; its columns are id");
    assertThatThrownBy(
            () -> load(files(DataFormat.PARQUET, folder.resolve("none").toString(), List.of()), 1))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("is not there, or no Parquet");
    assertThatThrownBy(
            () -> load(files(DataFormat.CSV, folder.resolve("none").toString(), List.of()), 1))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("no such file");
    String short1 = file("short.csv", "1,2,0\n");
    assertThatThrownBy(() -> load(files(DataFormat.CSV, short1, List.of()), 2))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("data.take: is 2; must be at most 1");
  }
}
