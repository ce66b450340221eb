package org.logscape.jobs.store.part;

import java.io.IOException;
import java.util.Iterator;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.OutputFile;
import org.apache.spark.sql.Row;
import org.logscape.jobs.store.SparkSchemas;
import org.logscape.jobs.store.list.ListedFile;
import org.logscape.schemas.Table;
import org.logscape.schemas.TableSchema;

/**
 * Writes one Parquet file of a table. The bytes follow from the rows, their order and the versions
 * of Parquet, zstd and Spark alone: neither time, host nor memory enters.
 */
final class PartWriter {
  /** Keys that Spark looks for in footers. */
  private static final String SPARK_SCHEMA = "org.apache.spark.sql.parquet.row.metadata";

  private static final String SPARK_VERSION = "org.apache.spark.version";

  private PartWriter() {}

  /**
   * Writes a file and measures it on the way.
   *
   * @param rows in the order in which they are to stand
   */
  static ListedFile write(Configuration configuration, Path path, Table table, Iterator<Row> rows)
      throws IOException {
    HashedOutput output = new HashedOutput(path.getFileSystem(configuration), path);
    RowDigest digest = RowDigest.of(table);
    long count = 0;
    try (ParquetWriter<Object[]> writer =
        new Builder(output, table).withConf(configuration).build()) {
      while (rows.hasNext()) {
        Row row = rows.next();
        Object[] values = new Object[row.length()];
        for (int i = 0; i < values.length; i++) {
          values[i] = row.get(i);
        }
        writer.write(values);
        digest.add(values);
        count++;
      }
    }
    return new ListedFile(
        table, path.getName(), output.bytes(), count, output.sha256(), digest.hex());
  }

  private static Map<String, String> metadata(Table table) {
    return Map.of(
        SPARK_SCHEMA,
        SparkSchemas.of(table.schema()).json(),
        SPARK_VERSION,
        org.apache.spark.package$.MODULE$.SPARK_VERSION(),
        "logscape.table",
        table.tableName(),
        "logscape.schema",
        String.valueOf(TableSchema.VERSION),
        "logscape.columns",
        table.schema().avro());
  }

  private static final class Builder extends ParquetWriter.Builder<Object[], Builder> {
    private final Table table;

    Builder(OutputFile file, Table table) {
      super(file);
      this.table = table;
      withCompressionCodec(CompressionCodecName.ZSTD);
      withPageWriteChecksumEnabled(true);
    }

    @Override
    protected Builder self() {
      return this;
    }

    @Override
    @SuppressWarnings("deprecation") // abstract in Parquet still, so there is no other way
    protected WriteSupport<Object[]> getWriteSupport(Configuration configuration) {
      return new RowsOut(table, metadata(table));
    }
  }
}
