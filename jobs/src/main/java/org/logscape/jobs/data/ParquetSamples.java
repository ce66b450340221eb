package org.logscape.jobs.data;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StructField;
import org.logscape.data.Checksum;
import org.logscape.data.ImageShape;
import org.logscape.data.InvalidDataException;
import org.logscape.data.LabelledSet;
import org.logscape.jobs.store.LiteralPath;
import org.logscape.jobs.store.OrNull;
import org.logscape.jobs.store.RowBinding;

/**
 * Samples from Parquet files: a column {@code label}, a whole number from 0, and the features: a
 * column of images, one column of arrays of numbers, or all other columns that are numbers, in
 * their order.
 */
final class ParquetSamples {
  private static final String LABEL = "label";

  private ParquetSamples() {}

  /** A row as the files hold it; any of its numbers may be missing. */
  private record Sample(@OrNull Double[] features, Double label) {
    static final RowBinding<Sample> ROWS = RowBinding.ofQuery(Sample.class);

    /** How many features. */
    int width() {
      return features == null ? 0 : features.length;
    }
  }

  /**
   * Reads files, in the order of their rows.
   *
   * @throws InvalidDataException if they have no label or no features, or rows of different length
   */
  static LabelledSet read(SparkSession spark, List<String> files) {
    String name = String.join(", ", files);
    ParquetFiles there = ParquetFiles.of(spark.sparkContext().hadoopConfiguration());
    files.forEach(there::requireSound);
    return DamagedParquet.read(name, () -> set(spark, files, name));
  }

  private static LabelledSet set(SparkSession spark, List<String> files, String name) {
    Dataset<Row> table = LiteralPath.reader(spark).parquet(files.toArray(String[]::new));
    Optional<Column> images = ParquetImages.column(table);
    if (images.isPresent()) {
      return ParquetImages.read(table.select(images.get(), label(table, name)), name);
    }
    List<Sample> rows =
        Sample.ROWS.list(
            table.select(features(table, name).as("features"), label(table, name).as(LABEL)));
    if (rows.isEmpty()) {
      throw new InvalidDataException(name, "holds no samples");
    }
    int width = rows.get(0).width();
    float[] inputs = new float[Math.multiplyExact(rows.size(), width)];
    int[] labels = new int[rows.size()];
    for (int i = 0; i < labels.length; i++) {
      Sample row = rows.get(i);
      if (row.features() == null || row.label() == null || row.width() != width) {
        throw new InvalidDataException(
            name, "row %d has a null, or not %d features".formatted(i + 1, width));
      }
      for (int j = 0; j < width; j++) {
        inputs[i * width + j] = number(name, i, row.features()[j]);
      }
      labels[i] = classOf(name, i, row.label());
    }
    int classes = 1 + Arrays.stream(labels).max().orElseThrow();
    return new LabelledSet(
        ImageShape.flat(width), inputs, labels, classes, checksum(inputs, labels));
  }

  private static Column features(Dataset<Row> table, String name) {
    List<Column> numbers = new ArrayList<>();
    for (StructField field : table.schema().fields()) {
      if (field.name().equals(LABEL)) {
        continue;
      }
      if (field.dataType() instanceof ArrayType array
          && array.elementType() instanceof NumericType) {
        return table.col(field.name()).cast("array<double>");
      }
      if (field.dataType() instanceof NumericType) {
        numbers.add(table.col(field.name()).cast("double"));
      }
    }
    if (numbers.isEmpty()) {
      throw new InvalidDataException(
          name, "has no features: neither images, nor an array of numbers, nor columns of numbers");
    }
    return functions.array(numbers.toArray(Column[]::new));
  }

  private static Column label(Dataset<Row> table, String name) {
    if (!Arrays.asList(table.columns()).contains(LABEL)) {
      throw new InvalidDataException(
          name, "has no column label; its columns are " + String.join(", ", table.columns()));
    }
    return table.col(LABEL).cast("double");
  }

  private static float number(String name, int row, Double value) {
    if (value == null || !(Math.abs(value) <= Float.MAX_VALUE)) {
      throw new InvalidDataException(
          name, "row %d: %s is not a finite number".formatted(row + 1, value));
    }
    return value.floatValue();
  }

  /** A label that is a class; the row is counted from 0. */
  static int classOf(String name, int row, double value) {
    if (!LabelledSet.isClass(value)) {
      throw new InvalidDataException(
          name, "row %d: %s is not a class 0, 1, 2, ...".formatted(row + 1, value));
    }
    return (int) value;
  }

  /** Of the values, not of the files: Parquet of the same rows differs from writer to writer. */
  static String checksum(float[] inputs, int[] labels) {
    ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(4, inputs.length + labels.length));
    bytes.asFloatBuffer().put(inputs);
    bytes.position(4 * inputs.length);
    bytes.asIntBuffer().put(labels);
    return Checksum.of(bytes.array()).hex();
  }
}
