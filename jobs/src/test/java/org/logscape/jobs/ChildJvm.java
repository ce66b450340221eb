package org.logscape.jobs;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.launcher.JavaModuleOptions;

/**
 * The command line in a JVM of its own, as a user starts it: it can be killed, and its Spark can be
 * any.
 */
public final class ChildJvm {
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
