package org.logscape.jobs.store.part;

import java.io.IOException;
import java.io.InputStream;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.HadoopReadOptions;
import org.apache.parquet.conf.HadoopParquetConfiguration;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.api.ReadSupport;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.schema.Type;
import org.logscape.data.Checksum;
import org.logscape.jobs.store.list.ListedFile;
import org.logscape.schemas.Column;
import org.logscape.schemas.Table;

/** Measures Parquet files that are there. */
final class PartReader {
  private static final int BUFFER = 1 << 16;

  private PartReader() {}

  /** Rows of a file by its footer. */
  static long rows(Configuration configuration, Path path) throws IOException {
    try (ParquetFileReader file =
        ParquetFileReader.open(
            HadoopInputFile.fromPath(path, configuration),
            HadoopReadOptions.builder(configuration).build())) {
      return file.getRecordCount();
    }
  }

  /** SHA-256 of the bytes of a file. */
  static String sum(Configuration configuration, Path path) throws IOException {
    return bytes(configuration, path).sha256();
  }

  private record Bytes(long count, String sha256) {}

  private static Bytes bytes(Configuration configuration, Path path) throws IOException {
    long count = 0;
    Checksum checksum = Checksum.empty();
    try (InputStream in = path.getFileSystem(configuration).open(path)) {
      byte[] buffer = new byte[BUFFER];
      for (int got = in.read(buffer); got >= 0; got = in.read(buffer)) {
        checksum.add(buffer, 0, got);
        count += got;
      }
    }
    return new Bytes(count, checksum.hex());
  }

  /**
   * Reads a file twice: its bytes, and its rows with the checksums of all pages.
   *
   * @throws IOException if it cannot be read
   * @throws RuntimeException if it cannot be decoded
   */
  static ListedFile measure(Configuration configuration, Path path, Table table)
      throws IOException {
    Bytes bytes = bytes(configuration, path);
    RowDigest digest = RowDigest.of(table);
    long rows = 0;
    try (ParquetReader<Group> reader =
        new Groups(
                HadoopInputFile.fromPath(path, configuration),
                new HadoopParquetConfiguration(configuration))
            .usePageChecksumVerification()
            .build()) {
      for (Group row = reader.read(); row != null; row = reader.read()) {
        digest.add(values(row, table.schema().columns()));
        rows++;
      }
    }
    return new ListedFile(table, path.getName(), bytes.count(), rows, bytes.sha256(), digest.hex());
  }

  /**
   * Parquet's own builders make a configuration of their own first, and parse all of Hadoop's
   * defaults for it: three quarters of the time of checking a small file.
   */
  private static final class Groups extends ParquetReader.Builder<Group> {
    Groups(InputFile file, ParquetConfiguration configuration) {
      super(file, configuration);
    }

    @Override
    protected ReadSupport<Group> getReadSupport() {
      return new GroupReadSupport();
    }
  }

  private static Object[] values(Group row, List<Column> columns) {
    Set<String> there = new HashSet<>();
    for (Type field : row.getType().getFields()) {
      there.add(field.getName());
    }
    Object[] values = new Object[columns.size()];
    for (int i = 0; i < values.length; i++) {
      Column column = columns.get(i);
      if (there.contains(column.name()) && row.getFieldRepetitionCount(column.name()) > 0) {
        values[i] = value(row, column);
      }
    }
    return values;
  }

  private static Object value(Group row, Column column) {
    String name = column.name();
    return switch (column.type()) {
      case STRING -> row.getString(name, 0);
      case BOOLEAN -> row.getBoolean(name, 0);
      case INT -> row.getInteger(name, 0);
      case LONG -> row.getLong(name, 0);
      case DOUBLE -> row.getDouble(name, 0);
      case DOUBLE_ARRAY -> {
        Group list = row.getGroup(name, 0);
        double[] reals = new double[list.getFieldRepetitionCount(0)];
        for (int i = 0; i < reals.length; i++) {
          reals[i] = list.getGroup(0, i).getDouble(0, 0);
        }
        yield reals;
      }
      case LONG_ARRAY -> {
        Group list = row.getGroup(name, 0);
        long[] wholes = new long[list.getFieldRepetitionCount(0)];
        for (int i = 0; i < wholes.length; i++) {
          wholes[i] = list.getGroup(0, i).getLong(0, 0);
        }
        yield wholes;
      }
    };
  }
}
