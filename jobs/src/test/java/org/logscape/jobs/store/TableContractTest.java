package org.logscape.jobs.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.logscape.jobs.SparkTestSession;
import org.logscape.jobs.spec.SpecReader;
import org.logscape.jobs.sweep.SweepJob;
import org.logscape.schemas.Table;
import org.logscape.schemas.TableSchema;

/** What a folder says of its own tables, and that every table can be asked. */
class TableContractTest {
  private static final String SPEC =
      """
      name: contract
      replicas: 3
      model: {type: double-well, dimensions: 1, barrier: 1.5}
      dynamics: {type: sgd, learning_rate: 0.04}
      stop: {steps: 50}
      """;
  private static final Set<Table> RESULTS = EnumSet.complementOf(EnumSet.of(Table.STATES));

  private final SparkSession spark = SparkTestSession.get();
  @TempDir Path folder;

  @BeforeEach
  void sweep() {
    SweepJob.of(
            spark,
            SpecReader.read(SPEC, "contract.yaml"),
            ExperimentDir.of(spark, folder.toString()),
            new SweepJob.Options(Mode.RESUME, OptionalInt.of(1), 1e9))
        .run(Optional.empty());
  }

  /** No observer fills them, and no fit was done: queries find no rows, and all the columns. */
  @Test
  void everyTableIsThere() {
    for (Table table : RESULTS) {
      Dataset<Row> rows = spark.read().parquet(folder.resolve(table.tableName()).toString());
      boolean isFilled = table == Table.RUNS || table == Table.CELLS;
      assertThat(rows.count()).as(table.tableName()).isEqualTo(isFilled ? rows.count() : 0);
      assertThat(List.of(rows.columns()))
          .isEqualTo(table.schema().columns().stream().map(column -> column.name()).toList());
    }
    ExperimentDir dir = ExperimentDir.of(spark, folder.toString());
    assertThat(RESULTS).filteredOn(dir::has).containsExactly(Table.CELLS, Table.RUNS);
    assertThat(dir.faults(Depth.CONTENTS)).isEmpty();
  }

  @Test
  void footersHaveVersionUnitsWordsAndMeanings() throws IOException {
    Path file = folder.resolve("runs/wave-00001-part-00000.parquet");
    Map<String, String> footer;
    try (ParquetFileReader reader =
        ParquetFileReader.open(
            HadoopInputFile.fromPath(
                new org.apache.hadoop.fs.Path(file.toUri()), new Configuration()))) {
      footer = reader.getFileMetaData().getKeyValueMetaData();
    }
    assertThat(footer)
        .containsEntry("logscape.table", "runs")
        .containsEntry("logscape.schema", String.valueOf(TableSchema.VERSION));
    checkRuns(new ObjectMapper().readTree(footer.get("logscape.columns")));
  }

  @Test
  void theFolderHasThemForAllTables() throws IOException {
    JsonNode contract =
        new ObjectMapper().readTree(Files.readString(folder.resolve("_logscape/tables.json")));
    assertThat(contract.get("schema").asInt()).isEqualTo(TableSchema.VERSION);
    assertThat(contract.get("tables").size()).isEqualTo(Table.values().length);
    checkRuns(contract.get("tables").get("runs"));
  }

  /** As in the schema file. */
  private static void checkRuns(JsonNode runs) {
    JsonNode status = runs.get("fields").get(3);
    assertThat(status.get("name").asText()).isEqualTo("status");
    assertThat(status.get("allowed")).hasSize(4);
    assertThat(status.get("doc").asText()).startsWith("escaped: every event");
    assertThat(runs.get("fields").get(4).get("unit").asText()).isEqualTo("steps");
  }
}
