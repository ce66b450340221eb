package org.logscape.jobs.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.logscape.jobs.ChildJvm;
import org.logscape.jobs.SparkTestSession;
import org.logscape.jobs.fit.FitJob;
import org.logscape.jobs.spec.SpecReader;
import org.logscape.jobs.store.ExperimentDir;
import org.logscape.jobs.store.Mode;
import org.logscape.jobs.sweep.SweepJob;
import org.logscape.schemas.Column;
import org.logscape.schemas.Table;

/** Every table that a sweep writes, read by DuckDB: equal columns, counts and sums. */
class DuckDbTest {
  private static final String SPEC =
      """
      name: second-reader
      seed: 3
      replicas: 70
      model: {type: double-well, dimensions: 3, barrier: 1.5, label_noise: [0.5, 1]}
      dynamics: {type: sgd, batch_size: 1, learning_rate: 0.04}
      observe:
        escape: {events: [separatrix], levels: [1.2]}
        loss_histogram: {burn_in: 50, every: 5}
        snapshots: {every: 400, at_escape: true}
      stop: {steps: 2000, after: all}
      """;

  @TempDir Path folder;

  @Test
  void agreesOnEveryTable() throws SQLException {
    SparkSession spark = SparkTestSession.get();
    ExperimentDir dir = ExperimentDir.of(spark, folder.resolve("out").toString());
    SweepJob.Options options = new SweepJob.Options(Mode.FRESH, OptionalInt.of(3), 0);
    SweepJob.of(spark, SpecReader.read(SPEC, "test.yaml"), dir, options).run(Optional.empty());
    FitJob.of(spark, dir, new FitJob.Options(40)).run();
    try (Connection duckDb = DriverManager.getConnection("jdbc:duckdb:")) {
      for (Table table :
          List.of(
              Table.CELLS,
              Table.RUNS,
              Table.ESCAPES,
              Table.LOSS_HISTOGRAMS,
              Table.SNAPSHOTS,
              Table.FITS)) {
        compare(duckDb, spark, dir, table);
      }
      assertThat(ratesByDuckDb(duckDb)).isNotEmpty().isEqualTo(ratesBySpark(spark));
    }
  }

  /** The query of the page on tables, on these tables. */
  private String query(String reader) {
    Matcher block = Pattern.compile("(?ms)^```sql " + reader + "\\n(.*?)^```").matcher(page());
    assertThat(block.find()).isTrue();
    return block.group(1).replace("out/quickstart", folder.resolve("out").toString());
  }

  private static String page() {
    try {
      return Files.readString(ChildJvm.checkout().resolve("jobs/docs/tables.md"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Map<String, Double> ratesByDuckDb(Connection duckDb) throws SQLException {
    Map<String, Double> rates = new TreeMap<>();
    try (Statement statement = duckDb.createStatement();
        ResultSet rows = statement.executeQuery(query("duckdb"))) {
      while (rows.next()) {
        rates.put(rows.getString("label"), rounded(rows.getDouble("rate")));
      }
    }
    return rates;
  }

  private Map<String, Double> ratesBySpark(SparkSession spark) {
    Map<String, Double> rates = new TreeMap<>();
    for (Row row : spark.sql(query("spark")).collectAsList()) {
      rates.put(row.getAs("label"), rounded(row.<Double>getAs("rate")));
    }
    return rates;
  }

  /** Sums in another order differ in their last bits. */
  private static double rounded(double value) {
    return new BigDecimal(value).round(new MathContext(10)).doubleValue();
  }

  private void compare(Connection duckDb, SparkSession spark, ExperimentDir dir, Table table)
      throws SQLException {
    dir.table(table).createOrReplaceTempView("t");
    List<Column> columns = table.schema().columns();
    String select =
        columns.stream()
            .map(DuckDbTest::aggregate)
            .collect(Collectors.joining(", ", "SELECT count(*), ", ""));
    Row expected = spark.sql(select + " FROM t").head();
    String files = folder.resolve("out").resolve(table.tableName()).resolve("*.parquet").toString();
    try (Statement statement = duckDb.createStatement()) {
      List<String> names = new ArrayList<>();
      try (ResultSet described =
          statement.executeQuery("DESCRIBE SELECT * FROM '%s'".formatted(files))) {
        while (described.next()) {
          names.add(described.getString(1));
        }
      }
      assertThat(names).isEqualTo(columns.stream().map(Column::name).toList());
      try (ResultSet row =
          statement.executeQuery(
              "%s FROM '%s'".formatted(select.replace("element_at(", "list_extract("), files))) {
        assertThat(row.next()).isTrue();
        assertThat(row.getLong(1))
            .as(table.tableName())
            .isEqualTo(expected.getLong(0))
            .isPositive();
        for (int i = 1; i <= columns.size(); i++) {
          double sum = number(expected.get(i));
          // both add doubles, in orders of their own: n roundings of half a unit in the last place
          double error = expected.getLong(0) * Math.ulp(Math.abs(sum));
          assertThat(number(row.getObject(i + 1)))
              .as(table + "." + columns.get(i - 1).name())
              .isCloseTo(sum, Offset.offset(error));
        }
      }
    }
  }

  /** A sum; 0 for that of a column that is null in every row. */
  private static double number(Object sum) {
    return sum == null ? 0 : ((Number) sum).doubleValue();
  }

  /** A number that depends on every value of a column, in SQL that both understand. */
  private static String aggregate(Column column) {
    String name = column.name();
    return switch (column.type()) {
      case STRING -> "sum(length(%s))".formatted(name);
      case BOOLEAN -> "sum(CASE WHEN %s THEN 1 ELSE 0 END)".formatted(name);
      case INT, LONG -> "sum(CAST(%s AS DOUBLE))".formatted(name);
      // open bins have infinite edges
      case DOUBLE -> "sum(CASE WHEN abs(%s) < 1e300 THEN %s ELSE 0 END)".formatted(name, name);
      case DOUBLE_ARRAY, LONG_ARRAY -> "sum(element_at(%s, 1))".formatted(name);
    };
  }
}
