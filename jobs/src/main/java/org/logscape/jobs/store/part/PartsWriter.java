package org.logscape.jobs.store.part;

import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.Path;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;
import org.apache.spark.util.SerializableConfiguration;
import org.logscape.jobs.store.list.ListedFile;
import org.logscape.schemas.Table;
import scala.Option;

/** Writes the files of several tables side by side, one task a file. */
public final class PartsWriter {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final JavaSparkContext context;
  private final Broadcast<SerializableConfiguration> configuration;

  private PartsWriter(JavaSparkContext context) {
    this.context = context;
    this.configuration =
        context.broadcast(new SerializableConfiguration(context.hadoopConfiguration()));
  }

  /** A writer for the tasks of a session. */
  public static PartsWriter of(JavaSparkContext context) {
    return new PartsWriter(context);
  }

  /**
   * Files of one table that are to be written.
   *
   * @param rows its rows, in their order
   * @param files how many files; at least one is written
   * @param folder where to
   */
  public record Wanted(JavaRDD<Row> rows, int files, String folder) {}

  /**
   * A file that was written under a name of its task, since a task may be done twice.
   *
   * @param staged that name
   * @param file what it holds, under the name that it is to get: part-00000.parquet
   */
  public record Written(String staged, ListedFile file) implements Serializable {}

  private record Target(Table table, int part, String folder, PartNames names)
      implements Serializable {}

  /**
   * Writes all of them in one Spark job, and gives them table by table, part by part. Where it
   * fails, none of its tasks writes any more.
   *
   * @param names under which they are written
   */
  public List<Written> write(Map<Table, Wanted> tables, PartNames names) {
    List<Target> targets = new ArrayList<>();
    List<JavaRDD<Row>> parts = new ArrayList<>();
    tables.forEach(
        (table, wanted) -> {
          JavaRDD<Row> joined = joined(wanted);
          for (int part = 0; part < joined.getNumPartitions(); part++) {
            targets.add(new Target(table, part, wanted.folder(), names));
          }
          parts.add(joined);
        });
    if (parts.isEmpty()) {
      return List.of();
    }
    Broadcast<SerializableConfiguration> settings = configuration;
    @SuppressWarnings("unchecked") // Java makes no arrays of JavaRDD<Row>
    JavaRDD<Row> all = context.union(parts.toArray(JavaRDD[]::new));
    JavaRDD<Written> written =
        all.mapPartitionsWithIndex(
            (index, rows) -> write(targets.get(index), rows, settings.value()), false);
    return Stragglers.awaited(context, PATIENCE, written::collect);
  }

  private static Iterator<Written> write(
      Target target, Iterator<Row> rows, SerializableConfiguration settings)
      throws java.io.IOException {
    String staged = target.names().name(target.part(), TaskContext.get().taskAttemptId());
    Path path = new Path(new Path(target.folder()), staged);
    ListedFile file = PartWriter.write(settings.value(), path, target.table(), rows);
    String name = "part-%05d.parquet".formatted(target.part());
    return List.of(new Written(staged, file.named(name))).iterator();
  }

  private JavaRDD<Row> joined(Wanted wanted) {
    JavaRDD<Row> rows =
        wanted.rows().getNumPartitions() == 0 ? context.parallelize(List.of(), 1) : wanted.rows();
    return rows.rdd()
        .coalesce(wanted.files(), false, Option.apply(new Neighbours()), null)
        .toJavaRDD();
  }
}
