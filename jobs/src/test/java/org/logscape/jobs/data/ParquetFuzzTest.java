package org.logscape.jobs.data;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.Util;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.logscape.data.InvalidDataException;
import org.logscape.jobs.ExpectedErrors;
import org.logscape.jobs.SparkTestSession;
import org.logscape.jobs.errors.UserException;
import org.logscape.jobs.measured.MeasuredReader;

/** Parquet files of a user whose bytes were changed at random: footers, page headers and pages. */
class ParquetFuzzTest {
  /** What Thrift reads of one structure at most, whatever its length says. */
  private static final long THRIFT = 100_000_000;

  private static final int QUICK = 100;
  private static final int LONG = 1500;
  private static final int MAGIC = 4;

  private static final String DAMAGED = "FAILED_READ_FILE";
  private static final String FOOTER = "CANNOT_READ_FILE_FOOTER";
  private static final String FOOTERS = "readParquetFooters";

  private final SparkSession spark = SparkTestSession.get();
  private final ParquetFiles files = ParquetFiles.of(new Configuration());
  @TempDir Path folder;

  private byte[] written(Dataset<Row> table, String codec) throws IOException {
    Path to = folder.resolve("whole-" + codec);
    table.coalesce(1).write().mode("overwrite").option("compression", codec).parquet(to.toString());
    try (Stream<Path> files = Files.list(to)) {
      Path part =
          files.filter(file -> file.toString().endsWith(".parquet")).findFirst().orElseThrow();
      return Files.readAllBytes(part);
    }
  }

  private byte[] samples(String codec) throws IOException {
    return written(
        spark.range(40).selectExpr("cast(id % 3 as int) AS label", "array(id / 7, -id) AS x"),
        codec);
  }

  private byte[] escapes() throws IOException {
    return written(
        spark.range(40).selectExpr("'a' AS cell", "id + 0.5D AS time", "id % 2 = 0 AS occurred"),
        "snappy");
  }

  private String file(byte[] bytes) throws IOException {
    return Files.write(folder.resolve("damaged.parquet"), bytes).toString();
  }

  private void check(byte[] bytes) throws IOException {
    files.requireSound(file(bytes));
  }

  private static Mutations damages(byte[] whole, long seed) {
    return Mutations.of(whole, seed).atTheEnd().always(THRIFT);
  }

  /** What stands between a file and Spark takes no more than Thrift's own limit. */
  @Test
  void checkingTakesNoMoreMemoryThanTheFileAllows() throws Exception {
    damages(samples("snappy"), 11).read(QUICK, this::check);
  }

  @Tag("thorough")
  @Test
  void checkingManyTakesNoMoreMemoryThanTheFilesAllow() throws Exception {
    damages(samples("zstd"), 12).forMinutes().read(LONG, this::check);
  }

  /** The same file under a footer that says something else. */
  private static byte[] under(byte[] whole, Consumer<FileMetaData> change) throws IOException {
    int tail = Integer.BYTES + MAGIC;
    int length = ByteBuffer.wrap(whole).order(ByteOrder.LITTLE_ENDIAN).getInt(whole.length - tail);
    int body = whole.length - tail - length;
    FileMetaData footer = Util.readFileMetaData(new ByteArrayInputStream(whole, body, length));
    change.accept(footer);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write(whole, 0, body);
    Util.writeFileMetaData(footer, bytes);
    ByteBuffer end = ByteBuffer.allocate(tail).order(ByteOrder.LITTLE_ENDIAN);
    end.putInt(bytes.size() - body).put(whole, whole.length - MAGIC, MAGIC);
    bytes.write(end.array());
    return bytes.toByteArray();
  }

  private void refused(byte[] bytes, String what) throws IOException {
    String name = file(bytes);
    assertThatThrownBy(() -> files.requireSound(name))
        .isInstanceOf(InvalidDataException.class)
        .hasMessage("%s: is damaged: says that it holds more %s than its bytes can", name, what);
  }

  @Test
  void filesThatSayTheyHoldMoreThanTheyCanAreRefused() throws IOException {
    byte[] whole = samples("uncompressed");
    check(under(whole, footer -> footer.setNum_rows(40)));
    refused(under(whole, footer -> footer.getRow_groups().get(0).setNum_rows(1L << 40)), "rows");
    refused(under(whole, footer -> column(footer).setTotal_compressed_size(1L << 40)), "columns");
    refused(under(whole, footer -> column(footer).setNum_values(1L << 40)), "pages");
    refused(under(whole, footer -> column(footer).setNum_values(3)), "values");
  }

  private static ColumnMetaData column(FileMetaData footer) {
    return footer.getRow_groups().get(0).getColumns().get(0).getMeta_data();
  }

  /** Half of these pass the check, since what is damaged is no size; Spark then reads them. */
  @Tag("thorough")
  @ExpectedErrors({DAMAGED, FOOTER, FOOTERS})
  @Test
  void damagedSamplesAreReadOrRefusedInOneLine() throws Exception {
    int seed = 13;
    for (String codec : List.of("snappy", "zstd", "gzip", "uncompressed")) {
      damages(samples(codec), seed++)
          .withSpark()
          .forMinutes()
          .read(150, bytes -> ParquetSamples.read(spark, List.of(file(bytes))));
    }
  }

  @Tag("thorough")
  @ExpectedErrors({DAMAGED, FOOTER, FOOTERS})
  @Test
  void damagedEscapesAreReadOrRefusedInOneLine() throws Exception {
    damages(escapes(), 17)
        .withSpark()
        .forMinutes()
        .read(150, bytes -> MeasuredReader.read(spark, file(bytes), Optional.empty()));
  }

  /** A file whose pages are damaged is named, and is a fault of the data, not of the work. */
  @ExpectedErrors(
      value = {DAMAGED, FOOTER},
      always = false)
  @Test
  void aDamagedPageNamesItsFile() throws IOException {
    byte[] bytes = escapes();
    for (int i = 60; i < 120; i++) {
      bytes[i] = (byte) (31 * i);
    }
    String damaged = file(bytes);
    assertThatThrownBy(() -> MeasuredReader.read(spark, damaged, Optional.empty()))
        .isInstanceOf(UserException.class)
        .hasMessageStartingWith(damaged + ": is ");
  }
}
