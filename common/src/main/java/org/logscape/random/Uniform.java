package org.logscape.random;

/**
 * Uniform integers below a bound by a multiply and a shift, after D. Lemire, ACM TOMACS 29 (2019)
 * 3: the highest 64 - b bits of a word times a bound of b bits fit into a word, so no product of
 * 128 bits is needed, which vectors do not have. The bias of a value is at most bound 2<sup>b -
 * 64</sup> of its chance, 10<sup>-9</sup> for a bound of 10<sup>5</sup>: below what any run can
 * resolve.
 *
 * @param bound positive
 * @param bits b, the bits of the bound
 */
record Uniform(int bound, int bits) {

  /** Integers in [0, bound). */
  static Uniform below(int bound) {
    return new Uniform(bound, Integer.SIZE - Integer.numberOfLeadingZeros(bound));
  }

  /** The integer that a word stands for. */
  int of(long word) {
    return (int) (((word >>> bits) * bound) >>> (Long.SIZE - bits));
  }
}
