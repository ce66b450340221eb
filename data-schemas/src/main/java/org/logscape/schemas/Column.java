package org.logscape.schemas;

import java.util.List;
import java.util.Optional;
import org.apache.avro.Schema;

/**
 * One column of a table.
 *
 * @param name snake_case
 * @param type what it holds
 * @param nullable whether a row may leave it empty
 * @param unit its unit; empty where it has none (identifiers, words)
 * @param allowed the only words it may hold; empty where any value of the type will do
 * @param reproducible whether the same run has the same value again; times that work took do not
 * @param doc its meaning, in a sentence
 */
public record Column(
    String name,
    ColumnType type,
    boolean nullable,
    Optional<String> unit,
    List<String> allowed,
    boolean reproducible,
    String doc) {

  public Column {
    allowed = List.copyOf(allowed);
  }

  static Column of(Schema.Field field) {
    Schema schema = field.schema();
    boolean nullable = schema.isNullable();
    return new Column(
        field.name(),
        ColumnType.of(nullable ? onlyValueType(schema) : schema),
        nullable,
        Optional.ofNullable(field.getProp("unit")),
        words(field.getObjectProp("allowed")),
        !Boolean.FALSE.equals(field.getObjectProp("reproducible")),
        field.doc());
  }

  /** What is wrong with the value in this column, or empty. */
  Optional<String> problem(Object value) {
    if (value == null) {
      return nullable ? Optional.empty() : Optional.of("is null; must have a value");
    }
    if (!type.javaType().isInstance(value)) {
      return Optional.of(
          "is %s %s; must be %s"
              .formatted(value.getClass().getSimpleName(), value, type.javaType().getSimpleName()));
    }
    if (value instanceof String word && !allowed.isEmpty() && !allowed.contains(word)) {
      return Optional.of("is '%s'; must be one of %s".formatted(word, String.join(", ", allowed)));
    }
    return Optional.empty();
  }

  private static Schema onlyValueType(Schema union) {
    List<Schema> values =
        union.getTypes().stream().filter(t -> t.getType() != Schema.Type.NULL).toList();
    if (values.size() != 1) {
      throw new IllegalArgumentException("a column has one type, beside null: " + union);
    }
    return values.get(0);
  }

  private static List<String> words(Object property) {
    return property instanceof List<?> list
        ? list.stream().map(String::valueOf).toList()
        : List.of();
  }
}
