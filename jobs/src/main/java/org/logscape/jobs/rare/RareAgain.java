package org.logscape.jobs.rare;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.logscape.jobs.spec.Spec;
import org.logscape.jobs.store.ExperimentDir;
import org.logscape.jobs.store.SparkSchemas;
import org.logscape.jobs.store.TableRow;
import org.logscape.jobs.store.list.ListedFile;
import org.logscape.jobs.store.list.ListedWave;
import org.logscape.jobs.sweep.RunInputs;
import org.logscape.schemas.Table;

/**
 * Computes the rows of a wave of rare-event sampling again. A stage is computed from the waves that
 * were published before it, so waves are to be mended in their order.
 */
public final class RareAgain {
  private final SparkSession spark;
  private final JavaSparkContext context;
  private final Spec spec;
  private final ExperimentDir dir;
  private final Map<String, Long> numbers;

  private RareAgain(SparkSession spark, Spec spec, ExperimentDir dir) {
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
  public static RareAgain of(SparkSession spark, Spec spec, ExperimentDir dir) {
    return new RareAgain(spark, spec, dir);
  }

  /** The rows of a wave; empty where it is none of rare-event sampling. */
  public Optional<JavaRDD<TableRow>> rows(ListedWave wave) {
    Optional<List<String>> pilots = RareWork.pilots(wave.work());
    Optional<RareWork.Stage> stage = RareWork.stage(wave.work(), numbers);
    if (pilots.isPresent()) {
      List<Long> cells = pilots.get().stream().map(numbers::get).toList();
      return Optional.of(RareJob.pilots(context, cells, cells()));
    }
    if (stage.isPresent()) {
      RareStages stages =
          RareStages.of(spark, dir, cells(), numbers, state(table -> before(wave.name(), table)));
      return Optional.of(
          stages.rows(
              stage.get().number(),
              stage.get().units(),
              before(wave.name(), Table.RARE_SNAPSHOTS)));
    }
    return wave.work().equals(RareWork.SUMMARY)
        ? Optional.of(summary(wave.files().get(0).table()))
        : Optional.empty();
  }

  private Broadcast<RareCells> cells() {
    return context.broadcast(new RareCells(spec, RunInputs.stored(spark, spec, dir).networks()));
  }

  private RareState state(Function<Table, Dataset<Row>> published) {
    return RareState.of(
        spec.rare().orElseThrow(),
        numbers.keySet(),
        InterfaceRow.ROWS.list(published.apply(Table.RARE_INTERFACES)),
        StageRow.ROWS.list(published.apply(Table.RARE_STAGES)));
  }

  /** The rows that were published before a wave. */
  private Dataset<Row> before(String wave, Table table) {
    List<ListedFile> files = new ArrayList<>();
    for (ListedWave earlier : dir.waves()) {
      if (earlier.name().compareTo(wave) < 0) {
        files.addAll(earlier.files(table));
      }
    }
    return files.isEmpty()
        ? spark.createDataFrame(List.of(), SparkSchemas.of(table.schema()))
        : dir.rows(files);
  }

  private JavaRDD<TableRow> summary(Table table) {
    Broadcast<RareCells> shared = cells();
    Map<String, RareCell> all = new LinkedHashMap<>();
    numbers.forEach((id, number) -> all.put(id, shared.value().cell(number)));
    Map<Table, List<TableRow>> rows = new EnumMap<>(Table.class);
    RareSummary.of(spark, shared, dir, state(dir::table), all)
        .write((written, computed) -> rows.put(written, computed.collect()));
    return context.parallelize(rows.get(table), 1);
  }
}
