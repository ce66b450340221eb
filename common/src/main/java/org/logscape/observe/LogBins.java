package org.logscape.observe;

/**
 * Bins of equal width in log10 for a positive quantity, from 10<sup>-9</sup> to 10<sup>6</sup>,
 * with an open bin at each end. Bin 0 is everything below, zero included; the last bin everything
 * above.
 *
 * <p>Edges come from {@link StrictMath#pow} and values are placed by comparing with them, so a
 * value's bin is the same on every processor.
 */
public final class LogBins {
  private static final int LOWEST_DECADE = -9;
  private static final int HIGHEST_DECADE = 6;
  private static final int STEPS_PER_OCTAVE = 32;

  /**
   * What is left of a number's bits numbers its cell: the exponent and five bits of the fraction.
   */
  static final int SHIFT = 52 - 5;

  private final int perDecade;
  private final double[] edges;
  private final int[] lower;
  private final long[] edge;
  private final long firstKey;

  private LogBins(int perDecade) {
    this.perDecade = perDecade;
    edges = new double[(HIGHEST_DECADE - LOWEST_DECADE) * perDecade + 1];
    for (int i = 0; i < edges.length; i++) {
      edges[i] = StrictMath.pow(10, logLow(i + 1));
    }
    firstKey = Double.doubleToRawLongBits(edges[0]) >> SHIFT;
    long lastKey = Double.doubleToRawLongBits(edges[edges.length - 1]) >> SHIFT;
    // a cell below all edges, those that hold edges, and one above
    int cells = (int) (lastKey - firstKey) + 3;
    lower = new int[cells];
    edge = new long[cells];
    edge[0] = Long.MAX_VALUE;
    for (int cell = 1; cell < cells; cell++) {
      double corner = Double.longBitsToDouble((firstKey + cell - 1) << SHIFT);
      int bin = 0;
      while (bin < edges.length && edges[bin] <= corner) {
        bin++;
      }
      lower[cell] = bin;
      edge[cell] = bin < edges.length ? Double.doubleToRawLongBits(edges[bin]) : Long.MAX_VALUE;
    }
  }

  /**
   * Bins.
   *
   * @param perDecade bins in a decade, 1 to {@value #STEPS_PER_OCTAVE}
   */
  public static LogBins of(int perDecade) {
    if (perDecade < 1 || perDecade > STEPS_PER_OCTAVE) {
      throw new IllegalArgumentException("bins per decade must be 1 to " + STEPS_PER_OCTAVE);
    }
    return new LogBins(perDecade);
  }

  /** Number of bins, the two open ones included. */
  public int count() {
    return edges.length + 1;
  }

  /** The bin of {@code value}, which is not NaN; a negative value or zero is in bin 0. */
  public int bin(double value) {
    // No branch that could be guessed wrong: bits of positive numbers are in the numbers' order,
    // and
    // a cell holds one edge at most, being 1/32 of its value wide at most.
    long bits = Math.max(Double.doubleToRawLongBits(value), 0);
    int cell = cell(bits);
    return lower[cell] + isAtEdge(bits, edge[cell]);
  }

  private static int isAtEdge(long bits, long edge) {
    return (int) ((edge - 1 - bits) >>> (Long.SIZE - 1));
  }

  /** The cell of a value, which is not negative, by its bits. */
  int cell(long bits) {
    return (int) Math.max(0, Math.min((bits >> SHIFT) - firstKey + 1, lastCell()));
  }

  /**
   * Counts a value of each of the first {@code live} lanes in a histogram of its own.
   *
   * @param bits of the values, which are not negative
   * @param cells of the values
   * @param counts of bin b of a lane at {@code [lane count() + b]}
   */
  void tally(long[] bits, long[] cells, int live, long[] counts) {
    int first = 0;
    for (int lane = 0; lane < live; lane++) {
      int cell = (int) cells[lane];
      counts[first + lower[cell] + isAtEdge(bits[lane], edge[cell])]++;
      first += count();
    }
  }

  /** What {@link #SHIFT} leaves of the numbers in cell 1; those below all edges are in cell 0. */
  long firstKey() {
    return firstKey;
  }

  /** The cell of the numbers above all edges. */
  int lastCell() {
    return lower.length - 1;
  }

  /** log10 of the lower edge of a bin; minus infinity for bin 0. */
  public double logLow(int bin) {
    return bin == 0 ? Double.NEGATIVE_INFINITY : LOWEST_DECADE + (bin - 1) / (double) perDecade;
  }

  /** log10 of the upper edge of a bin; infinity for the last. */
  public double logHigh(int bin) {
    return bin == edges.length
        ? Double.POSITIVE_INFINITY
        : LOWEST_DECADE + bin / (double) perDecade;
  }
}
