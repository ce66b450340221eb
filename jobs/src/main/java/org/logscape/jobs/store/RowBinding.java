package org.logscape.jobs.store;

import java.io.Serializable;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructType;
import org.logscape.schemas.Column;
import org.logscape.schemas.Table;
import org.logscape.schemas.TableSchema;

/**
 * The components of a record bound to columns: by name ({@code stepsAtRisk} is the column {@code
 * steps_at_risk}), by type, and by whether they may be null. The binding is checked once, when it
 * is made; the order of components does not matter.
 *
 * <p>A component is a number, a boolean, a string, an enum (bound to its words), or an array of
 * double or long; one of Double may hold nulls. That of a nullable column is boxed or marked {@link
 * OrNull}.
 *
 * @param <T> the record
 */
public final class RowBinding<T extends Record> implements Serializable {
  private static final long serialVersionUID = 1;

  private final transient Class<T> type;
  private final transient Optional<Table> table;
  private final transient List<BoundComponent> components;
  private final transient MethodHandle constructor;

  /** Component of each column in the table's order; empty unless all columns are bound. */
  private final transient List<BoundComponent> written;

  private transient volatile Places last = new Places(null, new int[0]);

  /** Where the columns of the components are in rows of one schema. */
  private record Places(StructType schema, int[] at) {}

  /** Stands for a binding in a closure that Spark sends to executors. */
  private record Sent<T extends Record>(Class<T> type, Table table, boolean whole)
      implements Serializable {
    private Object readResolve() {
      if (table == null) {
        return ofQuery(type);
      }
      return whole ? RowBinding.whole(table, type) : partOf(table, type);
    }
  }

  private Object writeReplace() {
    return new Sent<>(type, table.orElse(null), !written.isEmpty());
  }

  private RowBinding(
      Class<T> type,
      Optional<Table> table,
      List<BoundComponent> components,
      MethodHandle constructor,
      List<BoundComponent> written) {
    this.type = type;
    this.table = table;
    this.components = components;
    this.constructor = constructor;
    this.written = written;
  }

  /**
   * Binds a record to all columns of a table, to write and read its rows.
   *
   * @throws IllegalArgumentException if a column has no component, or a component does not match a
   *     column; the message names record, component and column
   */
  public static <T extends Record & TableRow> RowBinding<T> of(Table table, Class<T> type) {
    return whole(table, type);
  }

  private static <T extends Record> RowBinding<T> whole(Table table, Class<T> type) {
    List<BoundComponent> components = checked(table, type);
    Map<String, BoundComponent> byColumn = new LinkedHashMap<>();
    components.forEach(component -> byColumn.put(component.column(), component));
    List<BoundComponent> written = new ArrayList<>();
    for (Column column : table.schema().columns()) {
      if (!byColumn.containsKey(column.name())) {
        throw new IllegalArgumentException(
            "row record %s: no component for column %s of table %s"
                .formatted(type.getSimpleName(), column.name(), table.tableName()));
      }
      written.add(byColumn.get(column.name()));
    }
    return new RowBinding<>(type, Optional.of(table), components, constructor(type), written);
  }

  /**
   * Binds a record to some columns of a table, to read them.
   *
   * @throws IllegalArgumentException if a component does not match a column of the table
   */
  public static <T extends Record> RowBinding<T> partOf(Table table, Class<T> type) {
    return new RowBinding<>(
        type, Optional.of(table), checked(table, type), constructor(type), List.of());
  }

  /**
   * Binds a record to the columns of a query, to read its rows. Names and types are checked against
   * the first row, since a query has no schema file.
   */
  public static <T extends Record> RowBinding<T> ofQuery(Class<T> type) {
    return new RowBinding<>(type, Optional.empty(), components(type), constructor(type), List.of());
  }

  private static List<BoundComponent> checked(Table table, Class<?> type) {
    List<BoundComponent> components = components(type);
    TableSchema schema = table.schema();
    for (BoundComponent component : components) {
      Optional<String> problem =
          schema
              .column(component.column())
              .map(component::problem)
              .orElseGet(() -> component.problem("table %s has none".formatted(table.tableName())));
      problem.ifPresent(
          text -> {
            throw new IllegalArgumentException(text);
          });
    }
    return components;
  }

