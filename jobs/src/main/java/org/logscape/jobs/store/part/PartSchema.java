package org.logscape.jobs.store.part;

import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Type.Repetition;
import org.apache.parquet.schema.Types;
import org.logscape.schemas.Column;
import org.logscape.schemas.ColumnType;
import org.logscape.schemas.Table;

/** The columns of a table in Parquet's terms, as Spark writes them too. */
final class PartSchema {
  /** Names of the groups of a list, by Parquet's rules. */
  static final String LIST = "list";

  static final String ELEMENT = "element";

  private PartSchema() {}

  static MessageType of(Table table) {
    List<Type> fields = new ArrayList<>();
    for (Column column : table.schema().columns()) {
      fields.add(field(column));
    }
    return new MessageType("spark_schema", fields);
  }

  private static Type field(Column column) {
    Repetition repetition = column.nullable() ? Repetition.OPTIONAL : Repetition.REQUIRED;
    return switch (column.type()) {
      case STRING ->
          Types.primitive(PrimitiveTypeName.BINARY, repetition)
              .as(LogicalTypeAnnotation.stringType())
              .named(column.name());
      case DOUBLE_ARRAY, LONG_ARRAY ->
          Types.list(repetition)
              .requiredElement(
                  column.type() == ColumnType.DOUBLE_ARRAY
                      ? PrimitiveTypeName.DOUBLE
                      : PrimitiveTypeName.INT64)
              .named(column.name());
      case BOOLEAN -> Types.primitive(PrimitiveTypeName.BOOLEAN, repetition).named(column.name());
      case INT -> Types.primitive(PrimitiveTypeName.INT32, repetition).named(column.name());
      case LONG -> Types.primitive(PrimitiveTypeName.INT64, repetition).named(column.name());
      case DOUBLE -> Types.primitive(PrimitiveTypeName.DOUBLE, repetition).named(column.name());
    };
  }
}
