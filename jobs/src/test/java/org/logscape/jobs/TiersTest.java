package org.logscape.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The default build and the profile {@code thorough} run every test between them. The default build
 * leaves out one tag, the profile leaves out nothing, so no test is lost as long as no other tag or
 * filter exists and Surefire finds every class of tests by its name.
 */
class TiersTest {
  private static final String THOROUGH = "thorough";
  private static final Pattern TAG = Pattern.compile("@Tag\\(([^)]*)\\)");
  private static final Pattern TESTS =
      Pattern.compile(
          "^  @(Test|ParameterizedTest|TestFactory|RepeatedTest|ArchTest)\\b", Pattern.MULTILINE);

  @Test
  void theOnlyTagIsThorough() {
    assertThat(sources().flatMap(source -> TAG.matcher(text(source)).results()))
        .isNotEmpty()
        .extracting(tag -> tag.group(1))
        .containsOnly('"' + THOROUGH + '"');
  }

  /**
   * Surefire runs classes named *Test. The tests of an abstract class run in its subclasses;
   * benchmarks are started by hand.
   */
  @Test
  void surefireFindsEveryClassOfTests() {
    assertThat(sources().filter(source -> TESTS.matcher(text(source)).find()))
        .hasSizeGreaterThan(100)
        .filteredOn(source -> !source.toString().endsWith("Benchmark.java"))
        .filteredOn(source -> !text(source).contains("\nabstract class "))
        .allMatch(source -> source.toString().endsWith("Test.java"));
  }

  @Test
  void theBuildLeavesOutThisTagAloneAndTheProfileNothing() {
    String pom = text(ChildJvm.checkout().resolve("pom.xml"));
    assertThat(pom).containsOnlyOnce("<excludedGroups>" + THOROUGH + "</excludedGroups>");
    assertThat(pom.substring(pom.indexOf("<id>" + THOROUGH + "</id>")))
        .containsOnlyOnce("<excludedGroups/>");
    assertThat(poms())
        .allSatisfy(
            each ->
                assertThat(text(each))
                    .doesNotContain("<groups>", "<excludes>\n              <exclude>**/*Test"));
  }

  /** One reproducibility case on a cluster and one coverage case stay in the default build. */
  @Test
  void theDefaultBuildKeepsACaseOfEachKind() {
    for (String name : List.of("cluster/ReproducibilityTest", "coverage/CoverageTest")) {
      Path source =
          sources()
              .filter(file -> file.toString().endsWith(name + ".java"))
              .findAny()
              .orElseThrow();
      assertThat(count(TESTS, source)).as(name).isGreaterThan(count(TAG, source));
    }
    assertThat(text(ChildJvm.checkout().resolve(".ci/run"))).contains("-P" + THOROUGH);
  }

  private static long count(Pattern pattern, Path source) {
    return pattern.matcher(text(source)).results().count();
  }

  private static Stream<Path> poms() {
    return Stream.of("common", "data-schemas", "jobs")
        .map(module -> ChildJvm.checkout().resolve(module).resolve("pom.xml"));
  }

  /** Java files of the tests of all modules. */
  private static Stream<Path> sources() {
    return Stream.of("common", "data-schemas", "jobs")
        .map(module -> ChildJvm.checkout().resolve(module).resolve("src/test/java"))
        .flatMap(TiersTest::files)
        .filter(file -> file.toString().endsWith(".java"));
  }

  private static Stream<Path> files(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
