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
import org.logscape.jobs.doctor.CheckResult.Level;

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
        List.of(),
        List.of(Path.of(System.getProperty("java.io.tmpdir"))),
        List.of(),
        Machine.Compiler.OPTIMIZING,
        8);
  }

  private static Machine with(
      Machine good, List<Path> scratch, List<Path> libraries, List<Machine.Mount> mounts) {
    return with(good, scratch, libraries, mounts, good.compiler());
  }

  private static Machine with(
      Machine good,
      List<Path> scratch,
      List<Path> libraries,
      List<Machine.Mount> mounts,
      Machine.Compiler compiler) {
    return new Machine(
        good.javaFeature(),
        good.javaVersion(),
        good.spark(),
        good.environment(),
        good.vectorModule(),
        good.closedPackages(),
        good.heapBytes(),
        good.memoryBytes(),
        good.processors(),
        good.cpuFlags(),
        scratch,
        libraries,
        mounts,
        compiler,
        good.lanes());
  }

  private static Machine good() {
    return machine(17, ONE_THREAD, true, List.of(), 4 * GIBI);
  }

  private static Map<Level, List<CheckResult>> findings(Machine machine, String core) {
    return new Examination(machine, Optional.of(new BlasProbe.Result(core, 50)))
        .findings().stream().collect(java.util.stream.Collectors.groupingBy(CheckResult::level));
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
    Map<Level, List<CheckResult>> findings = findings(bad, "Prescott");
    assertThat(findings.get(Level.WRONG))
        .extracting(CheckResult::subject)
        .containsExactly("java", "spark", "vector module", "java modules", "memory");
    assertThat(findings.get(Level.WARNING))
        .extracting(CheckResult::subject)
        .containsExactly("native code", "native threads");
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
  void warnsOfKernelsThatTheProcessorDoesNotHave() {
    Map<String, String> told = new HashMap<>(ONE_THREAD);
    told.put("OPENBLAS_CORETYPE", "SKYLAKEX");
    Machine machine = machine(17, told, true, List.of(), 4 * GIBI);
    assertThat(findings(machine, "Haswell").get(Level.WARNING))
        .singleElement()
        .satisfies(
            finding -> assertThat(finding.found()).contains("OPENBLAS_CORETYPE is SKYLAKEX"));
    assertThat(findings(machine, "SkylakeX")).doesNotContainKey(Level.WARNING);
  }

  @Test
  void findsAJavaThatSparkDoesNotRunOn() {
    for (int java : new int[] {11, 18, 25}) {
      Machine other = machine(java, ONE_THREAD, true, List.of(), 4 * GIBI);
      assertThat(findings(other, "Zen").get(Level.WRONG))
          .singleElement()
          .satisfies(finding -> assertThat(finding.line()).contains("needs Java 17 or 21"));
    }
    assertThat(findings(machine(21, ONE_THREAD, true, List.of(), 4 * GIBI), "Zen"))
        .containsOnlyKeys(Level.OK);
  }

  @Test
  void obstaclesAreOneLineEach() throws Exception {
    assertThat(new Examination(good(), Optional.empty()).obstacleLines()).isEmpty();
    Path file = Files.writeString(folder.resolve("file"), "");
    Machine full =
        with(
            machine(17, ONE_THREAD, true, List.of(), GIBI / 4),
            List.of(folder, file),
            List.of(folder),
            List.of(
                new Machine.Mount(Path.of("/"), List.of("rw")),
                new Machine.Mount(folder, List.of("rw", "noexec"))));
    assertThat(new Examination(full, Optional.empty()).obstacleLines())
        .satisfiesExactly(
            heap -> assertThat(heap).contains("450 MB", "LOGSCAPE_JAVA_OPTS=-Xmx2g"),
            scratch -> assertThat(scratch).contains(file + " cannot be written to", "TMPDIR"),
            noexec -> assertThat(noexec).contains("noexec", "TMPDIR"));
  }

  @Test
  void theMountOfAFolderIsTheInnermost() {
    Machine machine =
        with(
            good(),
            List.of(),
            List.of(folder),
            List.of(
                new Machine.Mount(folder, List.of("exec")),
                new Machine.Mount(Path.of("/"), List.of("noexec"))));
    assertThat(machine.mountOf(folder.resolve("a/b")).orElseThrow().options()).contains("exec");
    assertThat(machine.mountOf(Path.of("/elsewhere")).orElseThrow().options()).contains("noexec");
  }

  @Test
  void warnsOfAMissingCompiler() {
    for (Machine.Compiler slow :
        List.of(Machine.Compiler.FIRST_STAGE, Machine.Compiler.INTERPRETER)) {
      Machine machine = with(good(), List.of(), good().libraries(), List.of(), slow);
      assertThat(findings(machine, "SkylakeX").get(Level.WARNING))
          .singleElement()
          .satisfies(finding -> assertThat(finding.line()).contains("a hundred times slower"));
    }
  }

  @Test
  void missesScratchSpaceThatIsAFile() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "");
    Machine machine =
        with(good(), List.of(folder.resolve("new"), file), good().libraries(), List.of());
    List<CheckResult> findings = new Examination(machine, Optional.empty()).findings();
    assertThat(findings)
        .filteredOn(finding -> finding.subject().equals("scratch space"))
        .extracting(CheckResult::level)
        .satisfiesExactly(
            made -> assertThat(made).isNotEqualTo(Level.WRONG),
            wrong -> assertThat(wrong).isEqualTo(Level.WRONG));
  }

  @Test
  void looksAtThisMachine() {
    Machine here = Machine.here();
    // the tests' JVM is started as Spark's are
    assertThat(here.vectorModule()).isTrue();
    assertThat(here.closedPackages()).isEmpty();
    assertThat(here.compiler()).isEqualTo(Machine.Compiler.OPTIMIZING);
    assertThat(here.lanes()).isIn(2, 4, 8);
    assertThat(here.mountOf(folder)).isPresent();
    assertThat(here.javaFeature()).isGreaterThanOrEqualTo(17);
    Optional<BlasProbe.Result> blas = BlasProbe.inChildJvm();
    assertThat(blas).isPresent();
    assertThat(blas.get().gigaflops()).isPositive();
    assertThat(blas.get().core()).isNotEmpty();
  }
}
