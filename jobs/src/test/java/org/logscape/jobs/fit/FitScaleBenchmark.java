package org.logscape.jobs.fit;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerStageCompleted;
import org.apache.spark.scheduler.StageInfo;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.logscape.jobs.SparkTestSession;
import org.logscape.jobs.predict.CellFacts;
import org.logscape.jobs.spec.Spec;
import org.logscape.jobs.store.ExperimentDir;
import org.logscape.jobs.sweep.CellRows;
import org.logscape.schemas.Table;

/**
 * What {@code fit} costs at scale: tables of runs that nobody made, 10^8 losses in snapshots and
 * the same losses in histograms, 10^7 escape rows, all laws fitted on local[2]; beside it DuckDB's
 * time for the aggregations that the fits rest on. See jobs/docs/benchmarks.md.
 *
 * <p>Losses follow the log-landscape law itself, P(L/L* - 1 > r) = (1 + r)^(-1/T) for n = 2; times
 * of the two levels are exponential, independent, and end with the step limit.
 */
public final class FitScaleBenchmark {
  private static final int CELLS = 8;
  private static final int BINS_PER_DECADE = 20;
  private static final long STEPS = 100_000;
  private static final String SPEC =
      """
      name: scale
      seed: 4
      replicas: %d
      model: {type: linear-regression, dimensions: 2, label_noise: [0.5, 1, 1.5, 2]}
      dynamics: {type: langevin, learning_rate: [0.1, 0.2]}
      observe:
        escape: {levels: [1.5, 2]}
        loss_histogram: {every: 100}
        snapshots: {every: 100}
      stop: {steps: 100000, after: never}
      fit: [escape-rate, escape-law, law-contest, survival, memorylessness, log-rank, competing-risks, stationary-law, tail-law]
      """;

  private FitScaleBenchmark() {}

  /**
   * Makes the tables where they are not there yet, fits them, and asks DuckDB.
   *
   * @param arguments a folder, and optionally runs of each cell (default 625,000, which makes 10^7
   *     escape rows) and snapshots of each cell (default 12,500,000, which makes 10^8)
   */
  public static void main(String[] arguments) throws IOException, SQLException {
    Path folder = Path.of(arguments[0]);
    long runs = arguments.length > 1 ? Long.parseLong(arguments[1]) : 625_000;
    long losses = arguments.length > 2 ? Long.parseLong(arguments[2]) : 12_500_000;
    SparkSession spark = SparkTestSession.get();
    ExperimentDir dir = ExperimentDir.of(spark, folder.toString());
    if (dir.spec().isEmpty()) {
      time("made tables", () -> generate(spark, dir, folder, runs, losses));
    }
    System.out.printf(
        Locale.ROOT,
        "heap %d MiB, escapes %,d, runs %,d, snapshots %,d, histogram rows %,d holding %,d%n",
        Runtime.getRuntime().maxMemory() >> 20,
        dir.table(Table.ESCAPES).count(),
        dir.table(Table.RUNS).count(),
        dir.table(Table.SNAPSHOTS).count(),
        dir.table(Table.LOSS_HISTOGRAMS).count(),
        dir.table(Table.LOSS_HISTOGRAMS).groupBy().sum("count").head().getLong(0));
    spark.sparkContext().addSparkListener(new StageTimes());
    time(
        "fit, all laws, 200 resamplings",
        () -> FitJob.of(spark, dir, new FitJob.Options(200)).run());
    System.out.printf("rows of the fits table: %d%n", dir.table(Table.FITS).count());
    spark.stop();
    duckDb(folder);
  }

  /** Prints what each stage of at least a second took, by the line of code that asked for it. */
  private static final class StageTimes extends SparkListener {
    @Override
    public void onStageCompleted(SparkListenerStageCompleted completed) {
      StageInfo stage = completed.stageInfo();
      long end = (Long) stage.completionTime().get();
      double seconds = 1e-3 * (end - (Long) stage.submissionTime().get());
      if (seconds >= 1) {
        System.out.printf(
            Locale.ROOT,
            "  %s: %.1f s, CPU %.1f s, of it collecting garbage %.1f s%n",
            stage.name(),
            seconds,
            1e-9 * stage.taskMetrics().executorCpuTime(),
            1e-3 * stage.taskMetrics().jvmGCTime());
      }
    }
  }

