package org.logscape.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.launcher.JavaModuleOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.logscape.jobs.plan.Plan;
import org.logscape.jobs.plan.PlanText;
import org.logscape.jobs.spec.SpecReader;

/** Files of submit/ against what they must agree with. */
class LauncherTest {
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
}
