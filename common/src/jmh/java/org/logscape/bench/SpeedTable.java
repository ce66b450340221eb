package org.logscape.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Prints the table: nanoseconds of processor time per step of one replica, Logscape beside C,
 * PyTorch and JAX, taken in turns; medians, and medians of the ratios of each turn.
 */
public final class SpeedTable {
  private SpeedTable() {}

  /**
   * Runs everything.
   *
   * @param args folder of the compiled C programs, the Python command or "-" for none, folder of the
   *     Python programs, rounds, and names of {@link Work} (none: all)
   */
  public static void main(String[] args) throws IOException, RunnerException {
    Path programs = Path.of(args[0]);
    int rounds = Integer.parseInt(args[3]);
    Set<Work> works = EnumSet.noneOf(Work.class);
    Arrays.stream(args).skip(4).map(Work::valueOf).forEach(works::add);
    if (works.isEmpty()) {
      works = EnumSet.allOf(Work.class);
    }
    String clock = answer(List.of(programs.resolve("clock").toString()));
    System.out.printf("clock %s GHz, %d rounds, ns per step of one replica%n", clock, rounds);
    System.out.printf(
        "%-14s %9s %9s %7s %9s %7s %9s %7s %10s %8s%n",
        "work", "logscape", "C", "ratio", "PyTorch", "ratio", "JAX", "ratio", "Msteps/s", "B/step");
    try (Worker torch = Worker.start(args[1], Path.of(args[2], "torch_ensemble.py"));
        Worker jax = Worker.start(args[1], Path.of(args[2], "jax_ensemble.py"))) {
      for (Work work : works) {
        print(work, rounds, programs, torch, jax);
      }
    }
  }

  private static void print(Work work, int rounds, Path programs, Worker torch, Worker jax)
      throws IOException, RunnerException {
    double[] ours = new double[rounds];
    double[] bytes = new double[rounds];
    double[][] theirs = new double[3][rounds];
    for (int round = 0; round < rounds; round++) {
      RunResult result = run(work);
      double steps = secondary(result, "steps");
      ours[round] = secondary(result, "nanoseconds") / steps;
      bytes[round] =
          secondary(result, "gc.alloc.rate.norm") / ((double) work.steps() * Work.REPLICAS);
      if (work.hasYardsticks()) {
        String program = work.isFinite() ? "sgd-fast" : "sgd";
        List<String> command = new ArrayList<>();
        command.add(programs.resolve(program).toString());
        command.addAll(List.of(work.arguments().split(" ")));
        command.add(Worker.SECONDS);
        theirs[0][round] = Double.parseDouble(answer(command));
        theirs[1][round] = torch.ask(work.arguments());
        theirs[2][round] = jax.ask(work.arguments());
      }
    }
    StringBuilder line = new StringBuilder();
    line.append("%-14s %9.2f".formatted(work, Worker.median(ours)));
    for (double[] their : theirs) {
      double[] ratio = new double[rounds];
      Arrays.setAll(ratio, round -> their[round] / ours[round]);
      boolean known = Worker.median(their) > 0;
      line.append(
          known
              ? " %9.1f %7.2f".formatted(Worker.median(their), Worker.median(ratio))
              : " %9s %7s".formatted("-", "-"));
    }
    line.append(" %10.2f %8.3f".formatted(1e3 / Worker.median(ours), Worker.median(bytes)));
    System.out.println(line);
  }

  private static RunResult run(Work work) throws RunnerException {
    return new Runner(
            new OptionsBuilder()
                .include(StepBenchmark.class.getName())
                .param("work", work.name())
                .addProfiler("gc")
                .verbosity(VerboseMode.SILENT)
                .build())
        .runSingle();
  }

  static double secondary(RunResult result, String name) {
    return result.getSecondaryResults().entrySet().stream()
        .filter(entry -> entry.getKey().endsWith(name))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no " + name))
        .getValue()
        .getScore();
  }

  private static String answer(List<String> command) throws IOException {
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
      return reader.readLine();
    }
  }
}
