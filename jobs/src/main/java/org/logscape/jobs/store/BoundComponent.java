package org.logscape.jobs.store;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.Row;
import org.logscape.jobs.text.Words;
import org.logscape.schemas.Column;
import org.logscape.schemas.ColumnType;

/** One component of a row record: the column of its name, how it is read and how it is written. */
final class BoundComponent {
  private static final Map<ColumnType, Set<Class<?>>> CLASSES =
      Map.of(
          ColumnType.STRING, Set.of(String.class),
          ColumnType.BOOLEAN, Set.of(boolean.class, Boolean.class),
          ColumnType.INT, Set.of(int.class, Integer.class),
          ColumnType.LONG, Set.of(long.class, Long.class),
          ColumnType.DOUBLE, Set.of(double.class, Double.class),
          ColumnType.DOUBLE_ARRAY, Set.of(double[].class, Double[].class),
          ColumnType.LONG_ARRAY, Set.of(long[].class));
  private static final Set<Class<?>> BOXED =
      Set.of(Boolean.class, Integer.class, Long.class, Double.class);

  private final String record;
  private final String component;
  private final String column;
  private final Class<?> type;
  private final boolean nullable;
  private final MethodHandle accessor;
  private final Map<String, Object> constants;

  /** The words of an enum by the ordinals of its constants. */
  private final String[] words;

  private BoundComponent(Class<?> record, RecordComponent component, MethodHandle accessor) {
    this.record = record.getSimpleName();
    this.component = component.getName();
    this.column = snakeCase(component.getName());
    this.type = component.getType();
    this.nullable = BOXED.contains(type) || component.isAnnotationPresent(OrNull.class);
    this.accessor = accessor;
    this.constants = new HashMap<>();
    Object[] all = type.isEnum() ? type.getEnumConstants() : new Object[0];
    this.words = new String[all.length];
    for (int i = 0; i < all.length; i++) {
      words[i] = Words.of((Enum<?>) all[i]);
      constants.put(words[i], all[i]);
    }
  }

  static BoundComponent of(Class<?> record, RecordComponent component)
      throws IllegalAccessException {
    Method accessor = component.getAccessor();
    accessor.setAccessible(true);
    return new BoundComponent(
        record,
        component,
        MethodHandles.lookup()
            .unreflect(accessor)
            .asType(MethodType.methodType(Object.class, Object.class)));
  }

  /** Name of its column: the component's own in snake_case. */
  String column() {
    return column;
  }

  /** What is wrong between the component and a column of a schema file, or empty. */
  Optional<String> problem(Column schema) {
    return typeProblem(schema.type()).or(() -> nullProblem(schema)).or(() -> wordProblem(schema));
  }

  /** What is wrong between the component and the type of a column, or empty. */
  Optional<String> typeProblem(ColumnType columnType) {
    boolean fits =
        CLASSES.get(columnType).contains(type)
            || (columnType == ColumnType.STRING && type.isEnum());
    return fits
        ? Optional.empty()
        : problem("is %s; the column is %s".formatted(type.getSimpleName(), columnType));
  }

  private Optional<String> nullProblem(Column schema) {
    if (schema.nullable() == nullable) {
      return Optional.empty();
    }
    return nullable
        ? problem("may be null; the column may not")
        : problem("may not be null; the column may");
  }

  private Optional<String> wordProblem(Column schema) {
    List<String> foreign =
        constants.keySet().stream()
            .filter(word -> !schema.allowed().contains(word))
            .sorted()
            .toList();
    return foreign.isEmpty()
        ? Optional.empty()
        : problem("may be %s; the column allows %s".formatted(foreign, schema.allowed()));
  }

  /** The fault of the component, in words. */
  Optional<String> problem(String what) {
    return Optional.of(
        "row record %s, component %s, column %s: %s".formatted(record, component, column, what));
  }

  /** The component's value in a record, as the column holds it. */
  @SuppressWarnings("EnumOrdinal") // words stand in the order of the constants
  Object write(Object row) {
    Object value;
    try {
      value = (Object) accessor.invokeExact(row);
    } catch (Throwable failed) {
      throw new IllegalStateException(component, failed);
    }
    return value instanceof Enum<?> constant ? words[constant.ordinal()] : value;
  }

  /** The component's value from a row that holds the column at a place. */
  Object read(Row row, int place) {
    if (row.isNullAt(place)) {
      if (nullable) {
        return null;
      }
      throw new IllegalStateException(problem("is null in a row that was read").orElseThrow());
    }
    if (type == double[].class) {
      return row.<Double>getList(place).stream().mapToDouble(Double::doubleValue).toArray();
    }
    if (type == Double[].class) {
      return row.<Double>getList(place).toArray(Double[]::new);
    }
    if (type == long[].class) {
      return row.<Long>getList(place).stream().mapToLong(Long::longValue).toArray();
    }
    return type.isEnum() ? constant(row.getString(place)) : row.get(place);
  }

  private Object constant(String word) {
    Object constant = constants.get(word);
    if (constant == null) {
      throw new IllegalStateException(problem("is '" + word + "' in a row").orElseThrow());
    }
    return constant;
  }

  private static String snakeCase(String camelCase) {
    StringBuilder snake = new StringBuilder();
    camelCase
        .chars()
        .forEach(
            letter -> {
              if (Character.isUpperCase(letter)) {
                snake.append('_');
              }
              snake.append((char) Character.toLowerCase(letter));
            });
    return snake.toString();
  }
}
