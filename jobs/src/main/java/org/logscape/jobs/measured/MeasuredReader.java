package org.logscape.jobs.measured;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Supplier;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.logscape.data.InvalidDataException;
import org.logscape.jobs.data.DamagedParquet;
import org.logscape.jobs.data.ParquetFiles;
import org.logscape.jobs.errors.UserException;
import org.logscape.jobs.store.LiteralPath;
import org.logscape.jobs.store.OrNull;
import org.logscape.jobs.store.RowBinding;
import org.logscape.statistics.survival.RiskTable;

/**
 * Escape times in CSV with a header, or in Parquet: columns {@code cell}, {@code time} and {@code
 * occurred}; of the cells {@code cell}, and where they are known {@code loss_ratio}, {@code n} and
 * {@code temperature}. Rows are counted from 1, the header included and blank lines left out.
 */
public final class MeasuredReader {
  private static final int MOST_FAULTS = 20;

  private final SparkSession spark;
  private final List<String> faults = new ArrayList<>();

  private MeasuredReader(SparkSession spark) {
    this.spark = spark;
  }

  /** A row of escapes as text. */
  private record EscapeText(@OrNull String cell, @OrNull String time, @OrNull String occurred) {
    static final RowBinding<EscapeText> ROWS = RowBinding.ofQuery(EscapeText.class);
  }

  /** A row of cells as text. */
  private record CellText(
      @OrNull String cell, @OrNull String lossRatio, @OrNull String n, @OrNull String temperature) {
    static final RowBinding<CellText> ROWS = RowBinding.ofQuery(CellText.class);
  }

  /** The times of one cell as they come. */
  private record Times(List<Double> times, List<Boolean> observed) {
    RiskTable table() {
      boolean[] events = new boolean[observed.size()];
      for (int i = 0; i < events.length; i++) {
        events[i] = observed.get(i);
      }
      return RiskTable.of(times.stream().mapToDouble(Double::doubleValue).toArray(), events);
    }
  }

  /**
   * The cells in the order in which the escapes have them.
   *
   * @param cells where empty, nothing is known of the cells
   * @throws UserException with one line for each fault, which names row and column
   */
  public static List<MeasuredCell> read(
      SparkSession spark, String escapes, Optional<String> cells) {
    MeasuredReader reader = new MeasuredReader(spark);
    Map<String, CellText> known =
        cells.map(file -> whole(file, () -> reader.cells(file))).orElse(Map.of());
    Map<String, Times> times = whole(escapes, () -> reader.times(escapes, known, cells));
    if (reader.faults.isEmpty() && times.isEmpty()) {
      reader.faults.add("%s: holds no rows".formatted(escapes));
    }
    if (!reader.faults.isEmpty()) {
      throw new UserException(
          reader.faults.subList(0, Math.min(MOST_FAULTS, reader.faults.size())));
    }
    List<MeasuredCell> measured = new ArrayList<>();
    times.forEach(
        (name, each) -> {
          CellText facts = known.getOrDefault(name, new CellText(name, null, null, null));
          measured.add(
              new MeasuredCell(
                  name,
                  each.table(),
                  number(facts.lossRatio()),
                  number(facts.n()),
                  number(facts.temperature())));
        });
    return measured;
  }

  private static <T> T whole(String file, Supplier<T> reading) {
    try {
      return DamagedParquet.read(file, reading);
    } catch (InvalidDataException damaged) {
      throw UserException.of(damaged.getMessage());
    }
  }

  private Map<String, CellText> cells(String file) {
    Map<String, CellText> cells = new LinkedHashMap<>();
    Dataset<Row> table = table(file);
    List<CellText> rows =
        CellText.ROWS.list(
            table.select(
                column(table, file, "cell", true),
                column(table, file, "loss_ratio", false),
                column(table, file, "n", false),
                column(table, file, "temperature", false)));
    int number = first(file);
    for (CellText row : rows) {
      if (row.cell() == null) {
        fault(file, number, "cell", "", "must be a name");
      } else if (cells.put(row.cell(), row) != null) {
        fault(file, number, "cell", row.cell(), "is there twice");
      }
      checkAbove(file, number, "loss_ratio", row.lossRatio(), 1);
      checkAbove(file, number, "n", row.n(), 0);
      checkAbove(file, number, "temperature", row.temperature(), 0);
      number++;
    }
    return cells;
  }

