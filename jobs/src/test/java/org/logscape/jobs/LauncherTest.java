package org.logscape.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.launcher.JavaModuleOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.logscape.jobs.plan.Plan;
import org.logscape.jobs.plan.PlanText;
import org.logscape.jobs.spec.SpecReader;

/** Files of submit/ against what they must agree with. */
class LauncherTest {
  /** A launcher in whose environment this is set finds no jar of Spark. */
  private static final String LACKS_SPARK = "LACKS_SPARK";

  /** A launcher in whose environment this is set asks that Java what it takes. */
  private static final String REAL_JAVA = "REAL_JAVA";

  /** Three places start JVMs; Spark's own list is what they copy. */
  @Test
  void javaOptionsAreThoseOfSparksLauncher() throws IOException {
    List<String> wanted = List.of(JavaModuleOptions.defaultModuleOptionArray());
    List<String> launcher =
        Files.readAllLines(ChildJvm.checkout().resolve("submit/java-modules")).stream()
            .filter(line -> !line.startsWith("#"))
            .toList();
    assertThat(launcher).containsAll(wanted);
    assertThat(ManagementFactory.getRuntimeMXBean().getInputArguments()).containsAll(wanted);
  }

  static List<Path> experiments() throws IOException {
    try (Stream<Path> files = Files.list(ChildJvm.checkout().resolve("submit/experiments"))) {
      return files.sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("experiments")
  void everyExperimentSaysItsClaimAndCanBePlanned(Path experiment) throws IOException {
    String yaml = Files.readString(experiment);
    assertThat(yaml).contains("\nclaim: ");
    var spec = SpecReader.read(yaml, experiment.toString());
    assertThat(experiment.getFileName()).hasToString(spec.name() + ".yaml");
    assertThat(PlanText.of(Plan.of(spec)).lines().get(0)).startsWith(spec.name() + ": ");
  }

  @Test
  void tooFewFilesAndACurrentFolderThatIsGoneAreNamed(@TempDir Path folder)
      throws IOException, InterruptedException {
    assertThat(launched(folder, "17", Map.of(), "ulimit -n 100"))
        .containsExactly(
            "logscape: ulimit -n: at most 100 files may be open at once; Spark needs 202",
            "exit code 2");
    assertThat(launched(folder, "17", Map.of(), "cd $(mktemp -d) && rmdir \"$PWD\""))
        .contains(
            "logscape: the current folder was deleted or moved away; change to another one",
            "exit code 2");
  }

  /** What Java itself says of them is put into one line; it is the real Java that is asked. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          LOGSCAPE_JAVA_OPTS | -Xmx1x | Invalid maximum heap size: -Xmx1x
          LOGSCAPE_JAVA_OPTS | -Xmx1m | Too small maximum heap
          LOGSCAPE_JAVA_OPTS | -Xmx2g -XX:+UseFoo | Unrecognized VM option 'UseFoo'
          LOGSCAPE_JAVA_OPTS | -Xss1k | The Java thread stack size specified is too small
          LOGSCAPE_JAVA_OPTS | --add-modules nope | java.lang.module.FindException: Module nope not found
          LOGSCAPE_JAVA_OPTS | -Xms2g -Xmx1g | Initial heap size set to a larger value than the maximum heap size
          LOGSCAPE_JAVA_OPTS | Xmx2g | Error: Could not find or load main class Xmx2g
          LOGSCAPE_JAVA_OPTS | -Xmx8m | at least 32 MB, such as -Xmx8g
          LOGSCAPE_JAVA_OPTS | -Xmx8000000 | at least 32 MB, such as -Xmx8g
          JAVA_TOOL_OPTIONS  | -Xmx1x | Invalid maximum heap size: -Xmx1x
          JDK_JAVA_OPTIONS   | -XX:+UseFoo | Unrecognized VM option 'UseFoo'
          """)
  void anOptionThatJavaDoesNotTakeIsNamedInOneLine(
      String name, String options, String why, @TempDir Path folder)
      throws IOException, InterruptedException {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    List<String> lines =
        launched(folder, "17", Map.of(name, options, REAL_JAVA, java.toString()), ":");
    assertThat(lines).hasSize(2).last().isEqualTo("exit code 2");
    assertThat(lines.get(0))
        .startsWith("logscape: %s: is '%s'".formatted(name, options))
        .contains(why)
        .contains("must be");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --driver-memory 1x                | --driver-memory: is '1x'
          --executor-memory=                | --executor-memory: is ''
          --conf spark.executor.memory=4.5g | spark.executor.memory: is '4.5g'
          --conf spark.driver.memory=0      | spark.driver.memory: is '0'
          """)
  void aSizeForSparkSubmitThatIsNoneIsNamed(String options, String line, @TempDir Path folder)
      throws IOException, InterruptedException {
    Path submit = Files.createDirectories(folder.resolve("spark/bin")).resolve("spark-submit");
    Files.writeString(submit, "#!/bin/sh\necho submitted\n");
    assertThat(submit.toFile().setExecutable(true)).isTrue();
    String spark = folder.resolve("spark").toString();
    assertThat(launched(folder, "17", Map.of("SPARK_HOME", spark, "LOGSCAPE_SUBMIT_OPTS", options)))
        .containsExactly("logscape: " + line + "; must be a size such as 4g", "exit code 2");
    assertThat(
            launched(
                folder,
                "17",
                Map.of("SPARK_HOME", spark, "LOGSCAPE_SUBMIT_OPTS", "--driver-memory 4g")))
        .contains("submitted", "exit code 0");
  }

  /** What a launcher that is given a program in place of Java says and passes on. */
  private static List<String> launched(Path folder, String java, Map<String, String> environment)
      throws IOException, InterruptedException {
    return launched(folder, java, environment, ":");
  }

  /** The same after a command of the shell that starts it. */
  private static List<String> launched(
      Path folder, String java, Map<String, String> environment, String before)
      throws IOException, InterruptedException {
    Path home = Files.createDirectories(folder.resolve("home"));
    for (String file : List.of("logscape", "java-modules", "log4j2.properties")) {
      Path copy = home.resolve("submit").resolve(file);
      Files.createDirectories(copy.getParent());
      Files.copy(
          ChildJvm.checkout().resolve("submit").resolve(file),
          copy,
          StandardCopyOption.REPLACE_EXISTING,
          StandardCopyOption.COPY_ATTRIBUTES);
    }
    Path target = Files.createDirectories(home.resolve("jobs/target"));
    Files.writeString(target.resolve("logscape.jar"), "");
    Path spark = target.resolve("spark.jar");
    if (!environment.containsKey(LACKS_SPARK)) {
      Files.writeString(spark, "");
    }
    Files.writeString(target.resolve("spark.classpath"), spark.toString());
    Path program = Files.createDirectories(home.resolve("jdk/bin")).resolve("java");
    Files.writeString(
        program,
        """
        #!/bin/sh
        case "$*" in
          *-version) if [ -n "${REAL_JAVA:-}" ]; then exec "$REAL_JAVA" "$@"; fi ;;
        esac
        case "$*" in
          *-XshowSettings*)
            echo "    java.specification.version = %1$s" >&2
            echo "    java.vm.version = %1$s.0.1" >&2 ;;
          *) for each in "$@"; do
               echo "$each"
               case $each in -XX:ArchiveClassesAtExit=*) echo classes > "${each#*=}" ;; esac
             done
             env ;;
        esac
        """
            .formatted(java));
    assertThat(program.toFile().setExecutable(true)).isTrue();
    ProcessBuilder launcher =
        new ProcessBuilder(
            "bash",
            "-c",
            before + " && exec \"$0\" \"$@\"",
            home.resolve("submit/logscape").toString(),
            "plan",
            "a b.yaml");
    launcher.environment().keySet().removeAll(List.of("SPARK_HOME", "TMPDIR", "SPARK_LOCAL_IP"));
    launcher.environment().put("JAVA_HOME", home.resolve("jdk").toString());
    launcher.environment().put("LOGSCAPE_CLASS_ARCHIVE", "off");
    launcher.environment().putAll(environment);
    Process process = launcher.redirectErrorStream(true).start();
    List<String> lines =
        new ArrayList<>(
            new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList());
    lines.add("exit code " + process.waitFor());
    return lines;
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.8", "11", "18", "24", "25"})
  void otherJavasAreRefusedInOneLine(String java, @TempDir Path folder) throws Exception {
    assertThat(launched(folder, java, Map.of()))
        .satisfiesExactly(
            line ->
                assertThat(line)
                    .startsWith("logscape: this is Java " + java)
                    .contains("needs Java 17 or 21"),
            code -> assertThat(code).isEqualTo("exit code 2"));
  }

  /** Two commands after one build: the first makes the archive, both start from it. */
  @Test
  void classesAreArchivedOnceForEachJar(@TempDir Path folder) throws Exception {
    String prepares = "logscape: preparing quick starts (once, half a minute)";
    Map<String, String> archived = Map.of("LOGSCAPE_CLASS_ARCHIVE", "on");
    List<String> first = launched(folder, "17", archived);
    Path target = folder.resolve("home/jobs/target");
    Path archive = target.resolve("classes-17.0.1.jsa");
    assertThat(first).contains(prepares, "-XX:SharedArchiveFile=" + archive, "exit code 0");
    Files.setLastModifiedTime(
        archive, FileTime.from(Files.getLastModifiedTime(archive).toInstant().plusSeconds(60)));
    assertThat(launched(folder, "17", archived))
        .doesNotContain(prepares)
        .contains("-XX:SharedArchiveFile=" + archive);
    assertThat(launched(folder, "17", Map.of())).noneMatch(line -> line.contains("Archive"));
    try (Stream<Path> files = Files.list(target)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder(
              "logscape.jar", "spark.jar", "spark.classpath", "classes-17.0.1.jsa");
    }
  }

  @Test
  void aJarThatCannotBeReadIsNamedInOneLine(@TempDir Path folder) throws Exception {
    assertThat(launched(folder, "17", Map.of(LACKS_SPARK, "yes")))
        .satisfiesExactly(
            line ->
                assertThat(line)
                    .startsWith("logscape: " + folder.resolve("home/jobs/target/spark.jar") + ":")
                    .contains("may not read it"),
            code -> assertThat(code).isEqualTo("exit code 2"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"17", "21"})
  void javaGetsWhatTheEnvironmentNeeds(String java, @TempDir Path folder) throws Exception {
    Path scratch = Files.createDirectories(folder.resolve("scratch folder"));
    List<String> lines =
        launched(
            folder,
            java,
            Map.of(
                "LC_ALL",
                "C",
                "TMPDIR",
                scratch.toString(),
                "LOGSCAPE_JAVA_OPTS",
                "-Xmx2g  -Da=*"));
    assertThat(lines)
        .contains(
            "-Djava.io.tmpdir=" + scratch,
            "-Xmx2g",
            "-Da=*",
            "a b.yaml",
            "LC_ALL=C.UTF-8",
            "SPARK_LOCAL_IP=127.0.0.1",
            "SPARK_LOCAL_HOSTNAME=localhost",
            "exit code 0");
    assertThat(lines).anyMatch(line -> line.startsWith("-Dlogscape.log=" + scratch));
  }
}
