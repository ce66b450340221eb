package org.logscape.jobs.fit.waiting;

import java.io.Serializable;
import java.util.Arrays;
import org.logscape.statistics.survival.CauseTable;
import org.logscape.statistics.survival.RiskTable;

/**
 * How many runs ended at each step, and by what: the sufficient statistics of right-censored times
 * that come in whole steps. Up to {@link #EXACT} distinct steps are kept as they are; where there
 * are more, all are put into 256 bins an octave, so that a table is small however many runs there
 * are. Which of the two it is depends on the rows alone, never on their order or on partitions.
 * Mutable while rows are added up; the total time is exact in both.
 */
final class StepCounts implements Serializable {
  /** So many distinct steps are kept exactly. */
  static final int EXACT = 16_384;

  /** Where steps are binned, how far a step lies from its bin's middle at most, relatively. */
  static final double BIN_ERROR = 1.0 / 512;

  private static final int BINARY_DIGITS = 8;
  private static final int SMALLEST_BUFFER = 16;
  private static final int LARGEST_BUFFER = 4096;

  private final int kinds;
  private boolean binned;
  private long total;

  /** Ascending. */
  private long[] steps = {};

  /** {@code [i kinds + kind]}, kind 0 for no event. */
  private long[] counts = {};

  /** Rows that were not sorted in yet, as step kinds + kind. */
  private long[] buffer = new long[SMALLEST_BUFFER];

  private int filled;

  private StepCounts(int kinds) {
    this.kinds = kinds;
  }

  /** No runs, with so many causes of an event. */
  static StepCounts ofCauses(int causes) {
    return new StepCounts(causes + 1);
  }

  /**
   * Adds a run.
   *
   * @param step of its event, or the last one watched
   * @param cause 0 for no event, else from 1 on
   */
  StepCounts add(long step, int cause) {
    buffer[filled++] = step * kinds + cause;
    total += step;
    if (filled == buffer.length) {
      compact();
    }
    return this;
  }

  /** Adds other runs. */
  StepCounts merge(StepCounts other) {
    other.compact();
    compact();
    total += other.total;
    if (other.binned && !binned) {
      bin();
    } else if (binned && !other.binned) {
      other.bin();
    }
    join(other.steps, other.counts);
    return this;
  }

  private void compact() {
    if (filled == 0) {
      return;
    }
    Arrays.sort(buffer, 0, filled);
    long[] newSteps = new long[filled];
    long[] newCounts = new long[filled * kinds];
    int size = 0;
    for (int i = 0; i < filled; i++) {
      long step = binned ? binMiddle(buffer[i] / kinds) : buffer[i] / kinds;
      if (size == 0 || newSteps[size - 1] != step) {
        newSteps[size++] = step;
      }
      newCounts[(size - 1) * kinds + (int) (buffer[i] % kinds)]++;
    }
    filled = 0;
    join(Arrays.copyOf(newSteps, size), Arrays.copyOf(newCounts, size * kinds));
    if (buffer.length < LARGEST_BUFFER && steps.length >= buffer.length / 2) {
      buffer = new long[2 * buffer.length];
    }
  }

  private void join(long[] otherSteps, long[] otherCounts) {
    long[] both = new long[steps.length + otherSteps.length];
    long[] sums = new long[both.length * kinds];
    int i = 0;
    int j = 0;
    int size = 0;
    while (i < steps.length || j < otherSteps.length) {
      long here = i < steps.length ? steps[i] : Long.MAX_VALUE;
      long there = j < otherSteps.length ? otherSteps[j] : Long.MAX_VALUE;
      both[size] = Math.min(here, there);
      for (int kind = 0; kind < kinds; kind++) {
        sums[size * kinds + kind] =
            (here <= there ? counts[i * kinds + kind] : 0)
                + (there <= here ? otherCounts[j * kinds + kind] : 0);
      }
      i += here <= there ? 1 : 0;
      j += there <= here ? 1 : 0;
      size++;
    }
    steps = Arrays.copyOf(both, size);
    counts = Arrays.copyOf(sums, size * kinds);
    if (!binned && size > EXACT) {
      bin();
    }
  }

  private void bin() {
    binned = true;
    int size = 0;
    for (int i = 0; i < steps.length; i++) {
      long middle = binMiddle(steps[i]);
      if (size == 0 || steps[size - 1] != middle) {
        steps[size++] = middle;
        System.arraycopy(counts, i * kinds, counts, (size - 1) * kinds, kinds);
      } else {
        for (int kind = 0; kind < kinds; kind++) {
          counts[(size - 1) * kinds + kind] += counts[i * kinds + kind];
        }
      }
    }
    steps = Arrays.copyOf(steps, size);
    counts = Arrays.copyOf(counts, size * kinds);
  }

  /** Whole numbers alone, so that a step's bin is the same on every machine; idempotent. */
  private static long binMiddle(long step) {
    int shift = Long.SIZE - Long.numberOfLeadingZeros(step) - BINARY_DIGITS - 1;
    return shift <= 0 ? step : ((step >>> shift) << shift) + (1L << (shift - 1));
  }

  /** Whether steps were put into bins. */
  boolean isBinned() {
    compact();
    return binned;
  }

  /**
   * The times with events of any cause.
   *
   * @param learningRate eta, the time of a step
   */
  RiskTable riskTable(double learningRate) {
    return causeTable(learningRate).anyCause();
  }

  /**
   * The times by cause.
   *
   * @param learningRate eta, the time of a step
   */
  CauseTable causeTable(double learningRate) {
    compact();
    double[] times = new double[steps.length];
    long[] censored = new long[steps.length];
    long[][] events = new long[kinds - 1][steps.length];
    for (int i = 0; i < times.length; i++) {
      times[i] = steps[i] * learningRate;
      censored[i] = counts[i * kinds];
      for (int kind = 1; kind < kinds; kind++) {
        events[kind - 1][i] = counts[i * kinds + kind];
      }
    }
    return CauseTable.of(times, events, censored, total * learningRate);
  }
}