  private Map<String, Times> times(
      String file, Map<String, CellText> known, Optional<String> cells) {
    Map<String, Times> times = new LinkedHashMap<>();
    Dataset<Row> table = table(file);
    List<EscapeText> rows =
        EscapeText.ROWS.list(
            table.select(
                column(table, file, "cell", true),
                column(table, file, "time", true),
                column(table, file, "occurred", true)));
    int number = first(file);
    for (EscapeText row : rows) {
      OptionalDouble time = number(row.time());
      Optional<Boolean> occurred = truth(row.occurred());
      if (row.cell() == null) {
        fault(file, number, "cell", "", "must be a name");
      } else if (cells.isPresent() && !known.containsKey(row.cell())) {
        fault(file, number, "cell", row.cell(), "is no cell of " + cells.orElseThrow());
      }
      if (!(time.orElse(-1) > 0)) {
        fault(file, number, "time", row.time(), "must be a number above 0");
      }
      if (occurred.isEmpty()) {
        fault(file, number, "occurred", row.occurred(), "must be 1, 0, true or false");
      }
      if (faults.isEmpty()) {
        Times own =
            times.computeIfAbsent(
                row.cell(), name -> new Times(new ArrayList<>(), new ArrayList<>()));
        own.times().add(time.getAsDouble());
        own.observed().add(occurred.get());
      }
      number++;
    }
    return times;
  }

  private Dataset<Row> table(String file) {
    try {
      if (isText(file)) {
        return LiteralPath.reader(spark)
            .option("header", true)
            .option("ignoreLeadingWhiteSpace", true)
            .option("ignoreTrailingWhiteSpace", true)
            .csv(file);
      }
      Dataset<Row> table = LiteralPath.reader(spark).parquet(file);
      ParquetFiles.of(spark.sparkContext().hadoopConfiguration()).requireSound(file);
      return table;
    } catch (Exception unreadable) {
      // Spark declares no exception of its own, and throws checked ones all the same
      if (unreadable instanceof AnalysisException) {
        throw UserException.of(
            "%s: is not there, or neither CSV (a name that ends with .csv) nor Parquet"
                .formatted(file));
      }
      throw unreadable;
    }
  }

  private static boolean isText(String file) {
    return file.toLowerCase(Locale.ROOT).endsWith(".csv");
  }

  /** The number of the first row, after the header of a CSV file. */
  private static int first(String file) {
    return isText(file) ? 2 : 1;
  }

  private static Column column(Dataset<Row> table, String file, String name, boolean required) {
    if (Arrays.asList(table.columns()).contains(name)) {
      return table.col(name).cast("string").as(name);
    }
    if (required) {
      throw UserException.of(
          "%s: has no column %s; its columns are %s"
              .formatted(file, name, String.join(", ", table.columns())));
    }
    return functions.lit(null).cast("string").as(name);
  }

  private void checkAbove(String file, int row, String column, String text, double limit) {
    if (text != null && !(number(text).orElse(Double.NaN) > limit)) {
      fault(file, row, column, text, "must be a number above %.0f, or empty".formatted(limit));
    }
  }

  private void fault(String file, int row, String column, String text, String problem) {
    faults.add(
        "%s: row %d, column %s: '%s' %s"
            .formatted(file, row, column, text == null ? "" : text, problem));
  }

  private static OptionalDouble number(String text) {
    try {
      double value = text == null ? Double.NaN : Double.parseDouble(text);
      return Double.isFinite(value) ? OptionalDouble.of(value) : OptionalDouble.empty();
    } catch (NumberFormatException none) {
      return OptionalDouble.empty();
    }
  }

  private static Optional<Boolean> truth(String text) {
    return switch (text == null ? "" : text.toLowerCase(Locale.ROOT)) {
      case "1", "1.0", "true" -> Optional.of(true);
      case "0", "0.0", "false" -> Optional.of(false);
      default -> Optional.empty();
    };
  }
}
