package org.logscape.dynamics.order;

import java.util.Arrays;
import org.logscape.random.LaneStreams;
import org.logscape.simd.Lanes;

/**
 * One pass of the Fisher-Yates shuffle spread over each epoch: sample k of an epoch is swapped with
 * a uniform choice among those not yet used, so every epoch is a uniform permutation whatever order
 * the last one left. An incomplete last step of an epoch is dropped.
 */
final class EpochOrder implements SampleOrder {
  private final LaneStreams streams;
  private final int perStep;
  private final int length;
  private final int[][] order;
  private final int[] used;

  EpochOrder(int samples, int perStep, LaneStreams streams) {
    this.streams = streams;
    this.perStep = perStep;
    this.length = samples / perStep * perStep;
    this.order = new int[streams.lanes()][samples];
    this.used = new int[streams.lanes()];
  }

  @Override
  public void seat(int lane) {
    int[] samples = order[lane];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = i;
    }
    used[lane] = 0;
  }

  /**
   * The number of samples used, and the order: that of the used ones too, which the next epoch
   * shuffles on.
   */
  @Override
  public int[] position(int lane) {
    int[] samples = order[lane];
    int[] position = new int[1 + samples.length];
    position[0] = used[lane];
    System.arraycopy(samples, 0, position, 1, samples.length);
    return position;
  }

  @Override
  public void resume(int lane, int[] position) {
    if (position.length == 0) {
      return;
    }
    used[lane] = position[0];
    System.arraycopy(position, 1, order[lane], 0, order[lane].length);
  }

  @Override
  public void move(int from, int to) {
    int[] swap = order[to];
    order[to] = order[from];
    order[from] = swap;
    used[to] = used[from];
  }

  @Override
  public void choose(int group, int live, long[] chosen) {
    for (int i = 0; i < live; i++) {
      int lane = group * Lanes.GROUP + i;
      int[] samples = order[lane];
      int from = used[lane] == length ? 0 : used[lane];
      for (int s = 0; s < perStep; s++) {
        int k = from + s;
        int other = k + streams.nextInt(lane, samples.length - k);
        int sample = samples[other];
        samples[other] = samples[k];
        samples[k] = sample;
        chosen[s * Lanes.GROUP + i] = sample;
      }
      used[lane] = from + perStep;
    }
    for (int s = 0; s < perStep; s++) {
      Arrays.fill(chosen, s * Lanes.GROUP + live, (s + 1) * Lanes.GROUP, 0);
    }
  }
}