  private static List<BoundComponent> components(Class<?> type) {
    List<BoundComponent> components = new ArrayList<>();
    try {
      for (RecordComponent component : type.getRecordComponents()) {
        components.add(BoundComponent.of(type, component));
      }
    } catch (IllegalAccessException closed) {
      throw new IllegalArgumentException("row record " + type.getSimpleName(), closed);
    }
    return List.copyOf(components);
  }

  private static MethodHandle constructor(Class<?> type) {
    Class<?>[] parameters =
        Arrays.stream(type.getRecordComponents())
            .map(RecordComponent::getType)
            .toArray(Class<?>[]::new);
    try {
      Constructor<?> canonical = type.getDeclaredConstructor(parameters);
      canonical.setAccessible(true);
      return MethodHandles.lookup()
          .unreflectConstructor(canonical)
          .asSpreader(Object[].class, parameters.length)
          .asType(MethodType.methodType(Object.class, Object[].class));
    } catch (ReflectiveOperationException closed) {
      throw new IllegalArgumentException("row record " + type.getSimpleName(), closed);
    }
  }

  /**
   * The table whose columns are bound.
   *
   * @throws java.util.NoSuchElementException for a query
   */
  public Table table() {
    return table.orElseThrow();
  }

  /** The columns that are bound, to select them from a data set. */
  public org.apache.spark.sql.Column[] columns() {
    return components.stream()
        .map(component -> functions.col(component.column()))
        .toArray(org.apache.spark.sql.Column[]::new);
  }

  /** Collects all rows of a data set, which has the bound columns and may have others. */
  public List<T> list(Dataset<Row> rows) {
    return rows.select(columns()).collectAsList().stream().map(this::read).toList();
  }

  /** The rows of a data set, which has the bound columns and may have others. */
  public JavaRDD<T> rdd(Dataset<Row> rows) {
    return rows.select(columns()).javaRDD().map(this::read);
  }

  /**
   * Reads a row.
   *
   * @param row with a schema that has the bound columns, in any order and among others
   * @throws IllegalStateException if a column is missing, of another type, or null where its
   *     component may not be; the message names record, component and column
   */
  public T read(Row row) {
    int[] places = places(row.schema());
    Object[] values = new Object[places.length];
    for (int i = 0; i < places.length; i++) {
      values[i] = components.get(i).read(row, places[i]);
    }
    try {
      return type.cast((Object) constructor.invokeExact(values));
    } catch (RuntimeException | Error thrown) {
      throw thrown;
    } catch (Throwable thrown) {
      throw new IllegalStateException(type.getSimpleName(), thrown);
    }
  }

  @SuppressWarnings(
      "ReferenceEquality") // rows of one query share their schema; comparing it would cost more
  private int[] places(StructType schema) {
    Places known = last;
    if (known.schema() != schema) {
      known = new Places(schema, components.stream().mapToInt(c -> place(schema, c)).toArray());
      last = known;
    }
    return known.at();
  }

  private static int place(StructType schema, BoundComponent component) {
    int place = Arrays.asList(schema.fieldNames()).indexOf(component.column());
    if (place < 0) {
      throw new IllegalStateException(component.problem("is missing").orElseThrow());
    }
    component
        .typeProblem(SparkSchemas.type(schema.apply(place).dataType()))
        .ifPresent(
            text -> {
              throw new IllegalStateException(text);
            });
    return place;
  }

  /** The values of a record by the names of their columns, in the order of the table. */
  public Map<String, Object> values(T row) {
    Map<String, Object> values = new LinkedHashMap<>();
    for (BoundComponent component : written.isEmpty() ? components : written) {
      values.put(component.column(), component.write(row));
    }
    return values;
  }

  /**
   * The row as Spark writes it: one value per column in the schema's order.
   *
   * @throws org.logscape.schemas.InvalidRowException if a value breaks the contract of the table
   */
  static Row written(TableRow row) {
    List<BoundComponent> columns = row.binding().written;
    Object[] values = new Object[columns.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = columns.get(i).write(row);
    }
    row.table().schema().check(values);
    return RowFactory.create(values);
  }
}
