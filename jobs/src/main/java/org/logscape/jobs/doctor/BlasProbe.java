package org.logscape.jobs.doctor;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.openblas.global.openblas_nolapack;

/**
 * Which kernels OpenBLAS chooses on this processor, and how fast they are. OpenBLAS tells its
 * choice only while it is loaded, on standard error, and only if asked by an environment variable:
 * so it is loaded in a JVM of its own. That also leaves this one alive where loading ends in a
 * crash.
 */
public final class BlasProbe {
  private static final Pattern CORE = Pattern.compile("Core: (\\w+)");
  private static final Pattern SPEED = Pattern.compile("gigaflops: ([0-9.]+)");
  private static final int SIZE = 512;
  private static final int PRODUCTS = 8;

  private BlasProbe() {}

  /**
   * What was found.
   *
   * @param core OpenBLAS's name of the kernels it chose
   * @param gigaflops billions of operations a second of a double product of 512 x 512, one thread
   */
  record Result(String core, double gigaflops) {}

  /** Starts a JVM that loads OpenBLAS; empty where that fails. */
  static Optional<Result> inChildJvm() {
    ProcessBuilder child =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            classPath(),
            BlasProbe.class.getName());
    child.environment().put("OPENBLAS_VERBOSE", "2");
    child.environment().put("OPENBLAS_NUM_THREADS", "1");
    child.redirectErrorStream(true);
    try {
      Process process = child.start();
      String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return process.waitFor(1, TimeUnit.MINUTES) && process.exitValue() == 0
          ? parse(text)
          : Optional.empty();
    } catch (IOException noJava) {
      return Optional.empty();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  static Optional<Result> parse(String text) {
    Matcher core = CORE.matcher(text);
    Matcher speed = SPEED.matcher(text);
    return core.find() && speed.find()
        ? Optional.of(new Result(core.group(1), Double.parseDouble(speed.group(1))))
        : Optional.empty();
  }

  /** Under spark-submit the program's jar is not on the JVM's class path. */
  private static String classPath() {
    String jar = BlasProbe.class.getProtectionDomain().getCodeSource().getLocation().getPath();
    String whole = System.getProperty("surefire.test.class.path", "");
    return String.join(File.pathSeparator, jar, whole, System.getProperty("java.class.path", ""));
  }

  /** Loads OpenBLAS and times it. */
  public static void main(String[] arguments) {
    Loader.load(openblas_nolapack.class);
    try (DoublePointer a = filled();
        DoublePointer b = filled();
        DoublePointer c = filled()) {
      double best = 0;
      for (int i = 0; i < PRODUCTS; i++) {
        long start = System.nanoTime();
        openblas_nolapack.cblas_dgemm(
            openblas_nolapack.CblasRowMajor,
            openblas_nolapack.CblasNoTrans,
            openblas_nolapack.CblasNoTrans,
            SIZE,
            SIZE,
            SIZE,
            1,
            a,
            SIZE,
            b,
            SIZE,
            0,
            c,
            SIZE);
        best = Math.max(best, 2.0 * SIZE * SIZE * SIZE / (System.nanoTime() - start));
      }
      System.out.println("gigaflops: " + best);
    }
  }

  private static DoublePointer filled() {
    double[] values = new double[SIZE * SIZE];
    for (int i = 0; i < values.length; i++) {
      values[i] = i % 7 - 3;
    }
    return new DoublePointer(values);
  }
}
