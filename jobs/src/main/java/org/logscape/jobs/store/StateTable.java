package org.logscape.jobs.store;

import java.util.List;
import java.util.regex.Pattern;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.logscape.jobs.errors.UserException;
import org.logscape.schemas.Table;

/**
 * States of one run in a folder of their own, with the columns of the snapshots table. The folder
 * appears whole or not at all.
 */
public final class StateTable {
  private static final Pattern OWN = Pattern.compile("_SUCCESS|part-\\d+-.*\\.parquet");

  private final SparkSession spark;
  private final Folder folder;

  private StateTable(SparkSession spark, Folder folder) {
    this.spark = spark;
    this.folder = folder;
  }

  /**
   * A folder to write to; it need not exist.
   *
   * @param path a Hadoop path
   * @throws UserException if something else stands there
   */
  public static StateTable of(SparkSession spark, String path) {
    Folder folder = Folder.of(path, spark.sparkContext().hadoopConfiguration());
    if (folder.isFile() || !folder.names().stream().allMatch(OWN.asMatchPredicate())) {
      throw UserException.of(
          "%s: holds something else; must be a new folder, or one that a replay wrote"
              .formatted(path));
    }
    return new StateTable(spark, folder);
  }

  /** Writes the rows in the place of those that are there, and gives the folder's full path. */
  public String write(List<? extends TableRow> rows) {
    Folder draft = folder.parent().folder("." + folder.name() + ".draft");
    List<Row> values = rows.stream().map(RowBinding::written).toList();
    spark
        .createDataFrame(values, SparkSchemas.of(Table.SNAPSHOTS.schema()))
        .coalesce(1)
        .write()
        .mode("overwrite")
        .option("compression", "zstd")
        .parquet(draft.path());
    draft.takePlaceOf(folder);
    return folder.path();
  }
}
