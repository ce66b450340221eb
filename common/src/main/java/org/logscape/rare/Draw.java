package org.logscape.rare;

import org.logscape.random.LaneStreams;
import org.logscape.random.StreamFamily;

/** Choices among a population. */
final class Draw {
  private Draw() {}

  /**
   * Systematic resampling: every member is chosen count/size times, rounded up or down at random,
   * so that each has the same expected number.
   *
   * @return {@code count} places below {@code size}, ascending
   */
  static int[] systematic(StreamFamily streams, long stream, int size, int count) {
    double shift = streams.lanes(stream, 1).nextUniform(0);
    int[] chosen = new int[count];
    for (int i = 0; i < count; i++) {
      chosen[i] = (int) Math.min(size - 1L, (long) ((i + shift) / count * size));
    }
    return chosen;
  }

  /** Independent uniform choices. */
  static int[] independent(StreamFamily streams, long stream, int size, int count) {
    LaneStreams lane = streams.lanes(stream, 1);
    int[] chosen = new int[count];
    for (int i = 0; i < count; i++) {
      chosen[i] = lane.nextInt(0, size);
    }
    return chosen;
  }
}
