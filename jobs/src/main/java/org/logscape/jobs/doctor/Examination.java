package org.logscape.jobs.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.logscape.jobs.build.NativeCode;

/** Judges a machine: what is wrong with it for Logscape, and how to mend it. */
public final class Examination {
  /** Spark 4.1 is built for and tested on these. */
  private static final List<Integer> JAVA_OF_SPARK = List.of(17, 21);

  private static final long MEBI = 1L << 20;
  private static final long SMALLEST_HEAP = 900 * MEBI;

  /** Spark's UnifiedMemoryManager refuses less: one and a half times 300 MB. */
  private static final long SPARKS_HEAP = 450 * MEBI;

  private static final long LEAST_SCRATCH = 2048 * MEBI;
  private static final String SLOW_CORE = "Prescott";
  private static final String CORE_TYPE = "OPENBLAS_CORETYPE";

  /** OpenBLAS's kernels of half the width of AVX-512. */
  private static final List<String> AVX2_CORES = List.of("Haswell", "Zen");

  private final Machine machine;
  private final Optional<BlasProbe.Result> blas;

  Examination(Machine machine, Optional<BlasProbe.Result> blas) {
    this.machine = machine;
    this.blas = blas;
  }

  /** Of the machine that this JVM runs on; takes a second or two. */
  public static Examination here() {
    return new Examination(Machine.here(), BlasProbe.inChildJvm());
  }

  /** What was found, one entry for each thing looked at. */
  public List<CheckResult> findings() {
    List<CheckResult> findings = new ArrayList<>();
    findings.add(java());
    findings.add(spark());
    findings.add(vectors());
    findings.add(modules());
    findings.add(nativeCore());
    findings.add(threads());
    findings.add(memory());
    findings.add(compiler());
    machine.scratch().forEach(folder -> findings.add(scratch(folder)));
    machine.libraries().forEach(folder -> findings.add(libraries(folder)));
    return findings;
  }

  /**
   * What would keep Spark from working inside this JVM, one line each with its mend; none where all
   * is well.
   */
  public static List<String> obstacles() {
    return new Examination(Machine.here(), Optional.empty()).obstacleLines();
  }

  List<String> obstacleLines() {
    List<CheckResult> findings = new ArrayList<>(List.of(java(), modules(), memory()));
    machine.scratch().forEach(folder -> findings.add(scratch(folder)));
    findings.add(libraries(machine.libraries().get(0)));
    return findings.stream()
        .filter(finding -> finding.level() == CheckResult.Level.WRONG)
        .map(CheckResult::line)
        .distinct()
        .toList();
  }

  /** Why computing will be far slower than it could be, in one line; empty where it will not. */
  public static Optional<String> slowness() {
    CheckResult compiler = new Examination(Machine.here(), Optional.empty()).compiler();
    return compiler.level() == CheckResult.Level.OK
        ? Optional.empty()
        : Optional.of(compiler.line());
  }

  private CheckResult java() {
    String found = "Java " + machine.javaVersion();
    if (!JAVA_OF_SPARK.contains(machine.javaFeature())) {
      return CheckResult.wrong(
          "java",
          found,
          "Spark " + machine.spark() + " needs Java 17 or 21: set JAVA_HOME to one of them");
    }
    return CheckResult.ok("java", found);
  }

  private CheckResult spark() {
    String home = machine.environment().getOrDefault("SPARK_HOME", "");
    if (home.isEmpty()) {
      return CheckResult.ok("spark", machine.spark() + ", embedded (SPARK_HOME is not set)");
    }
    if (!Files.isExecutable(Path.of(home, "bin", "spark-submit"))) {
      return CheckResult.wrong(
          "spark",
          "SPARK_HOME is %s, without bin/spark-submit".formatted(home),
          "set SPARK_HOME to an unpacked Spark distribution, or unset it for embedded Spark");
    }
    return CheckResult.ok("spark", "%s, SPARK_HOME is %s".formatted(machine.spark(), home));
  }

  private CheckResult vectors() {
    return machine.vectorModule()
        ? CheckResult.ok("vector module", width())
        : CheckResult.wrong(
            "vector module",
            "jdk.incubator.vector is not there",
            "start with submit/logscape or spark-submit, or pass"
                + " --add-modules=jdk.incubator.vector");
  }

  private String width() {
    String speed =
        switch (machine.lanes()) {
          case 8 -> "full speed (AVX-512)";
          case 4 -> "about two thirds of the speed of AVX-512 (AVX2)";
          case 2 -> "about a third of the speed of AVX-512 (128 bits)";
          default -> "scalar code";
        };
    return "jdk.incubator.vector is there: %d doubles a vector, %s"
        .formatted(machine.lanes(), speed);
  }

  private CheckResult compiler() {
    String remedy =
        "a hundred times slower than with it: remove %s from LOGSCAPE_JAVA_OPTS, JAVA_TOOL_OPTIONS"
            + " and JDK_JAVA_OPTIONS";
    return switch (machine.compiler()) {
      case OPTIMIZING -> CheckResult.ok("compiler", "the optimizing compiler (C2) is on");
      case FIRST_STAGE ->
          CheckResult.warning(
              "compiler",
              "the optimizing compiler (C2) is off",
              remedy.formatted("-XX:TieredStopAtLevel and -client"));
      case INTERPRETER ->
          CheckResult.warning("compiler", "byte code is interpreted", remedy.formatted("-Xint"));
    };
  }

