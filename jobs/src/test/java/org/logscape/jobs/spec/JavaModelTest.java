package org.logscape.jobs.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.logscape.dynamics.LandscapeDynamics;
import org.logscape.jobs.predict.CellFacts;
import org.logscape.jobs.spec.key.InvalidSpecException;
import org.logscape.jobs.sweep.CellDynamics;
import org.logscape.jobs.sweep.CellRows;
import org.logscape.kernel.BlockKernel;
import org.logscape.kernel.RunOutcome;
import org.logscape.kernel.Start;
import org.logscape.random.StreamFamily;

/**
 * A model of one's own: sources that are no part of the build, compiled and put into a jar here.
 */
class JavaModelTest {
  private static final String SERVICE = "META-INF/services/org.logscape.model.ModelFactory";
  private static final String SPEC =
      """
      name: own
      model: {type: my.landscapes.OwnWells, constants: {p: [1.5, 2], sigma: 0.5}}
      dynamics: {type: sgd, batch_size: 1, learning_rate: 0.04}
      observe: {escape: {events: [separatrix]}}
      stop: {steps: 10000}
      """;

  @TempDir static Path folder;
  private static ClassLoader before;

  @BeforeAll
  static void compile() throws IOException {
    List<Path> sources = List.of(source("OwnWell"), source("OwnWells"));
    Path classes = Files.createDirectories(folder.resolve("classes"));
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    int failed =
        compiler.run(
            null,
            null,
            null,
            "-nowarn",
            "-proc:none",
            "-cp",
            System.getProperty("java.class.path"),
            "-d",
            classes.toString(),
            sources.get(0).toString(),
            sources.get(1).toString());
    assertThat(failed).isZero();
    Path jar = folder.resolve("own.jar");
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file);
        Stream<Path> files = Files.walk(classes)) {
      for (Path path : files.filter(Files::isRegularFile).toList()) {
        entry(out, classes.relativize(path).toString(), Files.readAllBytes(path));
      }
      entry(out, SERVICE, "my.landscapes.OwnWells\n".getBytes(StandardCharsets.UTF_8));
    }
    before = Thread.currentThread().getContextClassLoader();
    Thread.currentThread()
        .setContextClassLoader(new URLClassLoader(new URL[] {jar.toUri().toURL()}, before));
  }

  @AfterAll
  static void restore() {
    Thread.currentThread().setContextClassLoader(before);
  }

  private static Path source(String name) throws IOException {
    try (var in = JavaModelTest.class.getResourceAsStream("own/" + name + ".java.txt")) {
      Path file = folder.resolve("src/my/landscapes/" + name + ".java");
      Files.createDirectories(file.getParent());
      return Files.write(file, in.readAllBytes());
    }
  }

  private static void entry(JarOutputStream out, String name, byte[] bytes) throws IOException {
    out.putNextEntry(new JarEntry(name));
    out.write(bytes);
    out.closeEntry();
  }

  /** The well is the double well in one dimension, so its facts and its runs are that one's. */
  @Test
  void itsCellsAndRunsAreThoseOfTheBuiltInWell() {
    Spec own = SpecReader.read(SPEC, "own.yaml");
    Spec builtIn =
        SpecReader.read(
            SPEC.replaceFirst(
                "model: .*",
                "model: {type: double-well, dimensions: 1, barrier: [1.5, 2], label_noise: 0.5}"),
            "built-in.yaml");
    assertThat(own.grid().cells()).isEqualTo(2);
    for (int i = 0; i < 2; i++) {
      CellFacts facts = CellRows.of(own).row(i);
      CellFacts expected = CellRows.of(builtIn).row(i);
      assertThat(facts.model()).isEqualTo("java");
      assertThat(facts.lossMin()).isEqualTo(expected.lossMin());
      assertThat(facts.lossSaddle()).isEqualTo(expected.lossSaddle());
      assertThat(facts.temperature()).isEqualTo(expected.temperature());
      // the loss is summed in another order
      assertThat(facts.metricCrossingRate() / expected.metricCrossingRate())
          .isCloseTo(1, within(1e-12));
      assertThat(facts.inputs()).isEqualTo("gaussian");
      assertThat(losses(own, i)).containsExactly(losses(builtIn, i), within(1e-9));
    }
    assertThat(own.grid().cell(1).label()).isEqualTo("p=2");
  }

  private static double[] losses(Spec spec, int cell) {
    LandscapeDynamics dynamics = CellDynamics.of(spec.grid().cell(cell), spec.seed());
    return BlockKernel.forSteps(dynamics, Start.minimum(), 500, List.of())
        .run(StreamFamily.ofRuns(1, 2), 0, 20)
        .stream()
        .mapToDouble(RunOutcome::finalLoss)
        .toArray();
  }

  /** The resolved spec names the class in its long form, and reads back. */
  @Test
  void theResolvedSpecReadsBack() {
    Spec own = SpecReader.read(SPEC, "own.yaml");
    String resolved = SpecWriter.write(own);
    assertThat(resolved).contains("type: java").contains("class: 'my.landscapes.OwnWells'");
    assertThat(SpecReader.read(resolved, "resolved.yaml").grid().cell(1).id())
        .isEqualTo(own.grid().cell(1).id());
  }

  @Test
  void faultsAreOneLineEach() {
    assertFault(
        SPEC.replace("OwnWells", "Other"),
        "model.class: is my.landscapes.Other, which is not among the models on the class path;"
            + " must be listed in META-INF/services/org.logscape.model.ModelFactory of a jar"
            + " there");
    assertFault(
        SPEC.replace(", sigma: 0.5", ""),
        "model.constants.sigma: is missing; my.landscapes.OwnWells needs it");
    assertFault(
        SPEC.replace("sigma:", "s: 1, sigma:"),
        "model.constants.s: is not a constant of my.landscapes.OwnWells; allowed: p, sigma");
    assertFault(
        SPEC.replace("[1.5, 2]", "0.2"),
        "model.constants: p is 0.2; must be above 0.5 for two wells");
  }

  private static void assertFault(String spec, String fault) {
    assertThatThrownBy(() -> SpecReader.read(spec, "own.yaml"))
        .isInstanceOf(InvalidSpecException.class)
        .satisfies(
            e ->
                assertThat(((InvalidSpecException) e).faults().stream().map(Object::toString))
                    .anySatisfy(line -> assertThat(line).contains(fault)));
  }
}
