package org.logscape.jobs.rare;

import static org.apache.spark.sql.functions.col;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.logscape.jobs.store.ExperimentDir;
import org.logscape.jobs.store.TableRow;
import org.logscape.jobs.sweep.wave.ComputedWave;
import org.logscape.jobs.sweep.wave.GracefulStop;
import org.logscape.jobs.sweep.wave.WaveWriter;
import org.logscape.rare.Interfaces;
import org.logscape.rare.Member;
import org.logscape.rare.Sampler;
import org.logscape.rare.StageResult;
import org.logscape.schemas.Table;
import scala.Tuple2;

/**
 * One stage of the sampling as one Spark stage: repeats side by side, each from the snapshots that
 * its stage before published, and its own published whole.
 */
final class RareStages {

  /** A repeat of a cell, by the cell's number in the grid. */
  record Unit(long cell, int repeat) implements Serializable {}

  /** Tasks of a stage for each slot, so that none is idle while the longest repeats end. */
  private static final int TASKS_PER_SLOT = 8;

  private final JavaSparkContext context;
  private final ExperimentDir dir;
  private final Broadcast<RareCells> cells;
  private final Map<String, Long> numbers;
  private final RareState state;

  private RareStages(
      JavaSparkContext context,
      ExperimentDir dir,
      Broadcast<RareCells> cells,
      Map<String, Long> numbers,
      RareState state) {
    this.context = context;
    this.dir = dir;
    this.cells = cells;
    this.numbers = numbers;
    this.state = state;
  }

  /**
   * Stages into a folder.
   *
   * @param numbers of the cells in the grid, by their ids
   * @param state where interfaces stand
   */
  static RareStages of(
      SparkSession spark,
      ExperimentDir dir,
      Broadcast<RareCells> cells,
      Map<String, Long> numbers,
      RareState state) {
    return new RareStages(
        JavaSparkContext.fromSparkContext(spark.sparkContext()), dir, cells, numbers, state);
  }

  /**
   * Runs a stage of these repeats, publishes it as one wave and gives its tallies.
   *
   * @param stop asked for a signal, at which the repeats that are done are published
   */
  List<StageRow> run(int stage, List<Unit> units, GracefulStop stop) {
    return WaveWriter.of(context, dir, List.of(StageRow.ROWS, MemberRow.ROWS), stop)
        .append(
            rows(stage, units, dir.table(Table.RARE_SNAPSHOTS)),
            wave -> RareWork.stage(stage, done(units, wave), numbers),
            RareStages::tallies);
  }

  private List<Unit> done(List<Unit> units, ComputedWave wave) {
    if (wave.isWhole()) {
      return units;
    }
    Set<Unit> done =
        tallies(wave.rows()).stream()
            .map(row -> new Unit(numbers.get(row.cellId()), row.repeat()))
            .collect(Collectors.toSet());
    return units.stream().filter(done::contains).toList();
  }

  private static List<StageRow> tallies(JavaRDD<TableRow> rows) {
    return rows.filter(StageRow.class::isInstance).map(StageRow.class::cast).collect();
  }

  /**
   * The rows of a stage of these repeats.
   *
   * @param snapshots populations of the stage before, among others
   */
  JavaRDD<TableRow> rows(int stage, List<Unit> units, Dataset<Row> snapshots) {
    Map<Long, Interfaces> placed = new HashMap<>();
    Set<Object> ids = new HashSet<>();
    numbers.forEach(
        (id, number) -> {
          if (units.stream().anyMatch(unit -> unit.cell() == number)) {
            placed.put(number, state.interfaces(id));
            ids.add(id);
          }
        });
    int partitions =
        Math.min(units.size(), TASKS_PER_SLOT * Math.max(1, context.defaultParallelism()));
    JavaPairRDD<Unit, Integer> wanted =
        context.parallelize(units, partitions).mapToPair(unit -> new Tuple2<>(unit, stage));
    return stage == 0
        ? walks(wanted.repartition(partitions), context.broadcast(placed))
        : trials(
            stage, wanted, members(snapshots, stage - 1, ids), context.broadcast(placed), cells);
  }

  private JavaRDD<TableRow> walks(
      JavaPairRDD<Unit, Integer> wanted, Broadcast<Map<Long, Interfaces>> interfaces) {
    Broadcast<RareCells> shared = cells;
    return wanted.flatMap(
        unit -> rows(unit._1(), 0, List.of(), shared.value(), interfaces.value()));
  }

  private static JavaRDD<TableRow> trials(
      int stage,
      JavaPairRDD<Unit, Integer> wanted,
      JavaPairRDD<Unit, Member> members,
      Broadcast<Map<Long, Interfaces>> interfaces,
      Broadcast<RareCells> shared) {
    return wanted
        .cogroup(members, wanted.getNumPartitions())
        .filter(unit -> unit._2()._1().iterator().hasNext())
        .flatMap(
            unit ->
                rows(
                    unit._1(), stage, inOrder(unit._2()._2()), shared.value(), interfaces.value()));
  }

  /** The populations that a stage left in some cells. */
  private JavaPairRDD<Unit, Member> members(Dataset<Row> snapshots, int stage, Set<Object> ids) {
    Broadcast<Map<String, Long>> byId = context.broadcast(new HashMap<>(numbers));
    return snapshots
        .where(col("stage").equalTo(stage).and(col("cell_id").isInCollection(ids)))
        .javaRDD()
        .map(MemberRow.ROWS::read)
        .mapToPair(
            row ->
                new Tuple2<>(
                    new Unit(byId.value().get(row.cellId()), row.repeat()), row.toMember()));
  }

  private static List<Member> inOrder(Iterable<Member> members) {
    List<Member> sorted = new ArrayList<>();
    members.forEach(sorted::add);
    sorted.sort((a, b) -> Integer.compare(a.index(), b.index()));
    return sorted;
  }

  private static Iterator<TableRow> rows(
      Unit unit,
      int stage,
      List<Member> population,
      RareCells cells,
      Map<Long, Interfaces> interfaces) {
    long start = System.nanoTime();
    RareCell cell = cells.cell(unit.cell());
    Sampler sampler = cell.sampler(interfaces.get(unit.cell()));
    StageResult result =
        stage == 0
            ? sampler.basin(cell.streams(), unit.repeat())
            : sampler.next(cell.streams(), unit.repeat(), stage, population);
    List<TableRow> rows = new ArrayList<>();
    rows.add(StageRow.of(cell.id(), result.tally(), (System.nanoTime() - start) * 1e-9));
    result
        .members()
        .forEach(member -> rows.add(MemberRow.of(cell.id(), unit.repeat(), stage, member)));
    return rows.iterator();
  }
}
