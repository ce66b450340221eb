package org.logscape.statistics.survival;

import java.io.Serializable;
import java.util.Arrays;

/**
 * Right-censored times with several causes of the event: for each distinct time the events of every
 * cause and the ends of watching without one. Tables of disjoint runs merge as {@link RiskTable}s
 * do.
 */
public final class CauseTable implements Serializable {
  private static final long serialVersionUID = 1;

  private final RiskTable[] byCause;
  private final RiskTable all;

  private CauseTable(RiskTable[] byCause, RiskTable all) {
    this.byCause = byCause;
    this.all = all;
  }

  /**
   * The table of single runs.
   *
   * @param times one a run, finite, at least 0
   * @param causes one a run: 0 for no event, else the cause from 1 on
   * @param causesKnown how many causes there are
   * @throws IllegalArgumentException if lengths differ, a time is negative or not finite, or a
   *     cause is not known
   */
  public static CauseTable of(double[] times, int[] causes, int causesKnown) {
    if (times.length != causes.length) {
      throw new IllegalArgumentException("times and causes must have one length");
    }
    RiskTable[] byCause = new RiskTable[causesKnown];
    boolean[] any = new boolean[times.length];
    for (int cause = 1; cause <= causesKnown; cause++) {
      boolean[] here = new boolean[times.length];
      for (int i = 0; i < times.length; i++) {
        here[i] = causes[i] == cause;
        any[i] |= here[i];
      }
      byCause[cause - 1] = RiskTable.of(times, here);
    }
    for (int i = 0; i < times.length; i++) {
      if (causes[i] != 0 && !any[i]) {
        throw new IllegalArgumentException(
            "cause must be 0 to " + causesKnown + ", run " + i + " has " + causes[i]);
      }
    }
    return new CauseTable(byCause, RiskTable.of(times, any));
  }

  /**
   * A table from its columns.
   *
   * @param times ascending and distinct, finite, at least 0
   * @param events one row of counts a cause, each with one count a time, at least 0
   * @param censored runs that ended without any event, one count a time, at least 0
   * @param timeAtRisk the sum of all runs' times
   * @throws IllegalArgumentException as {@link RiskTable#of(double[], long[], long[], double)}, and
   *     if there is no cause
   */
  public static CauseTable of(double[] times, long[][] events, long[] censored, double timeAtRisk) {
    if (events.length == 0) {
      throw new IllegalArgumentException("needs at least one cause");
    }
    long[] any = new long[times.length];
    for (long[] counts : events) {
      if (counts.length != times.length) {
        throw new IllegalArgumentException("each cause must have one count a time");
      }
      Arrays.setAll(any, i -> any[i] + counts[i]);
    }
    RiskTable[] byCause = new RiskTable[events.length];
    for (int cause = 0; cause < events.length; cause++) {
      long[] own = events[cause];
      long[] others = new long[times.length];
      Arrays.setAll(others, i -> censored[i] + any[i] - own[i]);
      byCause[cause] = RiskTable.of(times, own, others, timeAtRisk);
    }
    return new CauseTable(byCause, RiskTable.of(times, any, censored, timeAtRisk));
  }

  /**
   * The table of these runs and other, different ones.
   *
   * @throws IllegalArgumentException if the other has another number of causes
   */
  public CauseTable merge(CauseTable other) {
    if (byCause.length != other.byCause.length) {
      throw new IllegalArgumentException("both tables must know the same causes");
    }
    RiskTable[] merged = new RiskTable[byCause.length];
    Arrays.setAll(merged, i -> byCause[i].merge(other.byCause[i]));
    return new CauseTable(merged, all.merge(other.all));
  }

  /** How many causes. */
  public int causes() {
    return byCause.length;
  }

  /** The table of events of any cause. */
  public RiskTable anyCause() {
    return all;
  }

  /**
   * The table in which other causes count as censorings, for the hazard of one cause; it has the
   * same times as {@link #anyCause}.
   *
   * @param cause from 1 on
   */
  public RiskTable cause(int cause) {
    return byCause[cause - 1];
  }
}
