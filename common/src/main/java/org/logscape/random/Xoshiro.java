package org.logscape.random;

/**
 * The generator xoshiro256++ on one lane of states held as {@code state[word][lane]}.
 *
 * <p>Source: D. Blackman, S. Vigna, "Scrambled linear pseudorandom number generators", ACM TOMS 47
 * (2021).
 */
final class Xoshiro {
  static final int SCRAMBLE = 23;
  static final int SHIFT = 17;
  static final int ROTATE = 45;

  private Xoshiro() {}

  /** The next 64 random bits of a lane. */
  static long next(long[][] state, int lane) {
    long a = state[0][lane];
    long b = state[1][lane];
    long c = state[2][lane] ^ a;
    long d = state[3][lane] ^ b;
    long word = Long.rotateLeft(a + state[3][lane], SCRAMBLE) + a;
    state[0][lane] = a ^ d;
    state[1][lane] = b ^ c;
    state[2][lane] = c ^ (b << SHIFT);
    state[3][lane] = Long.rotateLeft(d, ROTATE);
    return word;
  }

  /** The first Gaussian of a pair; takes two words. */
  static double nextGaussian(long[][] state, int lane) {
    double radius = Polar.radius(next(state, lane));
    long word = next(state, lane);
    double f = Polar.angle(word);
    double x = radius * (word < 0 ? Polar.sine(f) : Polar.cosine(f));
    return (word << 1) < 0 ? -x : x;
  }
}
