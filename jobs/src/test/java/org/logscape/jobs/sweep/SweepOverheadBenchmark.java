package org.logscape.jobs.sweep;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.spark.sql.SparkSession;
import org.logscape.jobs.SparkTestSession;
import org.logscape.jobs.predict.RunForecast;
import org.logscape.jobs.spec.Spec;
import org.logscape.jobs.spec.SpecReader;
import org.logscape.jobs.store.ExperimentDir;

/**
 * What Spark costs: a sweep on local[2], tables and all, against two bare threads that work through
 * the same tasks, in turns. Escape times of the cells span three decades. See
 * jobs/docs/benchmarks.md.
 */
public final class SweepOverheadBenchmark {
  private static final String SPEC =
      """
      name: overhead
      seed: 4
      replicas: %d
      model: {type: double-well, dimensions: 2, barrier: 2, label_noise: [0, 0.5, 1, 1.5, 2, 3, 4, 6]}
      dynamics: {type: sgd, batch_size: 1, learning_rate: 0.02}
      observe:
        escape: {events: [separatrix]}
      stop: {steps: 5000000, after: separatrix}
      """;
  private static final double WAVE_SECONDS = 300;

  private SweepOverheadBenchmark() {}

  /**
   * Prints one line a round, and the median ratio.
   *
   * @param arguments replicas of each cell (default 8000) and rounds (default 3)
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    int replicas = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 8000;
    int rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 3;
    SparkSession spark = SparkTestSession.get();
    Path folder = Files.createTempDirectory("overhead");
    Spec warm = SpecReader.read(SPEC.formatted(64), "benchmark");
    onSpark(spark, warm, folder.resolve("warm"));
    onThreads(warm);
    Spec spec = SpecReader.read(SPEC.formatted(replicas), "benchmark");
    double[] ratios = new double[rounds];
    for (int round = 0; round < rounds; round++) {
      double sparkSeconds = onSpark(spark, spec, folder.resolve("round-" + round));
      double threadSeconds = onThreads(spec);
      ratios[round] = sparkSeconds / threadSeconds;
      System.out.printf(
          "local[2] %.1f s  two threads %.1f s  ratio %.3f%n",
          sparkSeconds, threadSeconds, ratios[round]);
    }
    Arrays.sort(ratios);
    System.out.printf("median ratio %.3f%n", ratios[rounds / 2]);
    spark.stop();
  }

  private static double onSpark(SparkSession spark, Spec spec, Path dir) {
    long start = System.nanoTime();
    SweepJob.of(
            spark,
            spec,
            ExperimentDir.of(spark, dir.toString()),
            new SweepJob.Options(SweepJob.Mode.FRESH, OptionalInt.empty(), WAVE_SECONDS))
        .run(Optional.empty());
    return (System.nanoTime() - start) * 1e-9;
  }

  private static double onThreads(Spec spec) throws InterruptedException {
    long start = System.nanoTime();
    CellRows cells = CellRows.of(spec);
    RunForecast forecast = RunForecast.of(spec);
    BlockPlan plan =
        BlockPlan.of(spec, PublishedRuns.none(), cell -> forecast.seconds(cells.theory(cell)));
    ConcurrentLinkedQueue<List<BlockRange>> queue = new ConcurrentLinkedQueue<>();
    Waves.of(plan, 2, OptionalInt.empty(), WAVE_SECONDS).forEachRemaining(queue::addAll);
    AtomicLong steps = new AtomicLong();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      Thread thread = new Thread(() -> work(spec, queue, steps));
      thread.start();
      threads.add(thread);
    }
    for (Thread thread : threads) {
      thread.join();
    }
    if (steps.get() == 0) {
      throw new IllegalStateException("no work was done");
    }
    return (System.nanoTime() - start) * 1e-9;
  }

  private static void work(
      Spec spec, ConcurrentLinkedQueue<List<BlockRange>> queue, AtomicLong steps) {
    BlockRunner runner = BlockRunner.of(spec);
    for (List<BlockRange> task = queue.poll(); task != null; task = queue.poll()) {
      for (BlockRange block : task) {
        runner.run(block).forEach(outcome -> steps.addAndGet(outcome.steps()));
      }
    }
  }
}
