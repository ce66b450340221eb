package org.logscape.schemas;

import org.apache.avro.Schema;

/** What a column holds. */
public enum ColumnType {
  STRING(String.class),
  BOOLEAN(Boolean.class),
  /** 32 bits, signed. */
  INT(Integer.class),
  /** 64 bits, signed. */
  LONG(Long.class),
  /** IEEE 754, 64 bits. */
  DOUBLE(Double.class),
  /** A list of doubles, none of them null. */
  DOUBLE_ARRAY(double[].class),
  /** A list of 64-bit integers, none of them null. */
  LONG_ARRAY(long[].class);

  private final Class<?> javaType;

  ColumnType(Class<?> javaType) {
    this.javaType = javaType;
  }

  /** The class of a value of this type in a row. */
  public Class<?> javaType() {
    return javaType;
  }

  static ColumnType of(Schema schema) {
    return switch (schema.getType()) {
      case STRING -> STRING;
      case BOOLEAN -> BOOLEAN;
      case INT -> INT;
      case LONG -> LONG;
      case DOUBLE -> DOUBLE;
      case ARRAY -> arrayOf(schema.getElementType());
      default -> throw new IllegalArgumentException("no column type for " + schema);
    };
  }

  private static ColumnType arrayOf(Schema element) {
    return switch (element.getType()) {
      case DOUBLE -> DOUBLE_ARRAY;
      case LONG -> LONG_ARRAY;
      default -> throw new IllegalArgumentException("no column type for an array of " + element);
    };
  }
}
