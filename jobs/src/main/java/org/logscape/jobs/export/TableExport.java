package org.logscape.jobs.export;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.apache.hadoop.conf.Configuration;
import org.logscape.jobs.errors.UserException;
import org.logscape.jobs.store.ExperimentDir;
import org.logscape.jobs.store.Folder;
import org.logscape.jobs.text.CsvText;
import org.logscape.schemas.Column;
import org.logscape.schemas.Table;

/**
 * All tables of a folder in a folder of their own that needs no Logscape: Parquet, a script by
 * which DuckDB loads them with units and meanings as comments, and the same dictionary as CSV.
 *
 * <p>DuckDB itself is not part of Logscape: its library is 70 MB, more than all of Logscape's own
 * code, and a user who wants a DuckDB file has the program.
 */
public final class TableExport {
  /** The script that loads the tables. */
  public static final String SCRIPT = "load.sql";

  /** A row for each column of each table. */
  public static final String DICTIONARY = "columns.csv";

  private final ExperimentDir dir;
  private final Folder target;

  private TableExport(ExperimentDir dir, Folder target) {
    this.dir = dir;
    this.target = target;
  }

  /**
   * An export.
   *
   * @param dir a folder that holds results
   * @param to the folder to write, a Hadoop path
   * @throws UserException if something stands there
   */
  public static TableExport of(ExperimentDir dir, String to, Configuration configuration) {
    Folder target = Folder.of(to, configuration);
    if (target.isFile() || (target.exists() && !target.entries().isEmpty())) {
      throw UserException.of("%s: exists; must be a new folder".formatted(to));
    }
    return new TableExport(dir, target);
  }

  /**
   * Writes the tables, then the script, so that a folder without it is known to be unfinished.
   *
   * @return the names of the tables
   */
  public List<String> write() {
    List<Table> tables =
        Arrays.stream(Table.values())
            .filter(table -> table != Table.STATES && dir.has(table))
            .toList();
    for (Table table : tables) {
      dir.table(table)
          .write()
          .option("compression", "zstd")
          .parquet(target.path(table.tableName()));
    }
    target.write(DICTIONARY, dictionary(tables));
    target.write(SCRIPT, script(tables));
    return tables.stream().map(Table::tableName).toList();
  }

  private static String script(List<Table> tables) {
    StringBuilder sql = new StringBuilder();
    sql.append("-- In this folder: duckdb results.duckdb < ").append(SCRIPT).append('\n');
    for (Table table : tables) {
      String name = table.tableName();
      sql.append(
          "\nCREATE TABLE %s AS SELECT * FROM read_parquet('%s/*.parquet');\n"
              .formatted(name, name));
      sql.append("COMMENT ON TABLE %s IS '%s';\n".formatted(name, inQuotes(table.schema().doc())));
      for (Column column : table.schema().columns()) {
        sql.append(
            "COMMENT ON COLUMN %s.\"%s\" IS '%s';\n"
                .formatted(name, column.name(), inQuotes(meaning(column))));
      }
    }
    return sql.toString();
  }

  private static String meaning(Column column) {
    return column.doc() + column.unit().map(" [%s]"::formatted).orElse("");
  }

  private static String inQuotes(String text) {
    return text.replace("'", "''");
  }

  private static String dictionary(List<Table> tables) {
    List<String> lines = new ArrayList<>();
    lines.add("table,column,type,nullable,unit,allowed,meaning");
    for (Table table : tables) {
      for (Column column : table.schema().columns()) {
        lines.add(
            String.join(
                ",",
                table.tableName(),
                column.name(),
                column.type().name().toLowerCase(Locale.ROOT),
                String.valueOf(column.nullable()),
                CsvText.quoted(column.unit().orElse("")),
                CsvText.quoted(String.join(" ", column.allowed())),
                CsvText.quoted(column.doc())));
      }
    }
    return String.join("\n", lines) + "\n";
  }
}
