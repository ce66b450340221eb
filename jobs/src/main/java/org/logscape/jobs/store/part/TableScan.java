package org.logscape.jobs.store.part;

import java.util.List;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.execution.datasources.FileIndex;
import org.apache.spark.sql.execution.datasources.FileStatusWithMetadata;
import org.apache.spark.sql.execution.datasources.HadoopFsRelation;
import org.apache.spark.sql.execution.datasources.PartitionDirectory;
import org.apache.spark.sql.execution.datasources.parquet.ParquetFileFormat;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import scala.Option;
import scala.collection.immutable.Map$;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Reads exactly these files and looks for no others: neither their folder nor the files themselves
 * are listed again. Pages are held against their checksums.
 */
public final class TableScan {
  private TableScan() {}

  /**
   * A file to read.
   *
   * @param path its full path
   */
  public record Part(String path, long bytes, long modified) {
    private FileStatus status() {
      return new FileStatus(bytes, false, 1, Math.max(1, bytes), modified, new Path(path));
    }
  }

  /**
   * The rows of files.
   *
   * @param schema columns to read; one that a file does not have is null
   */
  @SuppressWarnings("unchecked") // Scala's map of options has no type parameters in Java
  public static Dataset<Row> of(SparkSession spark, StructType schema, List<Part> parts) {
    HadoopFsRelation relation =
        new HadoopFsRelation(
            new Files(parts),
            new StructType(),
            nullable(schema),
            Option.empty(),
            new ParquetFileFormat(),
            Map$.MODULE$
                .<String, String>empty()
                .updated("parquet.page.verify-checksum.enabled", "true"),
            spark);
    return spark.baseRelationToDataFrame(relation);
  }

  /** A file written by hand may lack any value. */
  private static StructType nullable(StructType schema) {
    StructType all = new StructType();
    for (StructField field : schema.fields()) {
      all = all.add(new StructField(field.name(), field.dataType(), true, field.metadata()));
    }
    return all;
  }

  private static final class Files implements FileIndex {
    private final List<Part> parts;

    Files(List<Part> parts) {
      this.parts = List.copyOf(parts);
    }

    @Override
    public Seq<Path> rootPaths() {
      return seq(parts.stream().map(part -> new Path(part.path())).toList());
    }

    @Override
    public Seq<PartitionDirectory> listFiles(
        Seq<Expression> partitionFilters, Seq<Expression> dataFilters) {
      List<FileStatusWithMetadata> all =
          parts.stream()
              .map(part -> new FileStatusWithMetadata(part.status(), Map$.MODULE$.empty()))
              .toList();
      return seq(List.of(new PartitionDirectory(InternalRow.empty(), seq(all))));
    }

    @Override
    public String[] inputFiles() {
      return parts.stream().map(Part::path).toArray(String[]::new);
    }

    @Override
    public void refresh() {
      // what is to be read was decided when the table was asked for
    }

    @Override
    public long sizeInBytes() {
      return parts.stream().mapToLong(Part::bytes).sum();
    }

    @Override
    public StructType partitionSchema() {
      return new StructType();
    }

    private static <T> Seq<T> seq(List<T> list) {
      return CollectionConverters.asScala(list).toSeq();
    }
  }
}
