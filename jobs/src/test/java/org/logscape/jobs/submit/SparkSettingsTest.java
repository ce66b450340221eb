package org.logscape.jobs.submit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.spark.internal.config.ConfigEntry;
import org.apache.spark.internal.config.ConfigReader;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.logscape.jobs.ChildJvm;

/** Every key in submit/conf is one that Spark knows, with a value that it takes. */
class SparkSettingsTest {
  private static final Path SUBMIT = ChildJvm.checkout().resolve("submit");

  /** Families of keys, which Spark reads by their beginning. */
  private static final Pattern FAMILIES =
      Pattern.compile(
          "spark\\.(executorEnv|yarn\\.appMasterEnv|kubernetes\\.driverEnv)\\.(OMP|OPENBLAS)_NUM_THREADS"
              + "|spark\\.kubernetes\\.(driver|executor)\\.volumes\\.emptyDir\\.spark-local-dir-1\\.(mount\\.path|options\\.sizeLimit)"
              + "|spark\\.metrics\\.conf\\.driver\\.sink\\.prometheusServlet\\.(class|path)"
              + "|spark\\.hadoop\\.fs\\.file\\.impl");

  @BeforeAll
  static void loadTheKeys() throws ClassNotFoundException {
    // an entry registers itself when the object that holds it is loaded
    for (String holder :
        List.of(
            "org.apache.spark.internal.config.package$",
            "org.apache.spark.internal.config.UI$",
            "org.apache.spark.internal.config.Network$",
            "org.apache.spark.sql.internal.SQLConf$",
            "org.apache.spark.deploy.k8s.Config$")) {
      Class.forName(holder);
    }
  }

  static Stream<Path> files() throws IOException {
    try (Stream<Path> conf = Files.list(SUBMIT.resolve("conf"))) {
      return Stream.concat(
          Stream.of(SUBMIT.resolve("spark-defaults.conf")), conf.sorted().toList().stream())
          .toList()
          .stream();
    }
  }

  private static Properties read(Path file) throws IOException {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      properties.load(reader);
    }
    return properties;
  }

  private static void check(String key, String value) {
    if (FAMILIES.matcher(key).matches()) {
      return;
    }
    // Spark's YARN module is not in every Maven repository; its keys as its documentation has them
    if (key.equals("spark.yarn.maxAppAttempts")) {
      assertThat(value).matches("[1-9]");
      return;
    }
    ConfigEntry<?> entry = ConfigEntry.findEntry(key);
    assertThat(entry).as(key).isNotNull();
    ConfigReader reader = new ConfigReader(Map.of(key, value));
    assertThatCode(() -> entry.readFrom(reader)).as(key + " = " + value).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @MethodSource("files")
  void areKnownToSpark(Path file) throws IOException {
    Properties properties = read(file);
    assertThat(properties).isNotEmpty();
    properties.forEach((key, value) -> check((String) key, ((String) value).strip()));
  }

  @ParameterizedTest
  @MethodSource("files")
  void holdWhatEveryClusterNeeds(Path file) throws IOException {
    assertThat(read(file)).containsAllEntriesOf(read(SUBMIT.resolve("spark-defaults.conf")));
  }

  @Test
  void thereIsAFileForEachKindOfCluster() throws IOException {
    String launcher = Files.readString(SUBMIT.resolve("logscape"));
    for (String kind :
        List.of("local", "standalone", "yarn", "kubernetes-client", "kubernetes-cluster")) {
      assertThat(SUBMIT.resolve("conf/%s.properties".formatted(kind))).isRegularFile();
    }
    assertThat(launcher).contains("kind=standalone", "kind=yarn", "kind=kubernetes-$mode");
  }

  @Test
  void aMisspeltKeyOrAWrongValueIsFound() {
    assertThat(ConfigEntry.findEntry("spark.speculatoin")).isNull();
    assertThatThrownBy(() -> check("spark.network.timeout", "soon"))
        .hasMessageContaining("spark.network.timeout = soon");
    assertThatThrownBy(() -> check("spark.executor.memory", "much"))
        .hasMessageContaining("spark.executor.memory = much");
  }
}
