package org.logscape.kernel;

import java.util.Arrays;

/**
 * When an observer looks next at each lane of its block. Schedules count the steps of a run, and
 * the runs of a block begin at different times, so each lane has its own next look.
 */
public final class LookTimes {
  private final Schedule schedule;
  private final boolean everyStep;

  /** Tick of the next look at each lane. */
  private final long[] next;

  private LookTimes(Schedule schedule, boolean everyStep, int lanes) {
    this.schedule = schedule;
    this.everyStep = everyStep;
    next = new long[lanes];
    Arrays.fill(next, Schedule.NEVER);
  }

  /** Looks at the steps of a schedule. */
  public static LookTimes of(Schedule schedule, int lanes) {
    return new LookTimes(schedule, false, lanes);
  }

  /**
   * Looks every {@code period} steps of a run.
   *
   * @param period at least 1
   */
  public static LookTimes every(long period, int lanes) {
    return new LookTimes(Schedule.every(period), period == 1, lanes);
  }

  /** A run was placed on {@code lane}: its next look is after the steps that it has taken. */
  public void seat(int lane, Clock clock) {
    if (!everyStep) {
      turn(lane, clock);
    }
  }

  private void turn(int lane, Clock clock) {
    long taken = clock.steps(lane);
    long step = schedule.next(taken + 1);
    next[lane] = step == Schedule.NEVER ? Schedule.NEVER : clock.tick() + (step - taken);
  }

  /** Whether the lane is looked at now; if so, its next look is set. */
  public boolean take(int lane, Clock clock) {
    if (everyStep) {
      return true;
    }
    if (next[lane] > clock.tick()) {
      return false;
    }
    turn(lane, clock);
    return true;
  }

  /** No more looks at the run on {@code lane}. */
  public void stop(int lane) {
    next[lane] = Schedule.NEVER;
  }

  /**
   * Tick of the next look at any of the first {@code live} lanes; {@link Schedule#NEVER} if there
   * is none.
   */
  public long next(int live, Clock clock) {
    if (everyStep) {
      return clock.tick() + 1;
    }
    long first = Schedule.NEVER;
    for (int lane = 0; lane < live; lane++) {
      first = Math.min(first, next[lane]);
    }
    return first;
  }

  /** The run of lane {@code from} moves to lane {@code to}. */
  public void move(int from, int to) {
    next[to] = next[from];
  }
}