  private CheckResult modules() {
    return machine.closedPackages().isEmpty()
        ? CheckResult.ok("java modules", "open as Spark needs them")
        : CheckResult.wrong(
            "java modules",
            "closed: " + String.join(", ", machine.closedPackages()),
            "pass the options in submit/java-modules to java (spark.driver.defaultJavaOptions on a"
                + " cluster)");
  }

  private CheckResult nativeCore() {
    if (blas.isEmpty() && !NativeCode.isPresent()) {
      return CheckResult.ok("native code", "left out of this jar: landscapes alone, no networks");
    }
    if (blas.isEmpty()) {
      return CheckResult.wrong(
          "native code",
          "OpenBLAS cannot be loaded",
          "needs 64-bit Linux with glibc, and a folder for org.bytedeco.javacpp.cachedir that may"
              + " be written and run from");
    }
    String found =
        "OpenBLAS chose %s, %.0f GFLOP/s on one core (double)"
            .formatted(blas.get().core(), blas.get().gigaflops());
    if (blas.get().core().equals(SLOW_CORE) && machine.cpuFlags().contains("avx2")) {
      return CheckResult.warning(
          "native code",
          found,
          "set %1$s=%2$s, here and in spark.executorEnv.%1$s"
              .formatted(
                  CORE_TYPE, machine.cpuFlags().contains("avx512f") ? "SKYLAKEX" : "HASWELL"));
    }
    String asked = machine.environment().getOrDefault(CORE_TYPE, "");
    boolean isAsked = !asked.isEmpty();
    boolean isNarrow = AVX2_CORES.stream().anyMatch(asked::equalsIgnoreCase);
    if (isAsked && !isNarrow && !asked.equalsIgnoreCase(blas.get().core())) {
      return CheckResult.warning(
          "native code",
          "%s, although %s is %s".formatted(found, CORE_TYPE, asked),
          "unset it, or name a kernel that this processor and OpenBLAS have");
    }
    if (isAsked
        && AVX2_CORES.contains(blas.get().core())
        && machine.cpuFlags().contains("avx512f")) {
      return CheckResult.warning(
          "native code",
          found + ", as " + CORE_TYPE + " asked",
          "unset it: this processor has AVX-512, about twice as fast; unless bits must be those of"
              + " other machines");
    }
    return CheckResult.ok("native code", found);
  }

  private CheckResult threads() {
    List<String> many =
        List.of("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS").stream()
            .filter(name -> !machine.environment().getOrDefault(name, "").equals("1"))
            .toList();
    return many.isEmpty()
        ? CheckResult.ok(
            "native threads", "one a task, %d tasks at once".formatted(machine.processors()))
        : CheckResult.warning(
            "native threads",
            "not limited to one a task",
            "set %s=1, here and in spark.executorEnv.*".formatted(String.join("=1 and ", many)));
  }

  private CheckResult memory() {
    String found =
        "heap up to %,d MB of %,d MB"
            .formatted(machine.heapBytes() / MEBI, machine.memoryBytes() / MEBI);
    if (machine.heapBytes() < SPARKS_HEAP) {
      return CheckResult.wrong(
          "memory",
          found + ", less than the 450 MB that Spark needs",
          "set LOGSCAPE_JAVA_OPTS=-Xmx2g, or spark.driver.memory=2g under spark-submit");
    }
    if (machine.heapBytes() < SMALLEST_HEAP) {
      return CheckResult.warning(
          "memory",
          found,
          "set LOGSCAPE_JAVA_OPTS=-Xmx2g, or spark.driver.memory=2g under spark-submit");
    }
    if (machine.heapBytes() > machine.memoryBytes() / 10 * 9) {
      return CheckResult.warning(
          "memory",
          found,
          "leave a tenth and 1 GB for native arrays: a smaller -Xmx or spark.driver.memory");
    }
    return CheckResult.ok("memory", found);
  }

  private CheckResult scratch(Path folder) {
    String remedy = "set TMPDIR, or SPARK_LOCAL_DIRS, to a folder with room that may be written to";
    Optional<Long> free = room(folder);
    if (free.isEmpty()) {
      return CheckResult.wrong("scratch space", folder + " cannot be written to", remedy);
    }
    String found = "%s, %,d MB free".formatted(folder, free.get() / MEBI);
    return free.get() < LEAST_SCRATCH
        ? CheckResult.warning("scratch space", found, remedy)
        : CheckResult.ok("scratch space", found);
  }

  private CheckResult libraries(Path folder) {
    String remedy =
        "set TMPDIR and -Dorg.bytedeco.javacpp.cachedir (in LOGSCAPE_JAVA_OPTS) to folders that may"
            + " be written to and run from";
    if (room(folder).isEmpty()) {
      return CheckResult.wrong("native libraries", folder + " cannot be written to", remedy);
    }
    boolean mayRun =
        machine.mountOf(folder).map(mount -> !mount.options().contains("noexec")).orElse(true);
    return mayRun
        ? CheckResult.ok("native libraries", "are unpacked to " + folder)
        : CheckResult.wrong(
            "native libraries",
            folder + " is mounted noexec, so nothing can be loaded from it",
            remedy);
  }

  /** Free bytes; empty where the folder cannot be written to. */
  private static Optional<Long> room(Path folder) {
    try {
      Files.createDirectories(folder);
      Path probe = Files.createTempFile(folder, "logscape", "probe");
      Files.delete(probe);
      return Optional.of(Files.getFileStore(folder).getUsableSpace());
    } catch (IOException unwritable) {
      return Optional.empty();
    }
  }
}
