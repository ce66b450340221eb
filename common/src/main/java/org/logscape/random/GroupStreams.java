package org.logscape.random;

import org.logscape.simd.Lanes;

/**
 * Draws for a group of eight lanes at once. Every lane consumes its own stream in the order given
 * here, so scalar code and vectors of any width leave the same bits.
 *
 * <p>{@code state[word][lane]} are the four words of each lane's generator; a group starts at
 * {@code lane}. Draw {@code k} of the group's lane {@code i} goes to {@code out[from + k * stride +
 * i]}.
 */
interface GroupStreams {
  /** Numbers of work space that a chi-square trial needs. */
  int SCRATCH = 6 * Lanes.GROUP;

  /**
   * Standard Gaussians, two from two words.
   *
   * @param count draws of each lane, rounded up to an even number
   */
  void gaussians(long[][] state, int lane, double[] out, int from, int stride, int count);

  /**
   * Signs, +1 or -1, 64 from a word, its highest bit first; what is left of the last word is
   * dropped.
   *
   * @param count draws of each lane
   */
  void signs(long[][] state, int lane, double[] out, int from, int stride, int count);

  /**
   * Integers in [0, bound), one from a word by {@link Uniform}.
   *
   * @param count draws of each lane
   */
  void integers(long[][] state, int lane, int bound, long[] out, int from, int stride, int count);

  /**
   * One chi-square variable a lane, by the method of {@link ChiSquare}, and the second Gaussian of
   * the first trial's pair, on which nothing of it depends.
   *
   * @param live the first lanes of the group that hold a replica; the others' streams may move by
   *     any number of words
   * @param out result of lane {@code i} of the group: {@code out[from + i]}, room for eight
   * @param spare Gaussian of lane {@code i}: {@code spare[at + i]}, room for eight
   * @param scratch work space of {@value #SCRATCH} numbers
   */
  void chiSquares(
      long[][] state,
      int lane,
      int live,
      ChiSquare law,
      double[] out,
      int from,
      double[] spare,
      int at,
      double[] scratch);
}
