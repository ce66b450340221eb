package org.logscape.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import org.logscape.matrix.Blas;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Prints the table: microseconds of processor time per training step, Logscape beside PyTorch, taken
 * in turns; medians, and medians of the ratios of each turn.
 */
public final class NetworkTable {
  private NetworkTable() {}

  /**
   * Runs everything.
   *
   * @param args the Python command, the Python program, rounds, and names of {@link NetworkWork}
   *     (none: all)
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
    System.out.printf("%-14s %10s %10s %10s%n", "work", "logscape", "PyTorch", "ratio");
    try (Worker torch = Worker.start(args[0], Path.of(args[1]))) {
      for (NetworkWork work : works) {
        double[] ours = new double[rounds];
        double[] theirs = new double[rounds];
        double[] ratio = new double[rounds];
        for (int round = 0; round < rounds; round++) {
          ours[round] = run(work);
          theirs[round] = torch.ask(work.arguments()) / 1e3;
          ratio[round] = ours[round] / theirs[round];
        }
        System.out.printf(
            "%-14s %10.1f %10.1f %10.2f%n",
            work, Worker.median(ours), Worker.median(theirs), Worker.median(ratio));
      }
    }
  }

  private static double run(NetworkWork work) throws RunnerException {
    RunResult result =
        new Runner(
                new OptionsBuilder()
                    .include(NetworkBenchmark.class.getName())
                    .param("work", work.name())
                    .verbosity(VerboseMode.SILENT)
                    .build())
            .runSingle();
    return SpeedTable.secondary(result, "nanoseconds") / SpeedTable.secondary(result, "steps") / 1e3;
  }
}
