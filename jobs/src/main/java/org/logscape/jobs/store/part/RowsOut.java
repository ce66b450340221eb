package org.logscape.jobs.store.part;

import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;
import org.logscape.schemas.Column;
import org.logscape.schemas.Table;

/** Rows of a table, one value a column, on their way into Parquet's columns. */
final class RowsOut extends WriteSupport<Object[]> {
  private final Table table;
  private final List<Column> columns;
  private final Map<String, String> metadata;
  private RecordConsumer consumer;

  RowsOut(Table table, Map<String, String> metadata) {
    this.table = table;
    this.columns = table.schema().columns();
    this.metadata = metadata;
  }

  @Override
  @SuppressWarnings("deprecation") // abstract in Parquet still, so there is no other way
  public WriteContext init(Configuration configuration) {
    return new WriteContext(PartSchema.of(table), metadata);
  }

  @Override
  public void prepareForWrite(RecordConsumer to) {
    consumer = to;
  }

  @Override
  public void write(Object[] row) {
    consumer.startMessage();
    for (int i = 0; i < row.length; i++) {
      if (row[i] != null) {
        consumer.startField(columns.get(i).name(), i);
        write(columns.get(i), row[i]);
        consumer.endField(columns.get(i).name(), i);
      }
    }
    consumer.endMessage();
  }

  private void write(Column column, Object value) {
    switch (column.type()) {
      case STRING -> consumer.addBinary(Binary.fromString((String) value));
      case BOOLEAN -> consumer.addBoolean((Boolean) value);
      case INT -> consumer.addInteger((Integer) value);
      case LONG -> consumer.addLong((Long) value);
      case DOUBLE -> consumer.addDouble((Double) value);
      case DOUBLE_ARRAY -> {
        double[] reals = (double[]) value;
        list(reals.length, i -> consumer.addDouble(reals[i]));
      }
      case LONG_ARRAY -> {
        long[] wholes = (long[]) value;
        list(wholes.length, i -> consumer.addLong(wholes[i]));
      }
    }
  }

  private interface Element {
    void add(int index);
  }

  private void list(int length, Element element) {
    consumer.startGroup();
    if (length > 0) {
      consumer.startField(PartSchema.LIST, 0);
      for (int i = 0; i < length; i++) {
        consumer.startGroup();
        consumer.startField(PartSchema.ELEMENT, 0);
        element.add(i);
        consumer.endField(PartSchema.ELEMENT, 0);
        consumer.endGroup();
      }
      consumer.endField(PartSchema.LIST, 0);
    }
    consumer.endGroup();
  }
}
