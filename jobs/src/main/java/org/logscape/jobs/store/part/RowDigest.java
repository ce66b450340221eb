package org.logscape.jobs.store.part;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import org.logscape.data.Checksum;
import org.logscape.schemas.Column;
import org.logscape.schemas.Table;

/**
 * Checksum of rows that depends neither on their order nor on how a file stores them: the sum of
 * the SHA-256 of the rows, as four numbers of 64 bits each that overflow freely. A row enters with
 * the names and values of its columns that are not null, so a column that is added to the table
 * later changes nothing; columns that say how long work took are left out.
 *
 * <p>It catches accidents, not forgeries: other rows with the same sum can be made on purpose.
 */
final class RowDigest {
  private static final int WORDS = 4;

  private final List<Column> columns;
  private final byte[][] names;
  private final long[] sum = new long[WORDS];
  private final Checksum row = Checksum.empty();
  private final ByteBuffer number = ByteBuffer.allocate(Long.BYTES);

  private RowDigest(Table table) {
    this.columns = table.schema().columns();
    this.names =
        columns.stream()
            .map(column -> (column.name() + "\n").getBytes(StandardCharsets.UTF_8))
            .toArray(byte[][]::new);
  }

  /** The digest of no rows of a table. */
  static RowDigest of(Table table) {
    return new RowDigest(table);
  }

  /**
   * Takes a row in.
   *
   * @param values one for each column of the table, of its {@link
   *     org.logscape.schemas.ColumnType#javaType()}, or null
   */
  void add(Object[] values) {
    for (int i = 0; i < values.length; i++) {
      if (values[i] != null && columns.get(i).reproducible()) {
        row.add(names[i]);
        add(values[i]);
      }
    }
    ByteBuffer digest = ByteBuffer.wrap(row.bytes());
    for (int i = 0; i < WORDS; i++) {
      sum[i] += digest.getLong();
    }
  }

  private void add(Object value) {
    if (value instanceof String text) {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      add(bytes.length);
      row.add(bytes);
    } else if (value instanceof Boolean flag) {
      add(flag ? 1L : 0L);
    } else if (value instanceof Double real) {
      add(Double.doubleToLongBits(real));
    } else if (value instanceof double[] reals) {
      add(reals.length);
      for (double real : reals) {
        add(Double.doubleToLongBits(real));
      }
    } else if (value instanceof long[] wholes) {
      add(wholes.length);
      for (long whole : wholes) {
        add(whole);
      }
    } else {
      add(((Number) value).longValue());
    }
  }

  private void add(long bits) {
    row.add(number.putLong(0, bits).array());
  }

  /** The sum as 64 hexadecimal digits. */
  String hex() {
    ByteBuffer bytes = ByteBuffer.allocate(WORDS * Long.BYTES);
    for (long word : sum) {
      bytes.putLong(word);
    }
    return HexFormat.of().formatHex(bytes.array());
  }
}
