package org.logscape.jobs.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.logscape.jobs.SparkTestSession;
import org.logscape.jobs.data.Complaints;
import org.logscape.jobs.store.ExperimentDir;
import org.logscape.schemas.Column;
import org.logscape.schemas.Table;

/** The tables of a sweep in a DuckDB file that the exported script makes. */
class TableExportTest {
  private static final String SPEC =
      """
      name: wells
      seed: 3
      replicas: 5
      model: {type: double-well, dimensions: 1, barrier: 1}
      dynamics: {type: sgd, learning_rate: 0.04, batch_size: 1, sampling: online}
      observe: {escape: {events: [separatrix], levels: [1.5]}}
      stop: {steps: 300}
      """;

  private final SparkSession spark = SparkTestSession.get();
  @TempDir Path folder;

  private static String text(Statement duckdb, String query) throws SQLException {
    try (ResultSet rows = duckdb.executeQuery(query)) {
      assertThat(rows.next()).isTrue();
      return rows.getString(1);
    }
  }

  @Test
  void duckDbLoadsAllTablesWithTheirMeanings() throws IOException, SQLException {
    String spec = Files.writeString(folder.resolve("wells.yaml"), SPEC).toString();
    String results = folder.resolve("out").toString();
    Path tables = folder.resolve("it's");
    Complaints.of(0, "sweep", spec, "--out", results);
    Complaints.of(0, "export", results, "--to", tables.toString());
    ExperimentDir dir = ExperimentDir.of(spark, results);
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement duckdb = connection.createStatement()) {
      duckdb.execute("SET file_search_path = '%s'".formatted(tables.toString().replace("'", "''")));
      for (String statement : Files.readString(tables.resolve("load.sql")).split(";\n", -1)) {
        if (!statement.isBlank()) {
          duckdb.execute(statement);
        }
      }
      for (Table table : new Table[] {Table.CELLS, Table.RUNS, Table.ESCAPES}) {
        assertThat(text(duckdb, "SELECT count(*) FROM " + table.tableName()))
            .isEqualTo(String.valueOf(dir.table(table).count()));
        for (Column column : table.schema().columns()) {
          String comment =
              text(
                  duckdb,
                  "SELECT comment FROM duckdb_columns() WHERE table_name = '%s' AND column_name = '%s'"
                      .formatted(table.tableName(), column.name()));
          assertThat(comment)
              .isEqualTo(column.doc() + column.unit().map(unit -> " [" + unit + "]").orElse(""));
        }
      }
      assertThat(
              text(duckdb, "SELECT count(*) FROM read_csv('columns.csv') WHERE \"table\" = 'runs'"))
          .isEqualTo(String.valueOf(Table.RUNS.schema().columns().size()));
    }
    assertThat(Complaints.of(2, "export", results, "--to", tables.toString()))
        .singleElement()
        .asString()
        .contains("it's: exists; must be a new folder");
    assertThat(Complaints.of(2, "export", results, "--to", "my.duckdb"))
        .singleElement()
        .asString()
        .contains("--to: is my.duckdb; must be a folder, whose load.sql makes a DuckDB file");
  }
}
