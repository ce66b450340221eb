package org.logscape.jobs.sweep;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.SparkSession;
import org.logscape.jobs.spec.Spec;
import org.logscape.jobs.store.ExperimentDir;
import org.logscape.jobs.store.TableRow;
import org.logscape.jobs.store.WaveName;
import org.logscape.jobs.store.list.ListedFile;
import org.logscape.jobs.store.list.ListedWave;
import org.logscape.jobs.sweep.work.BlockPlan;
import org.logscape.jobs.sweep.work.BlockRange;
import org.logscape.jobs.sweep.work.BlockTasks;
import org.logscape.jobs.sweep.work.PublishedBlock;
import org.logscape.jobs.sweep.work.Tally;
import org.logscape.jobs.sweep.work.WidthTasks;
import org.logscape.kernel.RunOutcome;
import org.logscape.kernel.RunState;
import org.logscape.schemas.Table;

/**
 * Computes the rows of a wave of a sweep again, from the spec and from what the wave's list says of
 * the work.
 */
public final class WaveAgain {
  private static final String CELLS = "cells";

  private final SparkSession spark;
  private final JavaSparkContext context;
  private final Spec spec;
  private final ExperimentDir dir;
  private final Map<String, Long> numbers;
  private RunInputs inputs;

  private WaveAgain(SparkSession spark, Spec spec, ExperimentDir dir) {
    this.spark = spark;
    this.context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    this.spec = spec;
    this.dir = dir;
    this.numbers = spec.grid().numbers();
  }

  /**
   * The waves of a folder.
   *
   * @param spec the folder's own
   */
  public static WaveAgain of(SparkSession spark, Spec spec, ExperimentDir dir) {
    return new WaveAgain(spark, spec, dir);
  }

  /**
   * The rows of a wave.
   *
   * @param damaged its files that are not to be read
   * @return empty where it is no wave of a sweep, or nothing tells which runs it had
   */
  public Optional<JavaRDD<TableRow>> rows(ListedWave wave, List<ListedFile> damaged) {
    if (wave.work().equals(CELLS)) {
      return Optional.of(CellsTable.rows(context, spec, stored().networks(), dir));
    }
    if (wave.work().equals(ListedWave.REWRITE)) {
      return rewritten(wave, damaged);
    }
    Optional<JavaRDD<TableRow>> minima = minima(wave);
    if (minima.isPresent()) {
      return minima;
    }
    Optional<JavaRDD<TableRow>> width = width(wave.work());
    if (width.isPresent()) {
      return width;
    }
    return tasks(wave, damaged).map(this::computed);
  }

  private JavaRDD<TableRow> computed(List<List<BlockRange>> tasks) {
    return BlockRows.of(
        context,
        tasks,
        context.broadcast(spec),
        context.broadcast(stored()),
        Tally.unseen(context.sc()));
  }

  private Optional<JavaRDD<TableRow>> minima(ListedWave wave) {
    return Minima.of(context, spec, read().networks(), dir).again(wave.work());
  }

  /** A wave that took the place of those before it: all that they had, under the raised limit. */
  private Optional<JavaRDD<TableRow>> rewritten(ListedWave wave, List<ListedFile> damaged) {
    List<ListedWave> before =
        dir.waves().stream()
            .filter(old -> WaveName.isAdding(old.name()) && old.name().compareTo(wave.name()) < 0)
            .sorted(Comparator.comparing(ListedWave::name))
            .toList();
    Optional<List<List<BlockRange>>> runs = runs(before).or(() -> blocks(wave, damaged));
    return runs.map(
        tasks -> {
          JavaRDD<TableRow> rows = Histograms.added(computed(tasks));
          for (ListedWave old : before) {
            rows = minima(old).map(rows::union).orElse(rows);
          }
          return rows;
        });
  }

  /** The runs of waves; empty where a list does not say which they were. */
  private Optional<List<List<BlockRange>>> runs(List<ListedWave> waves) {
    List<List<BlockRange>> tasks = new ArrayList<>();
    for (ListedWave wave : waves) {
      if (wave.work().isEmpty() || WidthTasks.isText(wave.work())) {
        return Optional.empty();
      }
      BlockTasks.parse(wave.work(), numbers::get).ifPresent(tasks::addAll);
    }
    return tasks.isEmpty() ? Optional.empty() : Optional.of(tasks);
  }

  private Optional<List<List<BlockRange>>> tasks(ListedWave wave, List<ListedFile> damaged) {
    Optional<List<List<BlockRange>>> tasks = BlockTasks.parse(wave.work(), numbers::get);
    return tasks.isPresent() || !wave.work().isEmpty() ? tasks : blocks(wave, damaged);
  }

  private Optional<List<List<BlockRange>>> blocks(ListedWave wave, List<ListedFile> damaged) {
    List<ListedFile> runs = wave.files(Table.RUNS);
    boolean areRunsThere = !runs.isEmpty() && runs.stream().noneMatch(damaged::contains);
    return areRunsThere ? Optional.of(blocks(runs)) : Optional.empty();
  }

  /** The blocks of a wave without a word on its work, by its runs. */
  private List<List<BlockRange>> blocks(List<ListedFile> runs) {
    int size = BlockPlan.block(spec);
    List<List<BlockRange>> tasks = new ArrayList<>();
    for (PublishedBlock block : PublishedBlock.of(dir.rows(runs), size)) {
      Long cell = numbers.get(block.cellId());
      if (cell != null) {
        tasks.add(List.of(new BlockRange(cell, block.first(), block.last() + 1)));
      }
    }
    return tasks;
  }

  /** Runs of a cell and the limit of steps to which they are followed. */
  private record Followed(BlockRange range, long steps) implements Serializable {}

  /** A wave of whole cells on the way to a width: each run at once, however it was parked. */
  private Optional<JavaRDD<TableRow>> width(String work) {
    int size = BlockPlan.block(spec);
    List<Followed> blocks = new ArrayList<>();
    for (WidthTasks.Task task : WidthTasks.parse(work)) {
      new BlockRange(numbers.get(task.cellId()), task.from(), task.to())
          .blocks(size)
          .forEach(block -> blocks.add(new Followed(block, task.steps())));
    }
    if (blocks.isEmpty()) {
      return Optional.empty();
    }
    Broadcast<Spec> what = context.broadcast(spec);
    Broadcast<RunInputs> needed = context.broadcast(stored());
    Tally tally = Tally.unseen(context.sc());
    return Optional.of(
        Histograms.added(
            context
                .parallelize(blocks, Math.min(blocks.size(), 8 * context.defaultParallelism()))
                .flatMap(
                    block ->
                        BlockRows.of(what.value(), needed.value(), tally)
                            .rows(
                                List.of(block.range()),
                                (runner, range) -> followed(runner, block)))));
  }

  private static List<RunOutcome> followed(BlockRunner runner, Followed block) {
    List<RunOutcome> all = new ArrayList<>();
    List<RunState> open = new ArrayList<>();
    for (RunOutcome outcome : runner.run(block.range(), block.steps())) {
      outcome.state().ifPresentOrElse(open::add, () -> all.add(outcome));
    }
    if (!open.isEmpty()) {
      all.addAll(runner.end(block.range().cell(), open, block.steps()));
    }
    return all;
  }

  private RunInputs read() {
    if (inputs == null) {
      inputs = RunInputs.read(spark, spec);
      inputs.requireSame(dir);
    }
    return inputs;
  }

  private RunInputs stored() {
    return read().with(read().networks().with(Minima.stored(dir)));
  }
}
