package org.logscape.jobs.sweep;

import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.logscape.jobs.spec.Spec;
import org.logscape.jobs.store.ExperimentDir;
import org.logscape.jobs.store.RowBinding;
import org.logscape.jobs.store.TableRow;
import org.logscape.jobs.sweep.work.Stage;
import org.logscape.schemas.Table;

/**
 * Writes the cells table of a folder: as the spec says or, where it asks for a width, with the runs
 * and steps that were needed.
 */
public final class CellsTable {
  private CellsTable() {}

  /**
   * Writes it anew.
   *
   * @param inputs what networks need
   */
  public static void write(
      JavaSparkContext context, Spec spec, NetworkInputs inputs, ExperimentDir dir) {
    dir.replace(Table.CELLS, rows(context, spec, inputs, dir), "cells");
  }

  /** Its rows. */
  static JavaRDD<TableRow> rows(
      JavaSparkContext context, Spec spec, NetworkInputs inputs, ExperimentDir dir) {
    long cells = spec.grid().cells();
    Broadcast<Spec> shared = context.broadcast(spec);
    Broadcast<Map<String, Stage>> extents =
        context.broadcast(spec.until().isWanted() ? extents(dir) : Map.of());
    Broadcast<NetworkInputs> needed = context.broadcast(inputs);
    int parts = (int) Math.min(cells, 2L * Math.max(1, context.defaultParallelism()));
    List<Integer> slices = IntStream.range(0, parts).boxed().toList();
    return context
        .parallelize(slices, parts)
        .flatMap(
            slice -> {
              CellRows cellRows = CellRows.of(shared.value(), extents.value()).with(needed.value());
              return LongStream.range(cells * slice / parts, cells * (slice + 1) / parts)
                  .<TableRow>mapToObj(cellRows::row)
                  .iterator();
            });
  }

  private record Extent(String cellId, int runs, long longest) {
    private static final RowBinding<Extent> ROWS = RowBinding.ofQuery(Extent.class);
  }

  /** How many runs each published cell has, and how long the longest is. */
  private static Map<String, Stage> extents(ExperimentDir dir) {
    Map<String, Stage> extents = new HashMap<>();
    for (Extent cell :
        Extent.ROWS.list(
            dir.table(Table.RUNS)
                .groupBy("cell_id")
                .agg(count(lit(1)).cast("int").as("runs"), max("steps").as("longest")))) {
      extents.put(cell.cellId(), new Stage(cell.runs(), cell.longest()));
    }
    return extents;
  }
}
