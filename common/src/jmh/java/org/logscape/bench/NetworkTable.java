package org.logscape.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.logscape.matrix.Blas;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Prints the table: microseconds of processor time per training step of all networks, Logscape
 * beside OpenBLAS's products alone, PyTorch and JAX, taken in turns; medians, and medians of the
 * ratios of each turn.
 */
public final class NetworkTable {
  private static final String PRODUCTS = "products";

  private final String python;
  private final Path programs;
  private final Map<String, Worker> workers = new LinkedHashMap<>();

  private NetworkTable(String python, Path programs) {
    this.python = python;
    this.programs = programs;
  }

  /**
   * Runs everything.
   *
   * @param args the Python command, the folder of the Python programs, rounds, and names of {@link
   *     NetworkWork} (none: all)
   */
  public static void main(String[] args) throws IOException, RunnerException {
    int rounds = Integer.parseInt(args[2]);
    Set<NetworkWork> works = EnumSet.noneOf(NetworkWork.class);
    Arrays.stream(args).skip(3).map(NetworkWork::valueOf).forEach(works::add);
    if (works.isEmpty()) {
      works = EnumSet.allOf(NetworkWork.class);
    }
    System.out.printf(
        "OpenBLAS core %s, %d rounds, microseconds per step of all networks%n",
        Blas.core(), rounds);
    System.out.printf(
        "%-14s %-10s %10s %10s %10s%n", "work", "beside", "logscape", "other", "ratio");
    NetworkTable table = new NetworkTable(args[0], Path.of(args[1]));
    try {
      for (NetworkWork work : works) {
        table.print(work, rounds);
      }
    } finally {
      table.workers.values().forEach(Worker::close);
    }
  }

  private void print(NetworkWork work, int rounds) throws IOException, RunnerException {
    Map<String, double[]> others = new LinkedHashMap<>();
    double[] ours = new double[rounds];
    for (int round = 0; round < rounds; round++) {
      ours[round] = run(work, "step");
      put(others, PRODUCTS, rounds, round, run(work, PRODUCTS));
      for (NetworkWork.Yardstick yardstick : work.yardsticks()) {
        double theirs = worker(yardstick).ask(work.arguments(yardstick)) / 1e3;
        put(others, yardstick.name(), rounds, round, theirs);
      }
    }
    others.forEach(
        (name, theirs) -> {
          double[] ratio = new double[rounds];
          Arrays.setAll(ratio, round -> ours[round] / theirs[round]);
          System.out.printf(
              "%-14s %-10s %10.1f %10.1f %10.2f%n",
              work, name, Worker.median(ours), Worker.median(theirs), Worker.median(ratio));
        });
  }

  private static void put(
      Map<String, double[]> others, String name, int rounds, int round, double value) {
    others.computeIfAbsent(name, n -> new double[rounds])[round] = value;
  }

  private Worker worker(NetworkWork.Yardstick yardstick) throws IOException {
    String program = yardstick.program();
    if (!workers.containsKey(program)) {
      workers.put(program, Worker.start(python, programs.resolve(program)));
    }
    return workers.get(program);
  }

  private static double run(NetworkWork work, String method) throws RunnerException {
    RunResult result =
        new Runner(
                new OptionsBuilder()
                    .include(NetworkBenchmark.class.getName() + "." + method + "$")
                    .param("work", work.name())
                    .verbosity(VerboseMode.SILENT)
                    .build())
            .runSingle();
    return SpeedTable.secondary(result, "nanoseconds")
        / SpeedTable.secondary(result, "steps")
        / 1e3;
  }
}
