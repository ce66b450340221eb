package org.logscape.schemas;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;

/**
 * The columns of one table, as its schema file states them.
 *
 * @param name the table's name
 * @param doc what a row is
 * @param columns in the order of the file, which is the order of a row's values
 * @param avro all of it as an Avro schema in JSON, with units, allowed words and meanings
 */
public record TableSchema(String name, String doc, List<Column> columns, String avro) {
  /** Version of the contract, which goes up when a column is renamed or changes its meaning. */
  public static final int VERSION = 1;

  /**
   * All files are read once, at the first use: a broken file fails then, whatever table is asked.
   */
  private static final class Files {
    static final Map<Table, TableSchema> SCHEMAS = readAll();

    private static Map<Table, TableSchema> readAll() {
      Map<Table, TableSchema> schemas = new EnumMap<>(Table.class);
      for (Table table : Table.values()) {
        schemas.put(table, read(table.tableName()));
      }
      return schemas;
    }
  }

  public TableSchema {
    columns = List.copyOf(columns);
  }

  /**
   * The schema of a table.
   *
   * @throws UncheckedIOException where its file cannot be read
   * @throws org.apache.avro.SchemaParseException where its file is no Avro schema
   * @throws IllegalArgumentException where a column has a type that tables do not use
   */
  public static TableSchema of(Table table) {
    return Files.SCHEMAS.get(table);
  }

  /** The column of that name, if there is one. */
  public Optional<Column> column(String columnName) {
    return columns.stream().filter(c -> c.name().equals(columnName)).findFirst();
  }

  /**
   * The place of a column in a row.
   *
   * @throws IllegalArgumentException where the table has no such column
   */
  public int indexOf(String columnName) {
    for (int i = 0; i < columns.size(); i++) {
      if (columns.get(i).name().equals(columnName)) {
        return i;
      }
    }
    throw new IllegalArgumentException("table " + name + " has no column " + columnName);
  }

  /**
   * Holds a row against the contract.
   *
   * @param row one value per column, in their order, of the column's {@link ColumnType#javaType()}
   * @throws InvalidRowException where a value is missing, of the wrong type, or a word that the
   *     column does not allow; the message names table and column
   */
  public void check(Object[] row) {
    if (row.length != columns.size()) {
      throw new InvalidRowException(
          "table %s: row has %d values; must have %d".formatted(name, row.length, columns.size()));
    }
    for (int i = 0; i < row.length; i++) {
      Column column = columns.get(i);
      Optional<String> problem = column.problem(row[i]);
      if (problem.isPresent()) {
        throw new InvalidRowException(
            "table %s, column %s: %s".formatted(name, column.name(), problem.get()));
      }
    }
  }

  static TableSchema parse(InputStream json) throws IOException {
    Schema record = new Schema.Parser().parse(json);
    return new TableSchema(
        record.getName(),
        record.getDoc(),
        record.getFields().stream().map(Column::of).toList(),
        record.toString());
  }

  private static TableSchema read(String name) {
    String file = name + ".avsc";
    try (InputStream json = TableSchema.class.getResourceAsStream(file)) {
      if (json == null) {
        throw new UncheckedIOException(new IOException("no schema file " + file));
      }
      return parse(json);
    } catch (IOException e) {
      throw new UncheckedIOException("schema file " + file, e);
    }
  }
}
