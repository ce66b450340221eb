package org.logscape.dynamics;

import org.logscape.model.SampleTable;
import org.logscape.random.LaneStreams;
import org.logscape.simd.Lanes;

/** Which samples of a finite data set the lanes of a block use next. */
interface SampleOrder {

  /**
   * Chooses the samples of one step for a group of lanes.
   *
   * @param live the lanes of the group that hold a replica, the first ones
   * @param chosen receives sample {@code s} of lane {@code i} of the group at {@code [8 s + i]}
   */
  void choose(int group, int live, long[] chosen);

  /** A fresh position for a lane. */
  default void seat(int lane) {}

  /** The samples that a lane has not yet used in its epoch; none where it is not within one. */
  default int[] left(int lane) {
    return new int[0];
  }

  /** Puts a lane within an epoch of which these samples are left, at least one. */
  default void resume(int lane, int[] left) {
    throw new IllegalArgumentException("samples are not drawn by epochs");
  }

  /** Moves the position of a lane. */
  default void move(int from, int to) {}

  /** Each sample drawn from all N. */
  static SampleOrder withReplacement(SampleTable table, int perStep, LaneStreams streams) {
    return (group, live, chosen) ->
        streams.integers(group, table.samples(), chosen, 0, Lanes.GROUP, perStep);
  }

  /** Each sample once an epoch, in an order drawn anew for each epoch and lane. */
  static SampleOrder byEpoch(SampleTable table, int perStep, LaneStreams streams) {
    if (perStep > table.samples()) {
      throw new IllegalArgumentException(
          "an epoch of " + table.samples() + " samples has no step of " + perStep);
    }
    return new EpochOrder(table.samples(), perStep, streams);
  }
}
