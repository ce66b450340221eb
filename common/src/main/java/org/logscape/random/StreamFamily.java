package org.logscape.random;

/**
 * The random streams of one cell: stream {@code i} belongs to replica {@code i}, whatever block,
 * partition or machine computes it.
 *
 * <p>The 256-bit start state of a stream is Philox4x64-10 of the counter (replica, cell, purpose)
 * under the key (seed): distinct counters give distinct states, and two of a million streams of
 * 10<sup>12</sup> numbers overlap with probability below 10<sup>-50</sup>.
 *
 * @param seed the spec's seed
 * @param cell the bits that name the cell (0 where a stream belongs to no cell)
 * @param purpose what the numbers are for, so that data and dynamics never share a stream
 */
public record StreamFamily(long seed, long cell, Purpose purpose) {

  /** What the numbers of a stream drive; its word enters the counter. */
  public enum Purpose {
    /** Start state and minibatches of one run. */
    DYNAMICS(0),
    /** A finite data set. */
    DATA(1),
    /** Tests and checks. */
    CHECK(2),
    /** Walks and trials of rare-event sampling. */
    RARE(3),
    /** The pilot that places the interfaces of rare-event sampling. */
    RARE_PILOT(4),
    /** Start and minibatches of networks that are trained before the runs begin. */
    TRAINING(5),
    /** Probe vectors of traces, densities and eigenvalue searches. */
    PROBE(6);

    private final long word;

    Purpose(long word) {
      this.word = word;
    }
  }

  /** The streams that drive the runs of a cell. */
  public static StreamFamily ofRuns(long seed, long cell) {
    return new StreamFamily(seed, cell, Purpose.DYNAMICS);
  }

  /** The streams that drive the walks and trials of rare-event sampling in a cell. */
  public static StreamFamily ofRareEvents(long seed, long cell) {
    return new StreamFamily(seed, cell, Purpose.RARE);
  }

  /** The streams of the pilot of rare-event sampling in a cell. */
  public static StreamFamily ofRarePilot(long seed, long cell) {
    return new StreamFamily(seed, cell, Purpose.RARE_PILOT);
  }

  /** The streams that draw finite data sets. */
  public static StreamFamily ofData(long seed) {
    return new StreamFamily(seed, 0, Purpose.DATA);
  }

  /** The streams that train networks before the runs begin. */
  public static StreamFamily ofTraining(long seed) {
    return new StreamFamily(seed, 0, Purpose.TRAINING);
  }

  /** The streams that draw probe vectors. */
  public static StreamFamily ofProbes(long seed) {
    return new StreamFamily(seed, 0, Purpose.PROBE);
  }

  /** The start state of stream {@code index}: four words, never all zero. */
  long[] state(long index) {
    long[] words = {index, cell, purpose.word, 0};
    Philox.encipher(words, seed, 0x6C6F677363617065L);
    if ((words[0] | words[1] | words[2] | words[3]) == 0) {
      words[0] = 1;
    }
    return words;
  }

  /** Streams for {@code lanes} lanes, lane {@code i} seated on stream {@code first + i}. */
  public LaneStreams lanes(long first, int lanes) {
    LaneStreams streams = LaneStreams.of(lanes);
    for (int lane = 0; lane < lanes; lane++) {
      streams.seat(lane, this, first + lane);
    }
    return streams;
  }
}
