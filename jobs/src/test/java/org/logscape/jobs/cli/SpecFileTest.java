package org.logscape.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.io.RandomAccessFile;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.logscape.jobs.Logscape;
import org.logscape.jobs.data.Complaints;

/** Specs that draw on other files, and what {@code plan} makes of them for programs. */
class SpecFileTest {
  private static final String BASE =
      """
      name: base
      seed: 3
      replicas: 5
      model: {type: double-well, dimensions: 1, barrier: 1}
      dynamics: {type: sgd, learning_rate: 0.04, batch_size: 1, sampling: online}
      observe: {escape: {events: [separatrix]}}
      stop: {steps: 300}
      """;

  @TempDir Path folder;

  private String file(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text).toString();
  }

  private static JsonNode json(String... command) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream old = System.out;
    System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    try {
      assertThat(Logscape.execute(command)).isZero();
    } finally {
      System.setOut(old);
    }
    return new ObjectMapper().readTree(bytes.toByteArray());
  }

  @Test
  void aFileThatIsTooLongForASpecIsNotReadToItsEnd() throws IOException {
    Path sparse = folder.resolve("long.yaml");
    try (RandomAccessFile file = new RandomAccessFile(sparse.toFile(), "rw")) {
      file.setLength(1L << 40);
    }
    assertThat(Complaints.of(2, "plan", sparse.toString()))
        .containsExactly("logscape: " + sparse + ": is longer than 3 MB; must be a spec (YAML)");
  }

  @Test
  void keysOfAnIncludedFileStandUnderThoseOfTheSpec() throws IOException {
    file("common/base.yaml", BASE);
    file("common/middle.yaml", "include: base.yaml\nseed: 4\nmodel: {barrier: [1, 2]}\n");
    String top =
        file(
            "top.yaml",
            "include: common/middle.yaml\nname: top\ndynamics: {learning_rate: 0.02}\n");
    JsonNode plan = json("plan", top, "--json");
    assertThat(plan.path("name").asText()).isEqualTo("top");
    assertThat(plan.path("cells").asLong()).isEqualTo(2);
    assertThat(plan.path("runs").asLong()).isEqualTo(10);
    JsonNode cell = plan.path("planned").path(0);
    // h* = 4 p - 2 = 2 at p = 1
    assertThat(cell.path("curvature_step").asDouble()).isEqualTo(0.02 * 2);
    JsonNode event = cell.path("events").path(0);
    assertThat(event.path("event").asText()).isEqualTo("separatrix");
    assertThat(event.path("mean_steps").asDouble() * event.path("rate").asDouble() * 0.02)
        .isBetween(1 - 1e-12, 1 + 1e-12);
  }

  /** A file system that only Spark's settings name, and one that they make the default. */
  public static final class Attic extends RawLocalFileSystem {
    @Override
    public URI getUri() {
      return URI.create("attic:///");
    }

    @Override
    protected void checkPath(org.apache.hadoop.fs.Path path) {
      // the same files under another scheme
    }

    @Override
    public File pathToFile(org.apache.hadoop.fs.Path path) {
      return new File(getConf().get("attic.root"), path.toUri().getPath());
    }
  }

  /** By {@code --conf} and by a system property, as spark-submit and its files set them. */
  @Test
  void aSpecIsReadByTheFileSystemsThatSparksSettingsName() throws IOException {
    file("attic/base.yaml", BASE);
    file("attic/top.yaml", "include: base.yaml\nname: top\n");
    String root = "spark.hadoop.attic.root=" + folder.resolve("attic");
    String attic = "spark.hadoop.fs.attic.impl=" + Attic.class.getName();
    JsonNode plan = json("plan", "attic:///top.yaml", "--json", "--conf", attic, "--conf", root);
    assertThat(plan.path("name").asText()).isEqualTo("top");
    assertThat(Complaints.of(2, "plan", "attic:///top.yaml", "--conf", root))
        .singleElement()
        .asString()
        .contains("attic:///top.yaml: cannot be read (No FileSystem for scheme \"attic\")");
    assertThat(
            Complaints.of(2, "plan", "attic:///a", "--conf", "spark.hadoop.fs.attic.impl=no.Such"))
        .singleElement()
        .asString()
        .contains("is not on the class path (LOGSCAPE_CLASSPATH): Class no.Such not found");
    System.setProperty("spark.hadoop.fs.attic.impl", Attic.class.getName());
    System.setProperty("spark.hadoop.fs.defaultFS", "attic:///");
    try {
      assertThat(json("plan", "/top.yaml", "--json", "--conf", root).path("runs").asLong())
          .isEqualTo(5);
    } finally {
      System.clearProperty("spark.hadoop.fs.attic.impl");
      System.clearProperty("spark.hadoop.fs.defaultFS");
    }
  }

  @Test
  void faultsNameTheIncludedFile() throws IOException {
    String none = file("none.yaml", "include: nowhere.yaml\n");
    assertThat(Complaints.of(2, "plan", none))
        .singleElement()
        .asString()
        .contains("nowhere.yaml: no such file; must be a spec (YAML)");
    String circle = file("circle.yaml", "include: circle.yaml\n");
    assertThat(Complaints.of(2, "plan", circle))
        .singleElement()
        .asString()
        .contains("include: goes more than 8 files deep, or in a circle");
    file("broken.yaml", "seed: 1\nseed: 2\n");
    String top = file("top.yaml", BASE + "include: broken.yaml\n");
    assertThat(Complaints.of(2, "plan", top))
        .singleElement()
        .asString()
        .contains("broken.yaml: seed: occurs twice");
    assertThat(Complaints.of(2, "plan", file("list.yaml", BASE + "include: [a, b]\n")))
        .singleElement()
        .asString()
        .contains("include: is ['a', 'b']; must be a file");
  }

  @Test
  void aVariableThatIsNotSetIsAFault() throws IOException {
    String spec =
        file("spec.yaml", "# ${IN_A_COMMENT}\n" + BASE.replace("0.04", "${LOGSCAPE_NO_SUCH}"));
    assertThat(Complaints.of(2, "plan", spec))
        .singleElement()
        .asString()
        .contains(
            "spec.yaml: line 6: has ${LOGSCAPE_NO_SUCH}, which is no environment variable here");
  }

  @Test
  void findingsOfTheDoctorAreAList() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream old = System.out;
    System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    try {
      Logscape.execute("doctor", "--json");
    } finally {
      System.setOut(old);
    }
    JsonNode findings = new ObjectMapper().readTree(bytes.toByteArray());
    assertThat(findings.findValuesAsText("subject")).isNotEmpty().contains("java", "spark");
    assertThat(List.of("ok", "warning", "wrong")).containsAll(findings.findValuesAsText("level"));
  }
}
