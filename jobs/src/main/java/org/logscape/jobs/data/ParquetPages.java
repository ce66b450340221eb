package org.logscape.jobs.data;

import java.io.IOException;
import java.util.List;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.parquet.format.PageHeader;
import org.apache.parquet.format.Util;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.logscape.data.InvalidDataException;

/**
 * Whether the pages of a Parquet file can hold what their headers say. A page header states the
 * size of the page once it is decompressed, and readers take that much memory at once.
 */
final class ParquetPages {
  /** A page may be so large whatever its compressed size is; writers cut pages at 1 MB. */
  private static final long ALWAYS = 8 << 20;

  /** The most that deflate can compress; other codecs reach more, on constant pages alone. */
  private static final long COMPRESSION = 1032;

  /** A row of samples takes a bit at least, in all its columns together. */
  private static final long ROWS_A_BYTE = 8;

  private final String name;
  private final long length;

  private ParquetPages(String name, long length) {
    this.name = name;
    this.length = length;
  }

  /**
   * The pages of a file.
   *
   * @param name as the user gave it
   * @param length bytes of the file
   */
  static ParquetPages of(String name, long length) {
    return new ParquetPages(name, length);
  }

  /**
   * Checks the pages of all columns.
   *
   * @param blocks row groups, as the footer states them
   * @param bytes the file
   * @throws InvalidDataException if sizes or counts cannot be true
   */
  void check(List<BlockMetaData> blocks, FSDataInputStream bytes) throws IOException {
    long rows = 0;
    for (BlockMetaData block : blocks) {
      require(block.getRowCount() >= 0, "rows");
      rows += block.getRowCount();
      require(rows >= 0 && rows <= ROWS_A_BYTE * length, "rows");
      for (ColumnChunkMetaData column : block.getColumns()) {
        check(column, bytes);
      }
    }
  }

  private void check(ColumnChunkMetaData column, FSDataInputStream bytes) throws IOException {
    long at = column.getStartingPos();
    long size = column.getTotalSize();
    require(at >= 0 && size >= 0 && at <= length && size <= length - at, "columns");
    require(column.getValueCount() >= 0, "values");
    long end = at + size;
    long values = 0;
    while (values < column.getValueCount()) {
      require(at < end, "pages");
      bytes.seek(at);
      PageHeader page = Util.readPageHeader(bytes);
      long begin = bytes.getPos();
      long compressed = page.getCompressed_page_size();
      long plain = page.getUncompressed_page_size();
      require(begin > at && begin <= end && compressed >= 0 && compressed <= end - begin, "pages");
      require(plain >= 0 && plain <= Math.max(ALWAYS, COMPRESSION * compressed), "pages");
      long held = values(page);
      require(held >= 0, "values");
      values += held;
      require(values <= column.getValueCount(), "values");
      at = begin + compressed;
    }
  }

  /** Values of a page of data; 0 of others, where values are counted as well. */
  private long values(PageHeader page) {
    if (page.isSetData_page_header()) {
      return page.getData_page_header().getNum_values();
    }
    if (page.isSetData_page_header_v2()) {
      return page.getData_page_header_v2().getNum_values();
    }
    if (page.isSetDictionary_page_header()) {
      long entries = page.getDictionary_page_header().getNum_values();
      require(entries >= 0 && entries <= page.getUncompressed_page_size() + 1L, "dictionaries");
    }
    return 0;
  }

  private void require(boolean sound, String what) {
    if (!sound) {
      throw new InvalidDataException(
          name, "is damaged: says that it holds more %s than its bytes can".formatted(what));
    }
  }
}
