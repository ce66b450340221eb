package org.logscape.jobs.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.logscape.jobs.Logscape;
import org.logscape.jobs.SparkTestSession;
import org.logscape.jobs.errors.UserException;

/** Every name means the folder of that name and no other, at every write and read. */
class LiteralPathTest {
  private static final String SPEC =
      """
      name: literal
      seed: 3
      replicas: 12
      model: {type: double-well, dimensions: 2, barrier: 2.0, label_noise: 1}
      dynamics: {type: sgd, batch_size: 1, learning_rate: 0.04}
      observe: {escape: {events: [separatrix]}}
      stop: {steps: 4000, after: separatrix}
      fit: [escape-rate]
      """;

  @TempDir Path folder;

  static List<String> names() {
    StringBuilder printable = new StringBuilder("x");
    for (char c = ' '; c <= '~'; c++) {
      printable.append(c == '/' ? '-' : c);
    }
    return List.of(
        "a[1]",
        "a?",
        "a*",
        "lr{0.04}",
        "{0.02,0.04}",
        "a\\b",
        "a\\[1\\]",
        "q?x=1",
        "run:1",
        "100%25",
        "a#b",
        " both ends ",
        "~backup",
        "-x",
        "Größe η=0.04 実験 🎲",
        "n".repeat(200),
        printable.toString());
  }

  @ParameterizedTest
  @MethodSource("names")
  void isThePlaceOfThatName(String name) throws Exception {
    Configuration configuration = new Configuration();
    Folder made = Folder.of(folder.resolve(name).toString(), configuration);
    made.write("content", name);
    assertThat(folder.resolve(name).resolve("content")).hasContent(name);
    assertThat(folder).isDirectoryContaining(path -> path.getFileName().toString().equals(name));
    assertThat(Folder.of(made.path(), configuration).path()).isEqualTo(made.path());
  }

  @ParameterizedTest
  @MethodSource("names")
  void relativeNamesAreTakenLiterallyToo(String name) {
    assertThat(LiteralPath.of(name).getName()).isEqualTo(name);
    assertThat(LiteralPath.of("out/" + name).getName()).isEqualTo(name);
  }

  @Tag("thorough")
  @Test
  void sparkReadsNoNeighbour() {
    SparkSession spark = SparkTestSession.get();
    Configuration configuration = spark.sparkContext().hadoopConfiguration();
    for (String neighbour : List.of("a1", "ab", "a", "lr0.04", "0.02", "0.04", "qax=1")) {
      write(spark, folder.resolve(neighbour).toString(), 1_000);
    }
    int rows = 1;
    for (String name : names()) {
      write(spark, folder.resolve(name).toString(), rows);
      String path = Folder.of(folder.resolve(name).toString(), configuration).path();
      assertThat(LiteralPath.reader(spark).parquet(path).count()).as(name).isEqualTo(rows);
      rows++;
    }
  }

  private static void write(SparkSession spark, String name, int rows) {
    Folder folder = Folder.of(name, spark.sparkContext().hadoopConfiguration());
    spark.range(0, rows, 1, 1).write().parquet(folder.path());
  }

  @Test
  void commandsTakeNamesLiterally() throws Exception {
    SparkTestSession.get();
    String spec = Files.writeString(folder.resolve("s[1] ü?.yaml"), SPEC).toString();
    String out = folder.resolve("a[1]{x,y}?*\\b: é%20").toString();
    assertThat(Logscape.execute("run", spec, "--out", out)).isZero();
    assertThat(Logscape.execute("sweep", spec, "--out", out, "--resume")).isZero();
    assertThat(Logscape.execute("fit", out)).isZero();
    assertThat(Path.of(out, "runs")).isNotEmptyDirectory();
    assertThat(folder.toFile().list()).hasSize(2);
  }

  @Test
  void addressesStayAddresses() {
    assertThat(LiteralPath.of("hdfs://host:8020/a").toUri().getHost()).isEqualTo("host");
    assertThat(LiteralPath.of("s3a://bucket/a b").toUri().getPath()).isEqualTo("/a b");
    assertThat(LiteralPath.of("file:/a").toUri().getScheme()).isEqualTo("file");
  }

  @Test
  void refusesATildeThatTheShellLeft() {
    for (String name : List.of("~", "~/out")) {
      assertThatThrownBy(() -> LiteralPath.of(name))
          .isInstanceOf(UserException.class)
          .hasMessageContaining("did not expand ~");
    }
  }

  @Test
  void saysWhatKeepsAFolderFromBeingWrittenTo() throws Exception {
    Configuration configuration = new Configuration();
    Path file = Files.writeString(folder.resolve("file"), "");
    Path link = Files.createSymbolicLink(folder.resolve("link"), folder.resolve("nowhere"));
    assertThat(Folder.of(file.toString(), configuration).obstacle())
        .get()
        .asString()
        .contains("is a file");
    assertThat(Folder.of(file + "/below/it", configuration).obstacle())
        .get()
        .asString()
        .contains(file + " is a file");
    assertThat(Folder.of(link.toString(), configuration).obstacle())
        .get()
        .asString()
        .contains("is a link to something that is not there");
    assertThat(Folder.of(folder.resolve("new/one").toString(), configuration).obstacle()).isEmpty();
  }
}
