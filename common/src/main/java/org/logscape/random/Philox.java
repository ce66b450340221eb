package org.logscape.random;

/**
 * The counter-based generator Philox4x64-10: a keyed bijection of 256-bit counters whose outputs
 * pass as independent random words.
 *
 * <p>Source: J. Salmon, M. Moraes, R. Dror, D. Shaw, "Parallel random numbers: as easy as 1, 2, 3",
 * SC'11. Here it turns (seed, run) into the start state of that run's stream, so no run needs to
 * know of any other.
 */
final class Philox {
  private static final long MULTIPLIER_0 = 0xD2E7470EE14C6C93L;
  private static final long MULTIPLIER_1 = 0xCA5A826395121157L;
  private static final long WEYL_0 = 0x9E3779B97F4A7C15L;
  private static final long WEYL_1 = 0xBB67AE8584CAA73BL;
  private static final int ROUNDS = 10;

  private Philox() {}

  /**
   * Enciphers one counter.
   *
   * @param counter four words, replaced by the output
   * @param key0 first word of the key
   * @param key1 second word of the key
   */
  static void encipher(long[] counter, long key0, long key1) {
    long k0 = key0;
    long k1 = key1;
    for (int round = 0; round < ROUNDS; round++) {
      long high0 = unsignedHigh(MULTIPLIER_0, counter[0]);
      long low0 = MULTIPLIER_0 * counter[0];
      long high1 = unsignedHigh(MULTIPLIER_1, counter[2]);
      long low1 = MULTIPLIER_1 * counter[2];
      counter[0] = high1 ^ counter[1] ^ k0;
      counter[1] = low1;
      counter[2] = high0 ^ counter[3] ^ k1;
      counter[3] = low0;
      k0 += WEYL_0;
      k1 += WEYL_1;
    }
  }

  private static long unsignedHigh(long a, long b) {
    return Math.multiplyHigh(a, b) + ((a >> 63) & b) + ((b >> 63) & a);
  }
}
