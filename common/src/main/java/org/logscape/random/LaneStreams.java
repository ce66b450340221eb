package org.logscape.random;

/**
 * One random stream per lane of a block, as a structure of arrays: word {@code w} of the state of
 * lane {@code i} is {@code state[w][i]}. Each stream is xoshiro256++, started from a {@link
 * StreamFamily}; lanes never share numbers.
 *
 * <p>Source of the generator: D. Blackman, S. Vigna, "Scrambled linear pseudorandom number
 * generators", ACM TOMS 47 (2021). Not safe for use by several threads.
 */
public final class LaneStreams {
  private final long[] s0;
  private final long[] s1;
  private final long[] s2;
  private final long[] s3;

  private LaneStreams(int lanes) {
    s0 = new long[lanes];
    s1 = new long[lanes];
    s2 = new long[lanes];
    s3 = new long[lanes];
  }

  /**
   * Streams for a block; each lane must be seated before use.
   *
   * @param lanes number of lanes, at least 1
   */
  public static LaneStreams of(int lanes) {
    return new LaneStreams(lanes);
  }

  /** Number of lanes. */
  public int lanes() {
    return s0.length;
  }

  /** Starts stream {@code index} of {@code family} on {@code lane}. */
  public void seat(int lane, StreamFamily family, long index) {
    seatState(lane, family.state(index));
  }

  void seatState(int lane, long[] state) {
    s0[lane] = state[0];
    s1[lane] = state[1];
    s2[lane] = state[2];
    s3[lane] = state[3];
  }

  /** Moves the stream of lane {@code from}, where it stands, to lane {@code to}. */
  public void move(int from, int to) {
    s0[to] = s0[from];
    s1[to] = s1[from];
    s2[to] = s2[from];
    s3[to] = s3[from];
  }

  /** The next 64 random bits of a lane. */
  public long nextLong(int lane) {
    long a = s0[lane];
    long b = s1[lane];
    long c = s2[lane] ^ a;
    long d = s3[lane] ^ b;
    long word = Long.rotateLeft(a + s3[lane], 23) + a;
    s1[lane] = b ^ c;
    s0[lane] = a ^ d;
    s2[lane] = c ^ (b << 17);
    s3[lane] = Long.rotateLeft(d, 45);
    return word;
  }

  /** Uniform on (0, 1]. */
  public double nextUniform(int lane) {
    return Polar.openUniform(nextLong(lane));
  }

  /**
   * A uniform integer by a multiply and a shift (D. Lemire, ACM TOMACS 29 (2019) 3); the bias of at
   * most {@code bound} / 2<sup>64</sup> is far below what any run can resolve.
   *
   * @param bound positive
   * @return in [0, bound)
   */
  public int nextInt(int lane, int bound) {
    long word = nextLong(lane);
    return (int) (Math.multiplyHigh(word, bound) + ((word >> 63) & bound));
  }

  /**
   * Fills two rows with independent standard Gaussians, one pair a lane.
   *
   * @param first row for the first of each pair, at least {@code live} long
   * @param second row for the second of each pair
   * @param live lanes [0, live) are filled
   */
  public void nextGaussians(double[] first, double[] second, int live) {
    for (int lane = 0; lane < live; lane++) {
      double radius = Polar.radius(nextLong(lane));
      long word = nextLong(lane);
      double angle = Polar.angle(word);
      long along = Double.doubleToRawLongBits(radius * Polar.cosine(angle));
      long across = Double.doubleToRawLongBits(radius * Polar.sine(angle));
      // the top two bits carry the point to one of four quadrants: swap the axes, change both signs
      // (branches here would be guessed
      // wrong half the time)
      long swap = (along ^ across) & (word >> 63);
      long sign = (word << 1) & Long.MIN_VALUE;
      first[lane] = Double.longBitsToDouble(along ^ swap ^ sign);
      second[lane] = Double.longBitsToDouble(across ^ swap ^ sign);
    }
  }

  /** One standard Gaussian of one lane, two words of its stream. */
  public double nextGaussian(int lane) {
    double radius = Polar.radius(nextLong(lane));
    long word = nextLong(lane);
    double angle = Polar.angle(word);
    double x = word < 0 ? radius * Polar.sine(angle) : radius * Polar.cosine(angle);
    return (word & 0x4000000000000000L) != 0 ? -x : x;
  }

  /**
   * A chi-square variable, twice a Gamma(degrees / 2) by the method of G. Marsaglia and W. W.
   * Tsang, ACM TOMS 26 (2000) 363; one degree is the square of a Gaussian.
   *
   * @param degrees degrees of freedom, at least 1
   */
  public double nextChiSquare(int lane, int degrees) {
    if (degrees == 1) {
      double gaussian = nextGaussian(lane);
      return gaussian * gaussian;
    }
    double d = 0.5 * degrees - 1.0 / 3;
    double c = 1 / (3 * Math.sqrt(d));
    while (true) {
      double x = nextGaussian(lane);
      double root = Math.fma(c, x, 1);
      if (root > 0) {
        double v = root * root * root;
        double logUniform = Polar.ln(nextUniform(lane));
        if (logUniform < 0.5 * x * x + d * (1 - v + Polar.ln(v))) {
          return 2 * d * v;
        }
      }
    }
  }
}
