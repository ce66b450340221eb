package org.logscape.jobs.store.part;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.Partitioner;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Row;
import scala.Tuple2;

/**
 * Rows of a table in an order that depends on the rows alone: by their first column, then by their
 * second, and so on. Rows that came together by several ways are written in this order, so that
 * whoever computes them again writes the same files.
 */
public final class RowOrder {
  private RowOrder() {}

  /** The values by which a row is placed; null comes first, arrays do not count. */
  private record Place(List<Comparable<Object>> values) implements Comparable<Place>, Serializable {
    @SuppressWarnings("unchecked") // columns hold numbers, text and truth values of one type each
    static Place of(Row row) {
      List<Comparable<Object>> values = new ArrayList<>();
      for (int column = 0; column < row.size(); column++) {
        Object value = row.get(column);
        if (value == null || value instanceof Comparable) {
          values.add((Comparable<Object>) value);
        }
      }
      return new Place(values);
    }

    @Override
    public int compareTo(Place other) {
      for (int i = 0; i < Math.min(values.size(), other.values.size()); i++) {
        Comparable<Object> own = values.get(i);
        Comparable<Object> others = other.values.get(i);
        int order =
            own == null || others == null
                ? Boolean.compare(own != null, others != null)
                : own.compareTo(others);
        if (order != 0) {
          return order;
        }
      }
      return Integer.compare(values.size(), other.values.size());
    }
  }

  /** Parts of nearly equal length, by the rank of a row. */
  private static final class Parts extends Partitioner {
    private static final long serialVersionUID = 1;
    private final long rows;
    private final int parts;

    Parts(long rows, int parts) {
      this.rows = rows;
      this.parts = parts;
    }

    @Override
    public int numPartitions() {
      return parts;
    }

    @Override
    public int getPartition(Object rank) {
      return (int) ((Long) rank * parts / rows);
    }
  }

  /**
   * Rows in their order.
   *
   * @param rows of one table, with the columns of its schema
   * @param parts how many partitions they get, of nearly equal length
   */
  public static JavaRDD<Row> of(JavaRDD<Row> rows, int parts) {
    if (parts == 1) {
      return rows.sortBy(Place::of, true, 1);
    }
    JavaRDD<Row> sorted = rows.sortBy(Place::of, true, Math.max(parts, rows.getNumPartitions()));
    return sorted
        .zipWithIndex()
        .mapToPair(Tuple2::swap)
        .repartitionAndSortWithinPartitions(new Parts(Math.max(1, rows.count()), parts))
        .values();
  }
}
