package org.logscape.jobs.data;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.BinaryType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.logscape.data.ImageShape;
import org.logscape.data.InvalidDataException;
import org.logscape.data.LabelledSet;
import scala.Tuple2;

/**
 * Images in a column of Parquet files, as data sets are published: PNG or JPEG, either the bytes
 * themselves or a struct with a field {@code bytes}.
 */
final class ParquetImages {
  private static final String BYTES = "bytes";

  private ParquetImages() {}

  /** The bytes of the first column of images; empty where there is none. */
  static Optional<Column> column(Dataset<Row> table) {
    return Arrays.stream(table.schema().fields())
        .flatMap(field -> bytes(table, field).stream())
        .findFirst();
  }

  private static Optional<Column> bytes(Dataset<Row> table, StructField field) {
    Column column = table.col("`" + field.name().replace("`", "``") + "`");
    DataType type = field.dataType();
    if (type instanceof BinaryType) {
      return Optional.of(column);
    }
    boolean struct =
        type instanceof StructType parts
            && Arrays.stream(parts.fields())
                .anyMatch(
                    part -> part.name().equals(BYTES) && part.dataType() instanceof BinaryType);
    return struct ? Optional.of(column.getField(BYTES)) : Optional.empty();
  }

  /**
   * Decodes the rows in their order. The first one says how large all are, and whether they are
   * grey; a grey image among coloured ones has three equal channels.
   *
   * @param rows the bytes of an image, and its label as a number
   * @param name of the files
   * @throws InvalidDataException that names the row of an image that is none, or of another size,
   *     or of a label that is no class
   */
  static LabelledSet read(Dataset<Row> rows, String name) {
    List<Tuple2<byte[], Double>> all =
        rows.as(Encoders.tuple(Encoders.BINARY(), Encoders.DOUBLE())).collectAsList();
    if (all.isEmpty()) {
      throw new InvalidDataException(name, "holds no samples");
    }
    ImageShape shape = null;
    float[] inputs = new float[0];
    int[] labels = new int[all.size()];
    for (int i = 0; i < labels.length; i++) {
      Tuple2<byte[], Double> row = all.get(i);
      if (row._1() == null || row._2() == null) {
        throw new InvalidDataException(name, "row %d has a null".formatted(i + 1));
      }
      Pixels image = Pixels.decoded(row._1(), name, i);
      if (shape == null) {
        shape = image.shape();
        inputs = new float[Math.multiplyExact(labels.length, shape.features())];
      }
      image.put(shape, inputs, i, name);
      labels[i] = ParquetSamples.classOf(name, i, row._2());
    }
    int classes = 1 + Arrays.stream(labels).max().orElseThrow();
    return new LabelledSet(shape, inputs, labels, classes, ParquetSamples.checksum(inputs, labels));
  }
}
