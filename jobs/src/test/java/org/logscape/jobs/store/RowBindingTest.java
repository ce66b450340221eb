package org.logscape.jobs.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.expressions.GenericRowWithSchema;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.logscape.jobs.RowRecords;
import org.logscape.jobs.rows.EvaluationRow;
import org.logscape.jobs.rows.RunRow;
import org.logscape.kernel.Status;
import org.logscape.schemas.Table;

class RowBindingTest {

  @ParameterizedTest
  @EnumSource(Table.class)
  void everyTableHasOneRecord(Table table) {
    assertThat(RowRecords.tables()).containsOnlyOnce(table);
  }

  /** Loading a class that keeps a binding checks the binding. */
  @Test
  void everyBindingOfTheMainCodeMatchesItsSchemaFile() {
    assertThat(RowRecords.bindings()).hasSizeGreaterThan(Table.values().length);
  }

  record Named(String runId, String cellId, int epok, double trainLoss, Double testLoss) {}

  record Typed(String runId, String cellId, long epoch, double trainLoss) {}

  record Boxed(String runId, Integer epoch) {}

  record Unboxed(String runId, double testLoss) {}

  record Marked(@OrNull String runId) {}

  record Unmarked(String startRunId) {}

  record Worded(Colour status) {}

  enum Colour {
    ESCAPED,
    RED
  }

  static Stream<Fault> faults() {
    return Stream.of(
        new Fault(
            Table.EVALUATIONS,
            Named.class,
            "row record Named, component epok, column epok: table evaluations has none"),
        new Fault(
            Table.EVALUATIONS,
            Typed.class,
            "row record Typed, component epoch, column epoch: is long; the column is INT"),
        new Fault(
            Table.EVALUATIONS,
            Boxed.class,
            "row record Boxed, component epoch, column epoch: may be null; the column may not"),
        new Fault(
            Table.EVALUATIONS,
            Unboxed.class,
            "row record Unboxed, component testLoss, column test_loss: may not be null; the column"
                + " may"),
        new Fault(
            Table.RUNS,
            Marked.class,
            "row record Marked, component runId, column run_id: may be null; the column may not"),
        new Fault(
            Table.RUNS,
            Unmarked.class,
            "row record Unmarked, component startRunId, column start_run_id: may not be null; the"
                + " column may"),
        new Fault(
            Table.RUNS,
            Worded.class,
            "row record Worded, component status, column status: may be [red]; the column allows"));
  }

  record Fault(Table table, Class<? extends Record> type, String message) {}

  @ParameterizedTest
  @MethodSource("faults")
  void aMismatchIsNamed(Fault fault) {
    assertThatThrownBy(() -> RowBinding.partOf(fault.table(), fault.type()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(fault.message());
  }

  record TooShort(String runId, String cellId) implements TableRow {
    static final RowBinding<TooShort> ROWS = RowBinding.of(Table.EVALUATIONS, TooShort.class);

    @Override
    public RowBinding<TooShort> binding() {
      return ROWS;
    }
  }

  @Test
  void aRecordWithoutAColumnFailsWhenItsClassIsLoaded() {
    assertThatThrownBy(() -> new TooShort("c-0", "c"))
        .isInstanceOf(ExceptionInInitializerError.class)
        .hasRootCauseMessage(
            "row record TooShort: no component for column epoch of table evaluations");
  }

  @Test
  void valuesStandInTheOrderOfTheTable() {
    RunRow run = new RunRow("c-7", "c", 7, Status.DIVERGED, 5, 0.5, 0.25, 2, null, null, null);
    Row row = RowBinding.written(run);
    assertThat(row.length()).isEqualTo(Table.RUNS.schema().columns().size());
    assertThat(row.get(Table.RUNS.schema().indexOf("status"))).isEqualTo("diverged");
    assertThat(row.get(Table.RUNS.schema().indexOf("tau"))).isEqualTo(0.25);
    assertThat(RunRow.ROWS.values(run)).containsEntry("final_loss", 2.0).hasSize(row.length());
  }

  private static final StructType QUERY =
      new StructType()
          .add("test_loss", DataTypes.DoubleType)
          .add("other", DataTypes.StringType)
          .add("train_loss", DataTypes.DoubleType)
          .add("epoch", DataTypes.IntegerType)
          .add("cell_id", DataTypes.StringType)
          .add("test_accuracy", DataTypes.DoubleType)
          .add("run_id", DataTypes.StringType);

  @Test
  void columnsAreReadByTheirNamesWhateverTheirOrder() {
    Row row = new GenericRowWithSchema(new Object[] {2.0, "x", 1.0, 3, "c", null, "c-0"}, QUERY);
    assertThat(EvaluationRow.ROWS.read(row))
        .isEqualTo(new EvaluationRow("c-0", "c", 3, 1.0, 2.0, null));
  }

  @Test
  void aNullThatMayNotBeOneIsNamed() {
    Row row = new GenericRowWithSchema(new Object[] {2.0, "x", null, 3, "c", null, "c-0"}, QUERY);
    assertThatThrownBy(() -> EvaluationRow.ROWS.read(row))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("component trainLoss, column train_loss: is null");
  }

  record Counted(String cellId, int epoch) {}

  record Miscounted(String cellId, long epoch) {}

  @Test
  void columnsOfAQueryAreCheckedAtItsFirstRow() {
    Row row = new GenericRowWithSchema(new Object[] {2.0, "x", 1.0, 3, "c", null, "c-0"}, QUERY);
    assertThat(RowBinding.ofQuery(Counted.class).read(row)).isEqualTo(new Counted("c", 3));
    assertThatThrownBy(() -> RowBinding.ofQuery(Miscounted.class).read(row))
        .hasMessageContaining("column epoch: is long; the column is INT");
    assertThatThrownBy(() -> RowBinding.ofQuery(Unmarked.class).read(row))
        .hasMessageContaining("column start_run_id: is missing");
  }

  @Test
  void aBindingTravelsToExecutors() throws IOException, ClassNotFoundException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(EvaluationRow.ROWS);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      RowBinding<?> there = (RowBinding<?>) in.readObject();
      Row row = new GenericRowWithSchema(new Object[] {2.0, "x", 1.0, 3, "c", null, "c-0"}, QUERY);
      assertThat(there.read(row)).isEqualTo(EvaluationRow.ROWS.read(row));
      assertThat(there.table()).isEqualTo(Table.EVALUATIONS);
    }
  }
}
