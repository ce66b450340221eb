package org.logscape.jobs.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.logscape.jobs.doctor.Finding.Level;

class ExaminationTest {
  private static final long GIBI = 1L << 30;

  @TempDir Path folder;

  private static Machine machine(
      int java, Map<String, String> environment, boolean vector, List<String> closed, long heap) {
    return new Machine(
        java,
        java + ".0.1",
        "4.1.0",
        environment,
        vector,
        closed,
        heap,
        16 * GIBI,
        4,
        List.of("sse", "avx2", "avx512f"),
        List.of());
  }

  private static Map<Level, List<Finding>> findings(Machine machine, String core) {
    return new Examination(machine, Optional.of(new BlasProbe.Result(core, 50)))
        .findings().stream().collect(java.util.stream.Collectors.groupingBy(Finding::level));
  }

  private static final Map<String, String> ONE_THREAD =
      Map.of("OMP_NUM_THREADS", "1", "OPENBLAS_NUM_THREADS", "1");

  @Test
  void findsNothingWrongWithAMachineAsItShouldBe() {
    Machine good = machine(17, ONE_THREAD, true, List.of(), 4 * GIBI);
    assertThat(findings(good, "SkylakeX").keySet()).containsExactly(Level.OK);
    assertThat(new Examination(good, Optional.empty()).findings())
        .anyMatch(it -> it.level() == Level.WRONG && it.subject().equals("native code"));
  }

  @Test
  void saysWhatIsWrongAndHowToMendIt() {
    Machine bad =
        machine(11, Map.of("SPARK_HOME", "/nowhere"), false, List.of("java.nio"), GIBI / 4);
    Map<Level, List<Finding>> findings = findings(bad, "Prescott");
    assertThat(findings.get(Level.WRONG))
        .extracting(Finding::subject)
        .containsExactly("java", "spark", "vector module", "java modules");
    assertThat(findings.get(Level.WARNING))
        .extracting(Finding::subject)
        .containsExactly("native code", "native threads", "memory");
    assertThat(findings.get(Level.WARNING).get(0).remedy().orElseThrow())
        .contains("OPENBLAS_CORETYPE=SKYLAKEX");
    assertThat(findings.get(Level.WRONG)).allMatch(finding -> finding.remedy().isPresent());
  }

  @Test
  void warnsOfNarrowKernelsThatTheEnvironmentAskedFor() {
    Map<String, String> told = new HashMap<>(ONE_THREAD);
    told.put("OPENBLAS_CORETYPE", "Haswell");
    Machine machine = machine(17, told, true, List.of(), 4 * GIBI);
    assertThat(findings(machine, "Haswell").get(Level.WARNING))
        .singleElement()
        .satisfies(finding -> assertThat(finding.found()).contains("OPENBLAS_CORETYPE"));
    assertThat(findings(machine, "SkylakeX")).doesNotContainKey(Level.WARNING);
  }

  @Test
  void warnsOfAJavaThatSparkIsNotTestedOn() {
    Machine newer = machine(25, ONE_THREAD, true, List.of(), 4 * GIBI);
    assertThat(findings(newer, "Zen").get(Level.WARNING))
        .singleElement()
        .extracting(Finding::subject)
        .isEqualTo("java");
  }

  @Test
  void missesScratchSpaceThatIsAFile() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "");
    Machine good = machine(17, ONE_THREAD, true, List.of(), 4 * GIBI);
    Machine machine =
        new Machine(
            good.javaFeature(),
            good.javaVersion(),
            good.spark(),
            good.environment(),
            true,
            List.of(),
            good.heapBytes(),
            good.memoryBytes(),
            good.processors(),
            good.cpuFlags(),
            List.of(folder.resolve("new"), file));
    List<Finding> findings = new Examination(machine, Optional.empty()).findings();
    assertThat(findings.subList(findings.size() - 2, findings.size()))
        .extracting(Finding::subject, Finding::level)
        .satisfiesExactly(
            made -> assertThat(made.toList()).isNotEqualTo(List.of("scratch space", Level.WRONG)),
            wrong -> assertThat(wrong.toList()).isEqualTo(List.of("scratch space", Level.WRONG)));
  }

  @Test
  void looksAtThisMachine() {
    Machine here = Machine.here();
    // the tests' JVM is started as Spark's are
    assertThat(here.vectorModule()).isTrue();
    assertThat(here.closedPackages()).isEmpty();
    assertThat(here.javaFeature()).isGreaterThanOrEqualTo(17);
    Optional<BlasProbe.Result> blas = BlasProbe.inChildJvm();
    assertThat(blas).isPresent();
    assertThat(blas.get().gigaflops()).isPositive();
    assertThat(blas.get().core()).isNotEmpty();
  }
}
