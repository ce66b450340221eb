package org.logscape.jobs.data;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.logscape.data.DataFile;
import org.logscape.data.ImageShape;
import org.logscape.data.InvalidDataException;
import org.logscape.data.LabelledSet;

/**
 * Samples from a CSV file in UTF-8: features and, in the last column, the class, a whole number
 * from 0. Fields may be quoted. Blank lines and a byte-order mark are skipped.
 *
 * <p>The first row is a header only if it has text and no field of it is a number. A first row that
 * has numbers and other fields is a fault.
 */
final class CsvSamples {
  private static final String BYTE_ORDER_MARK = "\uFEFF";
  private static final String MALFORMED = "malformed_row";

  private final String name;
  private final List<String[]> rows;

  private CsvSamples(String name, List<String[]> rows) {
    this.name = name;
    this.rows = rows;
  }

  /**
   * Reads a file. Rows are counted from 1, the header included and blank lines left out.
   *
   * @param file the content of the file, gzipped or not: Spark parses its text and opens no path,
   *     of which it takes characters such as a star or a bracket for patterns
   * @throws InvalidDataException if the file has no samples, a row has other columns than the first
   *     or a field is not a finite number or a class; the message names row and field
   */
  static LabelledSet read(SparkSession spark, DataFile file) {
    List<String> records = records(new String(file.content(), StandardCharsets.UTF_8));
    return new CsvSamples(file.name(), rows(spark, records)).set(file.sha256());
  }

  /**
   * How many samples a file has, found without Spark: its rows but for the header.
   *
   * @throws InvalidDataException if there are none
   */
  static int count(DataFile file) {
    List<String> records = records(new String(file.content(), StandardCharsets.UTF_8));
    int count = records.size();
    if (count > 0 && isHeader(fields(records.get(0)))) {
      count--;
    }
    if (count < 1) {
      throw new InvalidDataException(file.name(), "holds no samples");
    }
    return count;
  }

  /** The fields of a row by its commas outside quotes; null where one is empty. */
  private static String[] fields(String record) {
    List<String> fields = new ArrayList<>();
    StringBuilder field = new StringBuilder();
    boolean quoted = false;
    for (char character : (record + ",").toCharArray()) {
      if (character == '"') {
        quoted = !quoted;
      } else if (character == ',' && !quoted) {
        fields.add(field.toString().isBlank() ? null : field.toString().strip());
        field.setLength(0);
      } else {
        field.append(character);
      }
    }
    return fields.toArray(String[]::new);
  }

  /** The rows of a text, without blank ones. A line break within quotes ends no row. */
  private static List<String> records(String text) {
    List<String> records = new ArrayList<>();
    StringBuilder record = new StringBuilder();
    boolean quoted = false;
    for (String line : text.substring(text.startsWith(BYTE_ORDER_MARK) ? 1 : 0).lines().toList()) {
      record.append(record.isEmpty() ? "" : "\n").append(line);
      quoted ^= line.chars().filter(character -> character == '"').count() % 2 == 1;
      if (!quoted) {
        if (!record.toString().isBlank()) {
          records.add(record.toString());
        }
        record.setLength(0);
      }
    }
    if (!record.isEmpty()) {
      records.add(record.toString());
    }
    return records;
  }

  /** The fields of each row, as text; null where a field is empty. */
  private static List<String[]> rows(SparkSession spark, List<String> records) {
    Dataset<String> lines = spark.createDataset(records, Encoders.STRING());
    DataFrameReader reader =
        spark
            .read()
            .option("escape", "\"")
            .option("ignoreLeadingWhiteSpace", true)
            .option("ignoreTrailingWhiteSpace", true)
            .option("columnNameOfCorruptRecord", MALFORMED);
    int width = reader.csv(lines.limit(1)).columns().length;
    if (width == 0) {
      return List.of();
    }
    List<String> fields = IntStream.range(0, width).mapToObj(column -> "field_" + column).toList();
    StructType schema = new StructType();
    for (String field : fields) {
      schema = schema.add(field, DataTypes.StringType);
    }
    List<String[]> rows = new ArrayList<>();
    for (Row row :
        reader.schema(schema.add(MALFORMED, DataTypes.StringType)).csv(lines).collectAsList()) {
      String malformed = row.getAs(MALFORMED);
      if (malformed == null) {
        rows.add(fields.stream().map(row::<String>getAs).toArray(String[]::new));
      } else if (!malformed.isBlank()) {
        rows.add(malformed.strip().split(",", -1));
      }
    }
    return rows;
  }

  private LabelledSet set(String checksum) {
    int first = !rows.isEmpty() && isHeader(rows.get(0)) ? 1 : 0;
    int count = rows.size() - first;
    if (count < 1) {
      throw new InvalidDataException(name, "holds no samples");
    }
    int columns = rows.get(0).length;
    if (columns < 2) {
      throw new InvalidDataException(
          name, "has one column, needs features and, in the last column, the class");
    }
    int features = columns - 1;
    float[] inputs = new float[Math.multiplyExact(count, features)];
    int[] labels = new int[count];
    for (int i = 0; i < count; i++) {
      int row = first + i;
      if (rows.get(row).length != columns) {
        throw new InvalidDataException(
            name,
            "row %d has %d fields, row 1 has %d".formatted(row + 1, rows.get(row).length, columns));
      }
      for (int j = 0; j < features; j++) {
        inputs[i * features + j] = number(row, j);
      }
      labels[i] = label(row, features);
    }
    int classes = 1 + Arrays.stream(labels).max().orElseThrow();
    return new LabelledSet(ImageShape.flat(features), inputs, labels, classes, checksum);
  }

  private static boolean isHeader(String[] row) {
    return Arrays.stream(row).anyMatch(field -> field != null)
        && Arrays.stream(row).noneMatch(CsvSamples::isNumber);
  }

  private static boolean isNumber(String field) {
    if (field == null) {
      return false;
    }
    try {
      Float.parseFloat(field);
      return true;
    } catch (NumberFormatException text) {
      return false;
    }
  }

  private float number(int row, int column) {
    String field = rows.get(row)[column];
    if (isNumber(field)) {
      float value = Float.parseFloat(field);
      if (Math.abs(value) <= Float.MAX_VALUE) {
        return value;
      }
    }
    String header =
        row == 0 ? " (the first row is a header only if none of its fields is a number)" : "";
    throw new InvalidDataException(
        name,
        "row %d, field %d: '%s' is not a finite number%s"
            .formatted(row + 1, column + 1, field == null ? "" : field, header));
  }

  private int label(int row, int column) {
    float value = number(row, column);
    if (!LabelledSet.isClass(value)) {
      throw new InvalidDataException(
          name,
          "row %d, field %d: '%s' is not a class 0, 1, 2, ..."
              .formatted(row + 1, column + 1, rows.get(row)[column]));
    }
    return (int) value;
  }
}
