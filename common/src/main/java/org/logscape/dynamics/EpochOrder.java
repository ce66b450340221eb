package org.logscape.dynamics;

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

  @Override
  public int[] left(int lane) {
    boolean within = used[lane] > 0 && used[lane] < length;
    return within ? Arrays.copyOfRange(order[lane], used[lane], order[lane].length) : new int[0];
  }

  @Override
  public void resume(int lane, int[] left) {
    int[] samples = order[lane];
    boolean[] isLeft = new boolean[samples.length];
    for (int sample : left) {
      isLeft[sample] = true;
    }
    int next = 0;
    for (int sample = 0; sample < samples.length; sample++) {
      if (!isLeft[sample]) {
        samples[next++] = sample;
      }
    }
    System.arraycopy(left, 0, samples, next, left.length);
    used[lane] = next;
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
  }
}
