package org.logscape.dynamics.rows;

import org.logscape.model.SampleTable;

/**
 * Touches the rows of a step, a number in each cache line, before they are summed. The sums ask for
 * too few lines at once to hide the way to main memory: a processor holds some hundreds of
 * instructions in flight, and most of theirs are no loads. These are little else, and none waits
 * for another. Short rows, a line or two each, are asked for fast enough where four replicas go
 * side by side.
 */
final class RowFetch {
  /** Numbers of a cache line of 64 bytes. */
  private static final int LINE = 16;

  /** Tables from this many numbers on, 1 MiB, are larger than most second caches. */
  private static final int LARGE = 1 << 18;

  private RowFetch() {}

  /**
   * Fetches them, where the table is large.
   *
   * @param starts where rows start in the table
   * @param length of a row
   * @param out its first number is lost: a sum of what was touched, without which a compiler would
   *     leave the loads out
   */
  static void fetch(float[] table, long[] starts, int length, double[] out) {
    if (table.length < LARGE || length <= RowSums.SHORT) {
      return;
    }
    for (int from = 0; from < length; from += 8 * LINE) {
      out[0] += eightLines(table, starts, from, length - 1);
    }
  }

  /**
   * Fetches rows of a line each, where the table is large: for code that sums one replica after the
   * other, whose instructions in flight are those of a few rows.
   *
   * @param chosen numbers of the samples, an even number of them
   * @param out its first number is lost, as above
   */
  static void fetchLines(SampleTable samples, long[] chosen, double[] out) {
    float[] table = samples.values();
    if (table.length < LARGE) {
      return;
    }
    int first = samples.start(0);
    int stride = samples.stride();
    float sumA = 0;
    float sumB = 0;
    for (int k = 0; k + 1 < chosen.length; k += 2) {
      sumA += table[first + (int) chosen[k] * stride];
      sumB += table[first + (int) chosen[k + 1] * stride];
    }
    out[0] += sumA + sumB;
  }

  /**
   * Eight lines of each row, in eight sums: the lines of a row are near each other, and no addition
   * waits for the one before.
   */
  private static float eightLines(float[] table, long[] starts, int from, int last) {
    int b = Math.min(from + LINE, last);
    int c = Math.min(from + 2 * LINE, last);
    int d = Math.min(from + 3 * LINE, last);
    int e = Math.min(from + 4 * LINE, last);
    int f = Math.min(from + 5 * LINE, last);
    int g = Math.min(from + 6 * LINE, last);
    int h = Math.min(from + 7 * LINE, last);
    float sumA = 0;
    float sumB = 0;
    float sumC = 0;
    float sumD = 0;
    float sumE = 0;
    float sumF = 0;
    float sumG = 0;
    float sumH = 0;
    for (long start : starts) {
      int row = (int) start;
      sumA += table[row + from];
      sumB += table[row + b];
      sumC += table[row + c];
      sumD += table[row + d];
      sumE += table[row + e];
      sumF += table[row + f];
      sumG += table[row + g];
      sumH += table[row + h];
    }
    return ((sumA + sumB) + (sumC + sumD)) + ((sumE + sumF) + (sumG + sumH));
  }
}
