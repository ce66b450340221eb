package org.logscape.jobs.fit;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.substring_index;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.logscape.jobs.predict.CellTheory;
import org.logscape.jobs.spec.CellSpec;
import org.logscape.jobs.spec.Spec;

/**
 * Runs of different cells that share their random numbers, as one unit of resampling: whatever
 * counts a run so many times counts its partners as often, so that what they share drops out of
 * every interval of a contrast, and is not taken for independent anywhere else.
 */
public final class PairedRuns {
  private static final StructType GROUPS =
      new StructType()
          .add("group_cell", DataTypes.StringType)
          .add("group_name", DataTypes.StringType)
          .add("group_runs", DataTypes.IntegerType);

  private final SparkSession spark;
  private final List<Group> groups;

  /**
   * Cells that share random numbers.
   *
   * @param name of their streams
   * @param cells in the order of the grid, at least one
   */
  public record Group(String name, List<CellTheory> cells) {
    /** Replicas that every cell has. */
    public int matched() {
      return cells.stream().mapToInt(cell -> cell.facts().replicas()).min().orElse(0);
    }
  }

  private PairedRuns(SparkSession spark, List<Group> groups) {
    this.spark = spark;
    this.groups = groups;
  }

  /**
   * The pairs of a spec.
   *
   * @param cells theory of each cell, by its name
   */
  static PairedRuns of(SparkSession spark, Spec spec, Map<String, CellTheory> cells) {
    Map<String, List<CellTheory>> byStream = new LinkedHashMap<>();
    if (!spec.pairing().isEmpty()) {
      for (long number = 0; number < spec.grid().cells(); number++) {
        CellSpec cell = spec.grid().cell(number);
        String name = "%016x".formatted(spec.pairing().streamBits(cell));
        byStream.computeIfAbsent(name, n -> new ArrayList<>()).add(cells.get(cell.id()));
      }
    }
    List<Group> groups = new ArrayList<>();
    byStream.forEach((name, members) -> groups.add(new Group(name, members)));
    return new PairedRuns(spark, groups);
  }

  /** Cells that share random numbers; none where the spec pairs nothing. */
  public List<Group> groups() {
    return groups;
  }

  /** Rows with a {@code run_id} and a {@code cell_id}, where partners have one {@code run_id}. */
  public Dataset<Row> named(Dataset<Row> rows) {
    return groups.isEmpty() ? rows : joined(rows).select(columns(rows));
  }

  /** The same, of the replicas alone that every cell of a group has. */
  public Dataset<Row> matched(Dataset<Row> rows) {
    return joined(rows).where("replica_number < group_runs").select(columns(rows));
  }

  private Dataset<Row> joined(Dataset<Row> rows) {
    List<Row> table = new ArrayList<>();
    for (Group group : groups) {
      for (CellTheory cell : group.cells()) {
        table.add(RowFactory.create(cell.facts().cellId(), group.name(), group.matched()));
      }
    }
    Dataset<Row> names = spark.createDataFrame(table, GROUPS);
    return rows.join(broadcast(names), rows.col("cell_id").equalTo(names.col("group_cell")))
        .withColumn("replica_number", substring_index(col("run_id"), "-", -1).cast("int"))
        .withColumn("run_id", concat_ws("-", col("group_name"), col("replica_number")));
  }

  private static Column[] columns(Dataset<Row> rows) {
    return Arrays.stream(rows.columns()).map(functions::col).toArray(Column[]::new);
  }
}
