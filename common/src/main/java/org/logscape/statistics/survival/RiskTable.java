package org.logscape.statistics.survival;

import java.io.Serializable;
import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import org.logscape.statistics.CensoredRate;
import org.logscape.statistics.Finding;

/**
 * Right-censored times as counts: for each distinct time the number of events and the number of
 * runs that were censored. It is all that the estimators of this package need, and two tables of
 * disjoint runs merge into the table of both, in any order, so that a cluster can reduce tables
 * instead of times. At one time, events come before censorings: a run censored at t was at risk of
 * the events at t.
 */
public final class RiskTable implements Serializable {
  private static final long serialVersionUID = 1;
  private static final RiskTable EMPTY = new RiskTable(new double[0], new long[0], new long[0], 0);

  private final double[] times;
  private final long[] events;
  private final long[] censored;
  private final double timeAtRisk;

  private RiskTable(double[] times, long[] events, long[] censored, double timeAtRisk) {
    this.times = times;
    this.events = events;
    this.censored = censored;
    this.timeAtRisk = timeAtRisk;
  }

  /** The table of no runs. */
  public static RiskTable empty() {
    return EMPTY;
  }

  /**
   * The table of single runs.
   *
   * @param times one a run: the time of the event, or of the end of the run; finite, at least 0
   * @param observed one a run: whether the event occurred
   * @throws IllegalArgumentException if lengths differ or a time is negative or not finite
   */
  public static RiskTable of(double[] times, boolean[] observed) {
    return grouped(times, observed, DoubleUnaryOperator.identity());
  }

  /**
   * A table from its columns, as other programs store them.
   *
   * @param times ascending and distinct, finite, at least 0
   * @param events one count a time, at least 0
   * @param censored one count a time, at least 0
   * @param timeAtRisk the sum of all runs' times; for unrounded times the sum over the table
   * @throws IllegalArgumentException if lengths differ, times do not ascend, or a number is
   *     negative or not finite
   */
  public static RiskTable of(double[] times, long[] events, long[] censored, double timeAtRisk) {
    if (times.length != events.length || times.length != censored.length) {
      throw new IllegalArgumentException("times, events and censored must have one length");
    }
    for (int i = 0; i < times.length; i++) {
      checkTime(times[i]);
      if (events[i] < 0 || censored[i] < 0 || (i > 0 && !(times[i] > times[i - 1]))) {
        throw new IllegalArgumentException(
            "row " + i + " must have a later time and counts of at least 0");
      }
    }
    checkTime(timeAtRisk);
    return new RiskTable(times.clone(), events.clone(), censored.clone(), timeAtRisk);
  }

  private static RiskTable grouped(double[] times, boolean[] observed, DoubleUnaryOperator place) {
    if (times.length != observed.length) {
      throw new IllegalArgumentException(
          "times and observed must have one length, have "
              + times.length
              + " and "
              + observed.length);
    }
    double[] eventTimes = new double[times.length];
    double[] otherTimes = new double[times.length];
    int n = 0;
    int m = 0;
    double sum = 0;
    for (int i = 0; i < times.length; i++) {
      checkTime(times[i]);
      sum += times[i];
      // Adding 0 makes a plain zero of a negative one.
      double time = place.applyAsDouble(times[i]) + 0.0;
      if (observed[i]) {
        eventTimes[n++] = time;
      } else {
        otherTimes[m++] = time;
      }
    }
    RiskTable withEvents = counted(Arrays.copyOf(eventTimes, n));
    RiskTable others = counted(Arrays.copyOf(otherTimes, m));
    RiskTable both =
        withEvents.merge(new RiskTable(others.times, new long[others.size()], others.events, 0));
    return new RiskTable(both.times, both.events, both.censored, sum);
  }

  private static RiskTable counted(double[] values) {
    Arrays.sort(values);
    double[] distinct = new double[values.length];
    long[] counts = new long[values.length];
    int size = 0;
    for (double value : values) {
      if (size == 0 || distinct[size - 1] != value) {
        distinct[size++] = value;
      }
      counts[size - 1]++;
    }
    return new RiskTable(
        Arrays.copyOf(distinct, size), Arrays.copyOf(counts, size), new long[size], 0);
  }

  private static void checkTime(double time) {
    if (!(time >= 0) || Double.isInfinite(time)) {
      throw new IllegalArgumentException("times must be finite and at least 0, one is " + time);
    }
  }

  /** The table of these runs and of other, different runs. */
  public RiskTable merge(RiskTable other) {
    int room = size() + other.size();
    double[] both = new double[room];
    long[] happened = new long[room];
    long[] ended = new long[room];
    int i = 0;
    int j = 0;
    int size = 0;
    while (i < size() || j < other.size()) {
      double here = i < size() ? times[i] : Double.POSITIVE_INFINITY;
      double there = j < other.size() ? other.times[j] : Double.POSITIVE_INFINITY;
      both[size] = Math.min(here, there);
      if (here <= there) {
        happened[size] += events[i];
        ended[size] += censored[i++];
      }
      if (there <= here) {
        happened[size] += other.events[j];
        ended[size] += other.censored[j++];
      }
      size++;
    }
    return new RiskTable(
        Arrays.copyOf(both, size),
        Arrays.copyOf(happened, size),
        Arrays.copyOf(ended, size),
        timeAtRisk + other.timeAtRisk);
  }

  /**
   * The runs still at risk after {@code origin}, their times counted from there. Without memory
   * they are distributed as from the start.
   *
   * @param origin at least 0
   */
  public RiskTable after(double origin) {
    int from = 0;
    while (from < times.length && times[from] <= origin) {
      from++;
    }
    double[] later = new double[times.length - from];
    double sum = 0;
    for (int i = from; i < times.length; i++) {
      later[i - from] = times[i] - origin;
      sum += later[i - from] * (events[i] + censored[i]);
    }
    return new RiskTable(
        later,
        Arrays.copyOfRange(events, from, times.length),
        Arrays.copyOfRange(censored, from, times.length),
        from == 0 && origin == 0 ? timeAtRisk : sum);
  }

  /** How many distinct times. */
  public int size() {
    return times.length;
  }

  /** The distinct time in row {@code i}, ascending. */
  public double time(int i) {
    return times[i];
  }

  /** How many events at time {@code i}. */
  public long events(int i) {
    return events[i];
  }

  /** How many runs ended without an event at time {@code i}. */
  public long censored(int i) {
    return censored[i];
  }

  /** All events. */
  public long events() {
    return Arrays.stream(events).sum();
  }

  /** All runs. */
  public long runs() {
    return events() + Arrays.stream(censored).sum();
  }

  /** The sum of all runs' times. */
  public double timeAtRisk() {
    return timeAtRisk;
  }

  /** How many runs are at risk just before each time. */
  public long[] atRisk() {
    long[] atRisk = new long[times.length];
    long later = 0;
    for (int i = times.length - 1; i >= 0; i--) {
      later += events[i] + censored[i];
      atRisk[i] = later;
    }
    return atRisk;
  }

  /** The last time at which the curve can fall; empty tables have none and answer -1. */
  int lastEvent() {
    int last = times.length - 1;
    while (last >= 0 && events[last] == 0) {
      last--;
    }
    return last;
  }

  /** The rate of the exponential law; nothing where no time was spent at risk. */
  public Finding<CensoredRate> rate() {
    return timeAtRisk > 0
        ? Finding.of(CensoredRate.of(events(), timeAtRisk))
        : Finding.none("no time at risk");
  }
}
