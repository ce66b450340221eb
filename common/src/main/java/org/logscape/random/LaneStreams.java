package org.logscape.random;

import java.lang.invoke.MethodHandles;
import org.logscape.simd.Lanes;

/**
 * One random stream per lane of a block, as a structure of arrays: word {@code w} of the state of
 * lane {@code i} is {@code state[w][i]}. Each stream is xoshiro256++, started from a {@link
 * StreamFamily}; lanes never share numbers.
 *
 * <p>Source of the generator: D. Blackman, S. Vigna, "Scrambled linear pseudorandom number
 * generators", ACM TOMS 47 (2021). Not safe for use by several threads.
 */
public final class LaneStreams {
  private static final GroupStreams GROUPS =
      Lanes.choose(
          GroupStreams.class,
          ScalarGroupStreams::new,
          MethodHandles.lookup(),
          "org.logscape.random.VectorGroupStreams");

  private final int lanes;
  private final long[][] state;
  private final double[] scratch = new double[GroupStreams.SCRATCH];

  private LaneStreams(int lanes) {
    this.lanes = lanes;
    this.state = new long[4][Lanes.roundUp(lanes)];
  }

  /**
   * Streams for a block; each lane must be seated before use.
   *
   * @param lanes number of lanes, at least 1; their arrays are filled up to whole groups
   */
  public static LaneStreams of(int lanes) {
    return new LaneStreams(lanes);
  }

  /** Number of lanes. */
  public int lanes() {
    return lanes;
  }

  /** Starts stream {@code index} of {@code family} on {@code lane}. */
  public void seat(int lane, StreamFamily family, long index) {
    seatState(lane, family.state(index));
  }

  /**
   * Starts a stream where another one stood.
   *
   * @param words as from {@link #state}
   */
  public void seat(int lane, long[] words) {
    seatState(lane, words);
  }

  /** Where the stream of a lane stands: the four words of its generator, a fresh array. */
  public long[] state(int lane) {
    long[] words = new long[state.length];
    for (int word = 0; word < state.length; word++) {
      words[word] = state[word][lane];
    }
    return words;
  }

  void seatState(int lane, long[] words) {
    for (int word = 0; word < state.length; word++) {
      state[word][lane] = words[word];
    }
  }

  /** Moves the stream of lane {@code from}, where it stands, to lane {@code to}. */
  public void move(int from, int to) {
    for (long[] words : state) {
      words[to] = words[from];
    }
  }

  /** The next 64 random bits of a lane. */
  public long nextLong(int lane) {
    return Xoshiro.next(state, lane);
  }

  /** Uniform on (0, 1]. */
  public double nextUniform(int lane) {
    return Polar.openUniform(nextLong(lane));
  }

  /**
   * A uniform integer; see {@link Uniform}.
   *
   * @param bound positive
   * @return in [0, bound)
   */
  public int nextInt(int lane, int bound) {
    return Uniform.below(bound).of(nextLong(lane));
  }

  /** One standard Gaussian of one lane, two words of its stream. */
  public double nextGaussian(int lane) {
    return Xoshiro.nextGaussian(state, lane);
  }

  /**
   * Standard Gaussians for the eight lanes of a group, made in pairs; the second of an odd last
   * pair is dropped. Draw {@code k} of lane {@code 8 group + i} goes to {@code out[from + k stride
   * + i]}.
   *
   * @param group number of the group: lanes [8 group, 8 group + 8)
   * @param count draws of each lane, rounded up to an even number: {@code out} needs room for it
   */
  public void gaussians(int group, double[] out, int from, int stride, int count) {
    GROUPS.gaussians(state, group * Lanes.GROUP, out, from, stride, count);
  }

  /** Signs, +1 or -1 with equal chance, laid out as in {@link #gaussians}; 64 take a word. */
  public void signs(int group, double[] out, int from, int stride, int count) {
    GROUPS.signs(state, group * Lanes.GROUP, out, from, stride, count);
  }

  /**
   * Integers as by {@link #nextInt}, laid out as in {@link #gaussians}.
   *
   * @param bound positive
   */
  public void integers(int group, int bound, long[] out, int from, int stride, int count) {
    GROUPS.integers(state, group * Lanes.GROUP, bound, out, from, stride, count);
  }

  /**
   * One chi-square variable for each of the first lanes of a group, {@code out[from + i]}, and one
   * standard Gaussian independent of it, {@code spare[at + i]}.
   *
   * @param live the lanes of the group that hold a replica, the first ones
   * @param law its degrees of freedom
   */
  public void chiSquares(
      int group, int live, ChiSquare law, double[] out, int from, double[] spare, int at) {
    GROUPS.chiSquares(state, group * Lanes.GROUP, live, law, out, from, spare, at, scratch);
  }
}
