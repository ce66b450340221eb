package org.logscape.jobs;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.launcher.JavaModuleOptions;

/**
 * The command line in a JVM of its own, as a user starts it: it can be killed, and its Spark can be
 * any.
 */
public final class ChildJvm {
  /** What submit/logscape passes: code is compiled fully when it has run ten times as often. */
  private static final List<String> LATE_COMPILATION =
      List.of(
          "-XX:Tier4InvocationThreshold=50000",
          "-XX:Tier4MinInvocationThreshold=5000",
          "-XX:Tier4CompileThreshold=150000",
          "-XX:Tier4BackEdgeThreshold=400000");

  private ChildJvm() {}

  /**
   * Starts a command.
   *
   * @param scratch an empty folder for this child: its log, and a Spark home for local-cluster
   * @param arguments of {@code logscape}
   */
  public static Process start(Path scratch, List<String> arguments) throws IOException {
    Path sparkHome = scratch.resolve("spark-home");
    Files.createDirectories(sparkHome.resolve("jars"));
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(JavaModuleOptions.defaultModuleOptionArray()));
    command.add("-Xmx1g");
    command.addAll(LATE_COMPILATION);
    command.add("-cp");
    command.add(classPath());
    command.add(Logscape.class.getName());
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("SPARK_HOME", sparkHome.toString());
    builder.environment().put("SPARK_SCALA_VERSION", "2.13");
    builder.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
    builder.redirectErrorStream(true);
    builder.redirectOutput(scratch.resolve("log").toFile());
    return builder.start();
  }

  /**
   * Starts a sweep.
   *
   * @param scratch as for {@link #start}
   * @param out the results folder
   * @param more options of the command
   */
  public static Process sweep(Path scratch, Path spec, Path out, String master, String... more)
      throws IOException {
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of("sweep", spec.toString(), "--out", out.toString()));
    arguments.addAll(List.of("--master", master));
    arguments.addAll(List.of(more));
    if (master.startsWith("local-cluster")) {
      arguments.addAll(List.of("--conf", "spark.executor.extraClassPath=" + classPath()));
      arguments.addAll(
          List.of(
              "--conf", "spark.executor.extraJavaOptions=" + String.join(" ", LATE_COMPILATION)));
    }
    return start(scratch, arguments);
  }

  /** The ends of the logs of all children whose scratch folders lie in a folder. */
  public static String logs(Path folder) throws IOException {
    StringBuilder all = new StringBuilder();
    try (Stream<Path> files = Files.walk(folder, 2)) {
      for (Path log : files.filter(file -> file.endsWith("log")).toList()) {
        String text = Files.readString(log);
        all.append(text, Math.max(0, text.length() - 2000), text.length());
      }
    }
    return all.toString();
  }

  /** What the JVM of the tests has, which is more than the program needs. */
  public static String classPath() {
    return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
  }

  /** The folder of the checkout. */
  public static Path checkout() {
    File here = new File("").getAbsoluteFile();
    return (new File(here, "submit").isDirectory() ? here : here.getParentFile()).toPath();
  }
}
