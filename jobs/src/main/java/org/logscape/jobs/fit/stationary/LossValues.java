package org.logscape.jobs.fit.stationary;

import java.io.Serializable;
import java.util.Arrays;

/**
 * Single losses of one cell: all of them, or the {@link #MOST} whose keys are lowest where there
 * are more. A key is a hash of run and step. The choice is therefore independent of the values and
 * of partitions. Mutable while rows are added.
 */
public final class LossValues implements Serializable {
  static final int MOST = 20_000;

  private long seen;
  private int size;
  private long[] keys = new long[64];
  private double[] values = new double[64];

  /** Keys from here on are not among the lowest any more. */
  private long limit = Long.MAX_VALUE;

  /** Adds a loss under its key. */
  public LossValues add(long key, double value) {
    seen++;
    keep(key, value);
    return this;
  }

  private void keep(long key, double value) {
    if (key >= limit) {
      return;
    }
    if (size == keys.length) {
      if (size < 2 * MOST) {
        keys = Arrays.copyOf(keys, 2 * size);
        values = Arrays.copyOf(values, 2 * size);
      } else {
        cut();
      }
    }
    keys[size] = key;
    values[size++] = value;
  }

  /** Adds the losses of another part of the cell's rows. */
  public LossValues merge(LossValues other) {
    seen += other.seen;
    for (int i = 0; i < other.size; i++) {
      keep(other.keys[i], other.values[i]);
    }
    return this;
  }

  /** Leaves the lowest keys; those equal to the limit are left out, all of them. */
  private void cut() {
    if (size <= MOST) {
      return;
    }
    long[] sorted = Arrays.copyOf(keys, size);
    Arrays.sort(sorted);
    limit = sorted[MOST];
    int left = 0;
    for (int i = 0; i < size; i++) {
      if (keys[i] < limit) {
        keys[left] = keys[i];
        values[left++] = values[i];
      }
    }
    size = left;
  }

  /** Number of losses that were added. */
  public long seen() {
    return seen;
  }

  /** The values kept, ascending. */
  public double[] values() {
    cut();
    double[] kept = Arrays.copyOf(values, size);
    Arrays.sort(kept);
    return kept;
  }
}
