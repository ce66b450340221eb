package org.logscape.jobs.sweep.work;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.OptionalInt;

/**
 * Cuts a plan into waves, and waves into tasks.
 *
 * <p>A wave is what a killed driver loses at most, so it is bounded in time and in runs. The first
 * wave is cut short by the forecast; later ones by what the last one took by the clock. Within a
 * wave neighbouring blocks make a task; tasks of about equal expected cost, several for each slot,
 * longest runs first, keep all cores busy to the end.
 */
public final class Waves implements Iterator<List<List<BlockRange>>> {
  private static final int TASKS_PER_SLOT = 12;
  private static final double LONGEST_TASK_SECONDS = 60;
  private static final long MOST_RUNS = 500_000;
  private static final long MOST_RUNS_PER_SLOT = 250_000;

  /** Share of a wave's time that the first one is to take, since its forecast may be wrong. */
  private static final double FIRST = 0.25;

  /** A wave that was over sooner says nothing of the pace: much of its time was Spark's. */
  private static final double LEAST_SECONDS = 0.5;

  /**
   * Blocks in one call of the kernel: enough to keep its lanes full, few enough to hold their rows
   * in memory.
   */
  private static final int MOST_JOINED = 16 * BlockPlan.BLOCK;

  private final Iterator<BlockPlan.Costed> blocks;
  private final int slots;
  private final OptionalInt partitions;
  private final double waveSeconds;

  /** Seconds by the clock for a second of the forecast. */
  private double pace = 1 / FIRST;

  private double lastForecast;

  private Waves(
      Iterator<BlockPlan.Costed> blocks, int slots, OptionalInt partitions, double waveSeconds) {
    this.blocks = blocks;
    this.slots = slots;
    this.partitions = partitions;
    this.waveSeconds = waveSeconds;
  }

  /**
   * The waves of a plan.
   *
   * @param slots cores that work side by side
   * @param partitions tasks of a wave, where the user says so
   * @param waveSeconds duration that a wave is to have
   */
  public static Waves of(BlockPlan plan, int slots, OptionalInt partitions, double waveSeconds) {
    return new Waves(plan.costed(), slots, partitions, waveSeconds);
  }

  /** The waves of blocks that come in this order. */
  public static Waves of(
      Iterator<BlockPlan.Costed> blocks, int slots, OptionalInt partitions, double waveSeconds) {
    return new Waves(blocks, slots, partitions, waveSeconds);
  }

  @Override
  public boolean hasNext() {
    return blocks.hasNext();
  }

  /** The tasks of the next wave, each a list of blocks. */
  @Override
  public List<List<BlockRange>> next() {
    List<BlockPlan.Costed> wave = new ArrayList<>();
    double seconds = 0;
    long runs = 0;
    do {
      BlockPlan.Costed block = blocks.next();
      wave.add(block);
      seconds += block.seconds();
      runs += block.range().replicas();
    } while (blocks.hasNext()
        && seconds * pace < waveSeconds * slots
        && runs < Math.max(MOST_RUNS, MOST_RUNS_PER_SLOT * slots));
    lastForecast = seconds;
    return tasks(wave, seconds);
  }

  /**
   * Says how long the last wave took, so that the next one is cut by the clock.
   *
   * @param seconds from its first task to its last
   */
  public void took(double seconds) {
    if (seconds >= LEAST_SECONDS && lastForecast > 0) {
      pace = seconds * slots / lastForecast;
    } else {
      pace = Math.min(pace, 1);
    }
  }

  private List<List<BlockRange>> tasks(List<BlockPlan.Costed> wave, double seconds) {
    int wanted =
        partitions.orElse(
            (int)
                Math.max(
                    (long) TASKS_PER_SLOT * slots, Math.round(seconds / LONGEST_TASK_SECONDS)));
    int count = Math.min(wanted, wave.size());
    List<List<BlockRange>> tasks = new ArrayList<>();
    List<BlockRange> task = new ArrayList<>();
    double spent = 0;
    for (int i = 0; i < wave.size(); i++) {
      add(task, wave.get(i).range());
      spent += wave.get(i).seconds();
      int left = wave.size() - i - 1;
      boolean full = spent >= seconds * (tasks.size() + 1) / count;
      // every task still to come needs a block
      if (left == 0 || (tasks.size() < count - 1 && (full || left == count - 1 - tasks.size()))) {
        tasks.add(task);
        task = new ArrayList<>();
      }
    }
    return tasks;
  }

  /** Blocks that go on from each other are one call of the kernel. */
  private static void add(List<BlockRange> task, BlockRange range) {
    int last = task.size() - 1;
    if (last >= 0 && task.get(last).joins(range) && task.get(last).replicas() < MOST_JOINED) {
      task.set(last, task.get(last).join(range));
    } else {
      task.add(range);
    }
  }
}
