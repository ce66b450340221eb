package org.logscape.jobs.store;

import java.util.Arrays;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.MetadataBuilder;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.logscape.schemas.Column;
import org.logscape.schemas.ColumnType;
import org.logscape.schemas.TableSchema;

/** The table schemas in Spark's terms. */
public final class SparkSchemas {

  private SparkSchemas() {}

  /** Columns in the schema's order; each column's meaning goes along as its comment. */
  public static StructType of(TableSchema schema) {
    return new StructType(
        schema.columns().stream().map(SparkSchemas::field).toArray(StructField[]::new));
  }

  private static StructField field(Column column) {
    Metadata comment = new MetadataBuilder().putString("comment", column.doc()).build();
    return new StructField(column.name(), type(column.type()), column.nullable(), comment);
  }

  /** The column type that is of this type in Spark. */
  static ColumnType type(DataType sparkType) {
    return Arrays.stream(ColumnType.values())
        .filter(type -> type(type).catalogString().equals(sparkType.catalogString()))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no column type for " + sparkType.sql()));
  }

  private static DataType type(ColumnType type) {
    return switch (type) {
      case STRING -> DataTypes.StringType;
      case BOOLEAN -> DataTypes.BooleanType;
      case INT -> DataTypes.IntegerType;
      case LONG -> DataTypes.LongType;
      case DOUBLE -> DataTypes.DoubleType;
      case DOUBLE_ARRAY -> DataTypes.createArrayType(DataTypes.DoubleType, false);
      case LONG_ARRAY -> DataTypes.createArrayType(DataTypes.LongType, false);
    };
  }
}
