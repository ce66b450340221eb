package org.logscape.jobs.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Judges a machine: what is wrong with it for Logscape, and how to mend it. */
public final class Examination {
  private static final int OLDEST_JAVA = 17;

  /** Spark 4.1 is built for and tested on these. */
  private static final List<Integer> JAVA_OF_SPARK = List.of(17, 21);

  private static final long MEBI = 1L << 20;
  private static final long SMALLEST_HEAP = 900 * MEBI;
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
  public List<Finding> findings() {
    List<Finding> findings = new ArrayList<>();
    findings.add(java());
    findings.add(spark());
    findings.add(vectors());
    findings.add(modules());
    findings.add(nativeCore());
    findings.add(threads());
    findings.add(memory());
    machine.scratch().forEach(folder -> findings.add(scratch(folder)));
    return findings;
  }

  private Finding java() {
    String found = "Java " + machine.javaVersion();
    if (machine.javaFeature() < OLDEST_JAVA) {
      return Finding.wrong("java", found, "install Java 17 and set JAVA_HOME");
    }
    if (!JAVA_OF_SPARK.contains(machine.javaFeature())) {
      return Finding.warning(
          "java",
          found,
          "Spark " + machine.spark() + " is tested on Java 17 and 21; set JAVA_HOME");
    }
    return Finding.ok("java", found);
  }

  private Finding spark() {
    String home = machine.environment().getOrDefault("SPARK_HOME", "");
    if (home.isEmpty()) {
      return Finding.ok("spark", machine.spark() + ", embedded (SPARK_HOME is not set)");
    }
    if (!Files.isExecutable(Path.of(home, "bin", "spark-submit"))) {
      return Finding.wrong(
          "spark",
          "SPARK_HOME is %s, without bin/spark-submit".formatted(home),
          "set SPARK_HOME to an unpacked Spark distribution, or unset it for embedded Spark");
    }
    return Finding.ok("spark", "%s, SPARK_HOME is %s".formatted(machine.spark(), home));
  }

  private Finding vectors() {
    return machine.vectorModule()
        ? Finding.ok("vector module", "jdk.incubator.vector is there")
        : Finding.wrong(
            "vector module",
            "jdk.incubator.vector is not there",
            "start with submit/logscape or spark-submit, or pass --add-modules=jdk.incubator.vector");
  }

  private Finding modules() {
    return machine.closedPackages().isEmpty()
        ? Finding.ok("java modules", "open as Spark needs them")
        : Finding.wrong(
            "java modules",
            "closed: " + String.join(", ", machine.closedPackages()),
            "pass the options in submit/java-modules to java (spark.driver.defaultJavaOptions on a cluster)");
  }

  private Finding nativeCore() {
    if (blas.isEmpty()) {
      return Finding.wrong(
          "native code",
          "OpenBLAS cannot be loaded",
          "needs 64-bit Linux with glibc, and a folder for org.bytedeco.javacpp.cachedir that may be written and run from");
    }
    String found =
        "OpenBLAS chose %s, %.0f GFLOP/s on one core (double)"
            .formatted(blas.get().core(), blas.get().gigaflops());
    if (blas.get().core().equals(SLOW_CORE) && machine.cpuFlags().contains("avx2")) {
      return Finding.warning(
          "native code",
          found,
          "set %1$s=%2$s, here and in spark.executorEnv.%1$s"
              .formatted(
                  CORE_TYPE, machine.cpuFlags().contains("avx512f") ? "SKYLAKEX" : "HASWELL"));
    }
    boolean told = machine.environment().containsKey(CORE_TYPE);
    if (told && AVX2_CORES.contains(blas.get().core()) && machine.cpuFlags().contains("avx512f")) {
      return Finding.warning(
          "native code",
          found + ", as " + CORE_TYPE + " told it",
          "unset it: this processor has AVX-512, about twice as fast; unless bits must be those of other machines");
    }
    return Finding.ok("native code", found);
  }

  private Finding threads() {
    List<String> many =
        List.of("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS").stream()
            .filter(name -> !machine.environment().getOrDefault(name, "").equals("1"))
            .toList();
    return many.isEmpty()
        ? Finding.ok(
            "native threads", "one a task, %d tasks at once".formatted(machine.processors()))
        : Finding.warning(
            "native threads",
            "not limited to one a task",
            "set %s=1, here and in spark.executorEnv.*".formatted(String.join("=1 and ", many)));
  }

  private Finding memory() {
    String found =
        "heap up to %,d MB of %,d MB"
            .formatted(machine.heapBytes() / MEBI, machine.memoryBytes() / MEBI);
    if (machine.heapBytes() < SMALLEST_HEAP) {
      return Finding.warning(
          "memory",
          found,
          "set LOGSCAPE_JAVA_OPTS=-Xmx2g, or spark.driver.memory=2g under spark-submit");
    }
    if (machine.heapBytes() > machine.memoryBytes() / 10 * 9) {
      return Finding.warning(
          "memory",
          found,
          "leave a tenth and 1 GB for native arrays: a smaller -Xmx or spark.driver.memory");
    }
    return Finding.ok("memory", found);
  }

  private static Finding scratch(Path folder) {
    String remedy =
        "set SPARK_LOCAL_DIRS (rows on their way) and -Dorg.bytedeco.javacpp.cachedir (native libraries) to folders with room";
    try {
      Files.createDirectories(folder);
      Path probe = Files.createTempFile(folder, "logscape", "probe");
      Files.delete(probe);
      long free = Files.getFileStore(folder).getUsableSpace();
      String found = "%s, %,d MB free".formatted(folder, free / MEBI);
      return free < LEAST_SCRATCH
          ? Finding.warning("scratch space", found, remedy)
          : Finding.ok("scratch space", found);
    } catch (IOException unwritable) {
      return Finding.wrong("scratch space", folder + " cannot be written to", remedy);
    }
  }
}
