package org.logscape.jobs.sweep;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
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
import org.logscape.jobs.store.Mode;
import org.logscape.jobs.sweep.work.BlockPlan;
import org.logscape.jobs.sweep.work.BlockRange;
import org.logscape.jobs.sweep.work.PublishedRuns;
import org.logscape.jobs.sweep.work.Waves;

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
   * Prints one line a round, and the median ratios, of time by the clock and of processor time.
   *
   * @param arguments replicas of each cell (default 8000) and rounds (default 3)
   */
  public static void main(String[] arguments) throws IOException {
    int replicas = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 8000;
    int rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 3;
    SparkSession spark = SparkTestSession.get();
    Path folder = Files.createTempDirectory("overhead");
    Spec warm = SpecReader.read(SPEC.formatted(64), "benchmark");
    onSpark(spark, warm, folder.resolve("warm"));
    onThreads(warm);
    Spec spec = SpecReader.read(SPEC.formatted(replicas), "benchmark");
    double[] ratios = new double[rounds];
    double[] processorRatios = new double[rounds];
    for (int round = 0; round < rounds; round++) {
      Path dir = folder.resolve("round-" + round);
      Seconds onSpark = Seconds.of(() -> onSpark(spark, spec, dir));
      Seconds onThreads = Seconds.of(() -> onThreads(spec));
      ratios[round] = onSpark.elapsed() / onThreads.elapsed();
      processorRatios[round] = onSpark.processor() / onThreads.processor();
      System.out.printf(
          "local[2] %.1f s (processor %.1f)  two threads %.1f s (%.1f)  ratio %.3f (%.3f)%n",
          onSpark.elapsed(),
          onSpark.processor(),
          onThreads.elapsed(),
          onThreads.processor(),
          ratios[round],
          processorRatios[round]);
    }
    Arrays.sort(ratios);
    Arrays.sort(processorRatios);
    System.out.printf(
        "median ratio %.3f (processor %.3f)%n", ratios[rounds / 2], processorRatios[rounds / 2]);
    spark.stop();
  }

  /**
   * What something took.
   *
   * @param elapsed by the clock
   * @param processor of the whole virtual machine: collector, compiler and all; it counts the same
   *     whether other programs share the cores or not
   */
  private record Seconds(double elapsed, double processor) {
    static Seconds of(Runnable work) {
      OperatingSystemMXBean system =
          ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
      long clock = System.nanoTime();
      long processor = system.getProcessCpuTime();
      work.run();
      return new Seconds(
          (System.nanoTime() - clock) * 1e-9, (system.getProcessCpuTime() - processor) * 1e-9);
    }
  }

  private static void onSpark(SparkSession spark, Spec spec, Path dir) {
    SweepJob.of(
            spark,
            spec,
            ExperimentDir.of(spark, dir.toString()),
            new SweepJob.Options(Mode.FRESH, OptionalInt.empty(), WAVE_SECONDS))
        .run(Optional.empty());
  }

  private static void onThreads(Spec spec) {
    CellRows cells = CellRows.of(spec);
    RunForecast forecast = RunForecast.of(spec);
    BlockPlan plan =
        BlockPlan.of(spec, PublishedRuns.none(), cell -> cells.seconds(cell, forecast));
    ConcurrentLinkedQueue<List<BlockRange>> queue = new ConcurrentLinkedQueue<>();
    Waves.of(plan, 2, OptionalInt.empty(), WAVE_SECONDS).forEachRemaining(queue::addAll);
    AtomicLong steps = new AtomicLong();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      Thread thread = new Thread(() -> work(spec, queue, steps));
      thread.start();
      threads.add(thread);
    }
    try {
      for (Thread thread : threads) {
        thread.join();
      }
    } catch (InterruptedException interruption) {
      throw new IllegalStateException(interruption);
    }
    if (steps.get() == 0) {
      throw new IllegalStateException("no work was done");
    }
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