  private static void time(String what, Runnable work) {
    long start = System.nanoTime();
    work.run();
    System.out.printf(Locale.ROOT, "%s: %.1f s%n", what, (System.nanoTime() - start) * 1e-9);
  }

  private static void generate(
      SparkSession spark, ExperimentDir dir, Path folder, long runs, long losses) {
    String yaml = SPEC.formatted(runs);
    Spec spec = Fits.spec(yaml, "benchmark");
    List<CellFacts> cells = new ArrayList<>();
    for (long cell = 0; cell < CELLS; cell++) {
      cells.add(CellRows.of(spec).theory(spec.grid().cell(cell)).facts());
    }
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    dir.freeze(yaml, "name: scale\n");
    dir.replace(Table.CELLS, context.parallelize(cells, 1).map(WeibullTables::cellRow));
    StringBuilder ids = new StringBuilder();
    StringBuilder etas = new StringBuilder();
    StringBuilder minima = new StringBuilder();
    for (CellFacts cell : cells) {
      ids.append(ids.isEmpty() ? "" : ",").append('\'').append(cell.cellId()).append('\'');
      etas.append(etas.isEmpty() ? "" : ",").append(cell.learningRate()).append('D');
      minima.append(minima.isEmpty() ? "" : ",").append(cell.lossMin()).append('D');
    }
    Dataset<Row> one =
        spark
            .range(0, runs * CELLS, 1, 16)
            .selectExpr(
                "array(%s)[id %% %d] AS cell_id".formatted(ids, CELLS),
                "array(%s)[id %% %d] AS eta".formatted(etas, CELLS),
                "array(%s)[id %% %d] AS minimum".formatted(minima, CELLS),
                "CAST(id / %d AS INT) AS replica".formatted(CELLS))
            .withColumn("run_id", expr("concat(cell_id, '-', replica)"));
    write(
        one.selectExpr(
            "run_id",
            "cell_id",
            "replica",
            "'finished' AS status",
            STEPS + "L AS steps",
            "eta * %d AS time".formatted(STEPS),
            "eta * minimum * %d AS tau".formatted(STEPS),
            "minimum AS final_loss",
            "minimum * (1.05 + 0.02 * randn(5)) AS mean_loss"),
        folder,
        Table.RUNS);
    write(
        one.selectExpr(
                "*",
                "explode(array(named_struct('level', 1.5D, 'step',"
                    + " CAST(ceil(-ln(1 - rand(6)) * 20 / eta / (2.5 * eta)) AS BIGINT)),"
                    + " named_struct('level', 2D, 'step',"
                    + " CAST(ceil(-ln(1 - rand(7)) * 300 / eta / (2.5 * eta)) AS BIGINT)))) AS e")
            .selectExpr(
                "run_id",
                "cell_id",
                "'level' AS event",
                "e.level AS level",
                "e.step <= %d AS occurred".formatted(STEPS),
                "least(e.step, %dL) AS step".formatted(STEPS),
                "eta * least(e.step, %dL) AS time".formatted(STEPS),
                "eta * minimum * least(e.step, %dL) AS tau".formatted(STEPS),
                "IF(e.step <= %d, e.level * minimum, CAST(NULL AS DOUBLE)) AS loss"
                    .formatted(STEPS),
                "IF(e.step <= %d, e.level * minimum * 0.999, CAST(NULL AS DOUBLE)) AS loss_before"
                    .formatted(STEPS)),
        folder,
        Table.ESCAPES);
    write(
        spark
            .range(0, losses * CELLS, 1, 32)
            .selectExpr(
                "array(%s)[id %% %d] AS cell_id".formatted(ids, CELLS),
                "array(%s)[id %% %d] AS eta".formatted(etas, CELLS),
                "array(%s)[id %% %d] AS minimum".formatted(minima, CELLS),
                "id DIV %d AS n".formatted(CELLS))
            .selectExpr(
                "concat(cell_id, '-', n DIV 1000) AS run_id",
                "cell_id",
                "100 * (1 + n % 1000) AS step",
                "minimum * pow(1 - rand(8), -eta) AS loss",
                "array(0D) AS theta",
                "'periodic' AS reason"),
        folder,
        Table.SNAPSHOTS);
    Dataset<Row> minimum = dir.table(Table.CELLS).select("cell_id", "loss_min");
    write(
        dir.table(Table.SNAPSHOTS)
            .join(broadcast(minimum), "cell_id")
            .selectExpr(
                "cell_id",
                "CAST(split(run_id, '-')[1] AS INT) DIV 64 AS run_group",
                "floor(log10(loss / loss_min - 1) * %d) AS bin".formatted(BINS_PER_DECADE))
            .where("bin IS NOT NULL AND bin > -200")
            .groupBy("cell_id", "run_group", "bin")
            .count()
            .select(
                col("cell_id"),
                col("run_group").cast("int"),
                col("bin").divide(BINS_PER_DECADE).cast("double").as("bin_low"),
                col("bin").plus(1).divide(BINS_PER_DECADE).cast("double").as("bin_high"),
                col("count")),
        folder,
        Table.LOSS_HISTOGRAMS);
  }

