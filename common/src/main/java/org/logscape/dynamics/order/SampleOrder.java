package org.logscape.dynamics.order;

import org.logscape.random.LaneStreams;
import org.logscape.simd.Lanes;

/** Which samples of a finite data set the lanes of a block use next. */
public interface SampleOrder {

  /**
   * Chooses the samples of one step for a group of lanes.
   *
   * @param live the lanes of the group that hold a replica, the first ones
   * @param chosen receives sample {@code s} of lane {@code i} of the group at {@code [8 s + i]};
   *     some sample for the other lanes
   */
  void choose(int group, int live, long[] chosen);

  /** A fresh position for a lane. */
  default void seat(int lane) {}

  /** The position of a lane; empty where samples are drawn afresh at each step. */
  default int[] position(int lane) {
    return new int[0];
  }

  /**
   * Goes on from a position.
   *
   * @param position as from {@link #position}; empty: a fresh one
   */
  default void resume(int lane, int[] position) {}

  /** Moves the position of a lane. */
  default void move(int from, int to) {}

  /**
   * Each sample drawn from all N.
   *
   * @param samples N
   * @param perStep samples of a step
   */
  static SampleOrder withReplacement(int samples, int perStep, LaneStreams streams) {
    return (group, live, chosen) ->
        streams.integers(group, samples, chosen, 0, Lanes.GROUP, perStep);
  }

  /**
   * Each sample once an epoch, in an order drawn anew for each epoch and lane; lanes must be
   * seated.
   *
   * @param samples N
   * @param perStep samples of a step
   * @throws IllegalArgumentException if an epoch has not so many
   */
  static SampleOrder byEpoch(int samples, int perStep, LaneStreams streams) {
    if (perStep > samples) {
      throw new IllegalArgumentException(
          "an epoch of " + samples + " samples has no step of " + perStep);
    }
    return new EpochOrder(samples, perStep, streams);
  }
}
