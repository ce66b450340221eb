package org.logscape.jobs.sweep;

import java.util.Iterator;
import java.util.List;
import java.util.function.BiFunction;
import org.apache.spark.TaskContext;
import org.apache.spark.TaskKilledException;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.logscape.jobs.rows.RunRows;
import org.logscape.jobs.spec.Spec;
import org.logscape.jobs.store.TableRow;
import org.logscape.jobs.sweep.work.BlockRange;
import org.logscape.jobs.sweep.work.Tally;
import org.logscape.kernel.RunOutcome;

/** The rows of the blocks of one task, block after block. */
final class BlockRows {
  private final BlockRunner runner;
  private final RunRows mapper;
  private final Tally tally;

  private BlockRows(BlockRunner runner, RunRows mapper, Tally tally) {
    this.runner = runner;
    this.mapper = mapper;
    this.tally = tally;
  }

  /**
   * The rows of a spec.
   *
   * @param inputs what runs need beside it
   * @param tally where finished runs are counted
   */
  static BlockRows of(Spec spec, RunInputs inputs, Tally tally) {
    return new BlockRows(BlockRunner.of(spec, inputs), RunRows.of(spec, inputs.start()), tally);
  }

  /** The rows of tasks, each computed when they are asked for. */
  static JavaRDD<TableRow> of(
      JavaSparkContext context,
      List<List<BlockRange>> tasks,
      Broadcast<Spec> spec,
      Broadcast<RunInputs> inputs,
      Tally tally) {
    return context
        .parallelize(tasks, tasks.size())
        .flatMap(blocks -> of(spec.value(), inputs.value(), tally).rows(blocks, BlockRunner::run));
  }

  /**
   * Computes blocks, each when its rows are asked for.
   *
   * @param run how a block is run
   */
  Iterator<TableRow> rows(
      List<BlockRange> blocks, BiFunction<BlockRunner, BlockRange, List<RunOutcome>> run) {
    return blocks.stream()
        .flatMap(
            range -> {
              stopIfCancelled();
              List<RunOutcome> outcomes = run.apply(runner, range);
              tally.add(outcomes);
              return mapper.rows(runner.cell(), outcomes).stream();
            })
        .iterator();
  }

  /** Frees the slot of a task whose wave was cancelled. */
  private static void stopIfCancelled() {
    TaskContext task = TaskContext.get();
    if (task != null && task.isInterrupted()) {
      throw new TaskKilledException("the wave was cancelled");
    }
  }
}