  private static void write(Dataset<Row> rows, Path folder, Table table) {
    rows.write()
        .option("compression", "zstd")
        .parquet(folder.resolve(table.tableName()).toString());
  }

  private static void duckDb(Path folder) throws IOException, SQLException {
    Path spill = Files.createTempDirectory("duckdb");
    try (Connection duckDb = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duckDb.createStatement()) {
      statement.execute("SET threads = 2");
      statement.execute("SET memory_limit = '2GB'");
      statement.execute("SET temp_directory = '%s'".formatted(spill));
      ask(
          statement,
          "DuckDB: events and time at risk by cell and event",
          "SELECT cell_id, event, level, count(*), sum(occurred::INT), sum(step) FROM '%s/*.parquet'"
                  .formatted(folder.resolve("escapes"))
              + " GROUP BY ALL");
      ask(
          statement,
          "DuckDB: risk tables by cell, event and step",
          "SELECT cell_id, event, level, step, sum(occurred::INT), count(*) FROM '%s/*.parquet'"
                  .formatted(folder.resolve("escapes"))
              + " GROUP BY ALL");
      ask(
          statement,
          "DuckDB: first event of each run",
          "SELECT cell_id, run_id, min(CASE WHEN occurred THEN step END), max(step) FROM"
              + " '%s/*.parquet'".formatted(folder.resolve("escapes"))
              + " GROUP BY ALL");
      ask(
          statement,
          "DuckDB: runs by cell and status",
          "SELECT cell_id, status, count(*), sum(mean_loss) FROM '%s/*.parquet' GROUP BY ALL"
              .formatted(folder.resolve("runs")));
      ask(
          statement,
          "DuckDB: losses in log bins by cell",
          "SELECT cell_id, floor(log10(loss / loss_min - 1) * 20), count(*) FROM '%s/*.parquet'"
                  .formatted(folder.resolve("snapshots"))
              + " JOIN (SELECT cell_id, loss_min FROM '%s/*.parquet') USING (cell_id)"
                  .formatted(folder.resolve("cells"))
              + " WHERE loss > loss_min GROUP BY ALL");
    }
  }

  private static void ask(Statement statement, String what, String query) throws SQLException {
    long start = System.nanoTime();
    long rows = 0;
    try (var result = statement.executeQuery(query)) {
      while (result.next()) {
        rows++;
      }
    }
    System.out.printf(
        Locale.ROOT, "%s: %.1f s, %,d rows%n", what, (System.nanoTime() - start) * 1e-9, rows);
  }
}
