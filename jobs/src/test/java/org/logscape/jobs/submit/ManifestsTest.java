package org.logscape.jobs.submit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.logscape.jobs.ChildJvm;
import org.logscape.jobs.Logscape;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The Kubernetes manifests: of the kinds that the operators read, and true to this build. */
class ManifestsTest {
  private static final Path FOLDER = ChildJvm.checkout().resolve("submit/kubernetes");
  private static final Pattern LOGGING =
      Pattern.compile("-Dlog4j2\\.configurationFile=file:(\\S+)");

  @SuppressWarnings("unchecked")
  private static List<Map<String, Object>> read(String file) throws IOException {
    Load load = new Load(LoadSettings.builder().build());
    return StreamSupport.stream(
            load.loadAllFromString(Files.readString(FOLDER.resolve(file))).spliterator(), false)
        .map(document -> (Map<String, Object>) document)
        .toList();
  }

  @SuppressWarnings("unchecked")
  private static Object at(Object tree, String... path) {
    Object node = tree;
    for (String key : path) {
      node = ((Map<String, Object>) node).get(key);
      assertThat(node).as(String.join(".", path)).isNotNull();
    }
    return node;
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> map(Object tree, String... path) {
    return (Map<String, Object>) at(tree, path);
  }

  @SuppressWarnings("unchecked")
  private static List<Map<String, Object>> maps(Object tree, String... path) {
    return (List<Map<String, Object>>) at(tree, path);
  }

  @SuppressWarnings("unchecked")
  private static List<String> texts(Object tree, String... path) {
    return (List<String>) at(tree, path);
  }

  private static void checkArguments(List<String> arguments) {
    assertThat(arguments).startsWith("run").contains("--out", "--resume", "--wait");
    // the image holds the experiments under /opt/logscape
    Path spec =
        ChildJvm.checkout()
            .resolve("submit")
            .resolve(arguments.get(1).replaceFirst("^/opt/logscape/", ""));
    assertThat(spec).isRegularFile();
  }

  @Test
  void kubeflowsOperator() throws IOException {
    Map<String, Object> app = read("sparkapplication-kubeflow.yaml").get(0);
    assertThat(app)
        .containsEntry("apiVersion", "sparkoperator.k8s.io/v1beta2")
        .containsEntry("kind", "SparkApplication");
    assertThat(at(app, "spec", "mainClass")).isEqualTo(Logscape.class.getName());
    assertThat(at(app, "spec", "sparkVersion"))
        .isEqualTo(org.apache.spark.package$.MODULE$.SPARK_VERSION());
    checkArguments(texts(app, "spec", "arguments"));
    Map<String, Object> sparkConf = map(app, "spec", "sparkConf");
    // Kubernetes takes strings alone
    assertThat(sparkConf.values()).allMatch(String.class::isInstance);
    List<Map<String, Object>> volumes = maps(app, "spec", "volumes");
    for (String role : List.of("driver", "executor")) {
      List<Map<String, Object>> mounts = maps(app, "spec", role, "volumeMounts");
      // a volume of such a name becomes Spark's scratch space
      assertThat(mounts.get(0).get("name"))
          .isEqualTo(volumes.get(0).get("name"))
          .asString()
          .startsWith("spark-local-dir-");
    }
  }

  @Test
  void apachesOperator() throws IOException {
    Map<String, Object> app = read("sparkapplication-apache.yaml").get(0);
    assertThat(app)
        .containsEntry("apiVersion", "spark.apache.org/v1")
        .containsEntry("kind", "SparkApplication");
    assertThat(at(app, "spec", "mainClass")).isEqualTo(Logscape.class.getName());
    assertThat(at(app, "spec", "runtimeVersions", "sparkVersion"))
        .isEqualTo(org.apache.spark.package$.MODULE$.SPARK_VERSION());
    checkArguments(texts(app, "spec", "driverArgs"));
    Map<String, Object> sparkConf = map(app, "spec", "sparkConf");
    assertThat(sparkConf.values()).allMatch(String.class::isInstance);
    assertThat(sparkConf.keySet()).allMatch(key -> key.startsWith("spark."));
  }

  @Test
  void namespaceAndRights() throws IOException {
    assertThat(read("namespace.yaml").stream().map(document -> document.get("kind")))
        .containsExactly("Namespace", "ServiceAccount", "Role", "RoleBinding");
  }

  /** What the Dockerfile copies, as pairs of source and target. */
  private static List<List<String>> copies() throws IOException {
    try (Stream<String> lines = Files.lines(FOLDER.resolve("Dockerfile"))) {
      return lines
          .filter(line -> line.startsWith("COPY "))
          .map(line -> List.of(line.split(" +", -1)).subList(1, 3))
          .toList();
    }
  }

  @Test
  void theImageHoldsWhatItCopies() throws IOException {
    List<String> sources = copies().stream().map(pair -> pair.get(0)).toList();
    assertThat(sources).contains("jobs/target/logscape.jar");
    assertThat(sources)
        .filteredOn(source -> !source.startsWith("jobs/target"))
        .allMatch(source -> Files.exists(ChildJvm.checkout().resolve(source)));
  }

  /** Spark mounts what it was submitted with over its conf/ in a pod, so logging lies elsewhere. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "sparkapplication-kubeflow.yaml",
        "sparkapplication-apache.yaml",
        "../conf/kubernetes-cluster.properties"
      })
  void driversFindTheirLoggingInTheImage(String file) throws IOException {
    Matcher logging = LOGGING.matcher(Files.readString(FOLDER.resolve(file)));
    assertThat(logging.find()).isTrue();
    assertThat(copies())
        .contains(List.of("submit/log4j2.properties", logging.group(1)))
        .noneMatch(pair -> pair.get(1).startsWith("/opt/spark/conf"));
  }
}
