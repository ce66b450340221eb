package org.logscape.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Stream;
import org.apache.avro.SchemaParseException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class TableSchemaTest {

  @ParameterizedTest
  @EnumSource(Table.class)
  void everyColumnSaysWhatItIs(Table table) {
    TableSchema schema = table.schema();
    assertThat(schema.name()).isEqualTo(table.tableName());
    assertThat(schema.doc()).isNotBlank();
    assertThat(schema.columns())
        .allSatisfy(
            column -> {
              assertThat(column.name()).matches("[a-z][a-z0-9_]*");
              assertThat(column.doc()).as(column.name()).endsWith(".");
            })
        .extracting(Column::name)
        .doesNotHaveDuplicates()
        .contains("cell_id");
  }

  @ParameterizedTest
  @EnumSource(Table.class)
  void everyNumberHasAUnit(Table table) {
    assertThat(table.schema().columns())
        .filteredOn(
            column -> column.type() != ColumnType.STRING && column.type() != ColumnType.BOOLEAN)
        .allSatisfy(column -> assertThat(column.unit()).as(column.name()).isPresent());
  }

  /** The columns that the design page fixes for other programs. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "CELLS|cell_id model dynamics learning_rate batch_size noise_enhancement replicas loss_min"
            + " loss_saddle hessian_outlier outliers temperature",
        "RUNS|run_id cell_id replica status steps final_loss",
        "ESCAPES|run_id cell_id event level occurred step time",
        "LOSS_HISTOGRAMS|cell_id run_group bin_low bin_high count",
        "SNAPSHOTS|run_id cell_id step loss theta",
        "NOISE|run_id cell_id step loss noise_trace hessian_trace predicted_trace",
        "SPECTRA|cell_id kind index value density",
        "EVALUATIONS|run_id cell_id epoch train_loss test_loss test_accuracy",
        "STATES|run_id cell_id replica step loss loss_sum theta stream position observed",
        "FITS|law parameter group_key estimate ci_low ci_high predicted observations"
            + " log_likelihood aic verdict warnings"
      })
  void columnsThatOthersRelyOnAreThere(Table table, String names) {
    assertThat(table.schema().columns()).extracting(Column::name).contains(names.split(" "));
  }

  @Test
  void aColumnIsReadWhole() {
    Column status = Table.RUNS.schema().column("status").orElseThrow();
    assertThat(status.type()).isEqualTo(ColumnType.STRING);
    assertThat(status.nullable()).isFalse();
    assertThat(status.unit()).isEmpty();
    assertThat(status.allowed()).containsExactly("escaped", "censored", "diverged", "finished");

    Column level = Table.ESCAPES.schema().column("level").orElseThrow();
    assertThat(level.type()).isEqualTo(ColumnType.DOUBLE);
    assertThat(level.nullable()).isTrue();
    assertThat(level.unit()).contains("L*");

    assertThat(Table.SNAPSHOTS.schema().column("theta").orElseThrow().type())
        .isEqualTo(ColumnType.DOUBLE_ARRAY);
  }

  @Test
  void columnsAreFoundByName() {
    TableSchema runs = Table.RUNS.schema();
    assertThat(runs.columns().get(runs.indexOf("steps")).name()).isEqualTo("steps");
    assertThat(runs.column("colour")).isEmpty();
    assertThatThrownBy(() -> runs.indexOf("colour"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("table runs has no column colour");
  }

  @Test
  void aRightRowPasses() {
    Table.RUNS.schema().check(runsRow());
    Table.SNAPSHOTS
        .schema()
        .check(
            new Object[] {
              "00000000000000ab-7",
              "00000000000000ab",
              5L,
              0.5,
              new double[] {1, 2},
              null,
              "periodic"
            });
  }

  static Stream<Fault> faults() {
    return Stream.of(
        new Fault("status", null, "table runs, column status: is null; must have a value"),
        new Fault(
            "status",
            "lost",
            "table runs, column status: is 'lost'; must be one of escaped, censored, diverged,"
                + " finished"),
        new Fault("steps", 7, "table runs, column steps: is Integer 7; must be Long"),
        new Fault("final_loss", "0.5", "table runs, column final_loss: is String 0.5; must be"));
  }

  @ParameterizedTest
  @MethodSource("faults")
  void aWrongValueIsNamed(Fault fault) {
    TableSchema runs = Table.RUNS.schema();
    Object[] row = runsRow();
    row[runs.indexOf(fault.column())] = fault.value();
    assertThatThrownBy(() -> runs.check(row))
        .isInstanceOf(InvalidRowException.class)
        .hasMessageStartingWith(fault.message());
  }

  @Test
  void aRowOfTheWrongLengthIsRefused() {
    Object[] row = runsRow();
    assertThatThrownBy(() -> Table.RUNS.schema().check(Arrays.copyOf(row, row.length - 1)))
        .isInstanceOf(InvalidRowException.class)
        .hasMessage("table runs: row has 10 values; must have 11");
  }

  @Test
  void whatIsNoSchemaIsRefused() {
    assertThatThrownBy(() -> TableSchema.parse(text("{\"type\": \"record\"")))
        .isInstanceOf(SchemaParseException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "'\"bytes\"'",
    "'{\"type\": \"array\", \"items\": \"string\"}'",
    "'[\"null\", \"int\", \"string\"]'"
  })
  void typesThatTablesDoNotUseAreRefused(String type) {
    String json =
        "{\"type\": \"record\", \"name\": \"t\", \"fields\": [{\"name\": \"c\", \"type\": %s}]}"
            .formatted(type);
    assertThatThrownBy(() -> TableSchema.parse(text(json)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static Object[] runsRow() {
    return new Object[] {
      "00000000000000ab-7",
      "00000000000000ab",
      7,
      "escaped",
      1000L,
      40.0,
      25.0,
      0.75,
      null,
      null,
      null
    };
  }

  private static InputStream text(String json) {
    return new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8));
  }

  record Fault(String column, Object value, String message) {}
}
