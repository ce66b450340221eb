package org.logscape.jobs.doctor;

import com.sun.management.HotSpotDiagnosticMXBean;
import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.launcher.JavaModuleOptions;
import org.logscape.simd.VectorLanes;

/**
 * What this JVM and its surroundings are like: the facts, without a judgement.
 *
 * @param javaFeature Java's feature number, 17 for Java 17
 * @param javaVersion as Java tells it
 * @param spark Spark's version
 * @param environment environment variables
 * @param vectorModule whether the Vector API's module is there
 * @param closedPackages packages that Spark needs open and that are not
 * @param heapBytes most that the heap may grow to
 * @param memoryBytes memory of the machine or container
 * @param processors processors that this JVM may use
 * @param cpuFlags capabilities of the processor; empty where the system does not tell
 * @param scratch folders for rows on their way
 * @param libraries folders that native libraries are unpacked to and loaded from
 * @param mounts mounted file systems; empty where the system does not tell
 * @param compiler what turns byte code into machine code
 * @param lanes doubles in a vector that the kernels compute with; 1 without vectors
 */
record Machine(
    int javaFeature,
    String javaVersion,
    String spark,
    Map<String, String> environment,
    boolean vectorModule,
    List<String> closedPackages,
    long heapBytes,
    long memoryBytes,
    int processors,
    List<String> cpuFlags,
    List<Path> scratch,
    List<Path> libraries,
    List<Mount> mounts,
    Compiler compiler,
    int lanes) {

  /** What turns byte code into machine code. */
  enum Compiler {
    /** HotSpot's optimizing compiler, which alone knows vectors. */
    OPTIMIZING,
    /** The quick first stage alone. */
    FIRST_STAGE,
    /** None. */
    INTERPRETER
  }

  /**
   * A mounted file system.
   *
   * @param folder where
   * @param options its options
   */
  record Mount(Path folder, List<String> options) {}

  /** The stage of HotSpot's optimizing compiler. */
  private static final int LAST_STAGE = 4;

  /** This one. */
  static Machine here() {
    return new Machine(
        Runtime.version().feature(),
        System.getProperty("java.version") + ", " + System.getProperty("java.vendor"),
        org.apache.spark.package$.MODULE$.SPARK_VERSION(),
        Map.copyOf(System.getenv()),
        vectorModuleIsThere(),
        closed(),
        Runtime.getRuntime().maxMemory(),
        ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getTotalMemorySize(),
        Runtime.getRuntime().availableProcessors(),
        flags(),
        scratchFolders(),
        List.of(Path.of(System.getProperty("java.io.tmpdir")), libraryCache()),
        mounted(),
        compilerHere(),
        vectorModuleIsThere() ? VectorLanes.WIDTH : 1);
  }

  private static boolean vectorModuleIsThere() {
    return ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
  }

  /** The mount that a folder lies in; empty where the system does not tell. */
  Optional<Mount> mountOf(Path folder) {
    Path full = folder.toAbsolutePath().normalize();
    return mounts.stream()
        .filter(mount -> full.startsWith(mount.folder()))
        .reduce((a, b) -> b.folder().getNameCount() >= a.folder().getNameCount() ? b : a);
  }

  private static List<Mount> mounted() {
    try (var lines = Files.lines(Path.of("/proc/self/mounts"))) {
      return lines
          .map(line -> line.split(" ", -1))
          .filter(fields -> fields.length > 3 && fields[1].startsWith("/"))
          .map(
              fields ->
                  new Mount(
                      Path.of(fields[1].replace("\\040", " ")), List.of(fields[3].split(",", -1))))
          .toList();
    } catch (IOException noLinux) {
      return List.of();
    }
  }

  private static Compiler compilerHere() {
    if (System.getProperty("java.vm.info", "").contains("interpreted")) {
      return Compiler.INTERPRETER;
    }
    try {
      HotSpotDiagnosticMXBean hotspot =
          ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
      int last = Integer.parseInt(hotspot.getVMOption("TieredStopAtLevel").getValue());
      return last < LAST_STAGE ? Compiler.FIRST_STAGE : Compiler.OPTIMIZING;
    } catch (IllegalArgumentException noSuchOption) {
      return Compiler.OPTIMIZING;
    }
  }

  /** Of the packages that Spark's launcher opens, those that are closed here. */
  private static List<String> closed() {
    Module here = Machine.class.getModule();
    return Arrays.stream(JavaModuleOptions.defaultModuleOptionArray())
        .filter(option -> option.startsWith("--add-opens=java.base/"))
        .map(option -> option.substring("--add-opens=java.base/".length()).replaceAll("=.*", ""))
        .filter(name -> !Object.class.getModule().isOpen(name, here))
        .toList();
  }

  private static List<String> flags() {
    try (var lines = Files.lines(Path.of("/proc/cpuinfo"))) {
      return lines
          .filter(line -> line.startsWith("flags"))
          .findFirst()
          .map(line -> List.of(line.replaceFirst("^.*?:\\s*", "").split(" ", -1)))
          .orElse(List.of());
    } catch (IOException noLinux) {
      return List.of();
    }
  }

  private static List<Path> scratchFolders() {
    List<Path> folders = new ArrayList<>();
    String dirs = System.getenv().getOrDefault("SPARK_LOCAL_DIRS", "");
    for (String dir :
        (dirs.isEmpty() ? System.getProperty("java.io.tmpdir") : dirs).split(",", -1)) {
      folders.add(Path.of(dir));
    }
    return folders;
  }

  private static Path libraryCache() {
    return Path.of(
        System.getProperty(
            "org.bytedeco.javacpp.cachedir", System.getProperty("user.home") + "/.javacpp/cache"));
  }
}
