package org.logscape.jobs.doctor;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.spark.launcher.JavaModuleOptions;

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
 * @param scratch folders for rows on their way and for native libraries
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
    List<Path> scratch) {

  /** This one. */
  static Machine here() {
    return new Machine(
        Runtime.version().feature(),
        System.getProperty("java.version") + ", " + System.getProperty("java.vendor"),
        org.apache.spark.package$.MODULE$.SPARK_VERSION(),
        Map.copyOf(System.getenv()),
        ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent(),
        closed(),
        Runtime.getRuntime().maxMemory(),
        ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getTotalMemorySize(),
        Runtime.getRuntime().availableProcessors(),
        flags(),
        scratchFolders());
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
    folders.add(
        Path.of(
            System.getProperty(
                "org.bytedeco.javacpp.cachedir",
                System.getProperty("user.home") + "/.javacpp/cache")));
    return folders;
  }
}
