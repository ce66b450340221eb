package org.logscape.spectrum;

import org.logscape.random.LaneStreams;
import org.logscape.random.StreamFamily;

/** Random vectors for estimates; a mutable source, one thread at a time. */
public final class Probes {
  private final LaneStreams streams;

  private Probes(LaneStreams streams) {
    this.streams = streams;
  }

  /**
   * A source that gives the same vectors again for the same arguments.
   *
   * @param seed the spec's seed
   * @param index number of the source
   */
  public static Probes of(long seed, long index) {
    return new Probes(StreamFamily.ofProbes(seed).lanes(index, 1));
  }

  /**
   * The same source later on.
   *
   * @param state as from {@link #state}
   */
  public static Probes at(long[] state) {
    LaneStreams streams = LaneStreams.of(1);
    streams.seat(0, state);
    return new Probes(streams);
  }

  /** Where it stands: {@link #at} gives the vectors that would come next. */
  public long[] state() {
    return streams.state(0);
  }

  /** Independent standard Gaussians. */
  public double[] gaussian(int dimension) {
    double[] v = new double[dimension];
    for (int i = 0; i < dimension; i++) {
      v[i] = streams.nextGaussian(0);
    }
    return v;
  }

  /** Independent signs +-1 of equal chance. */
  public double[] signs(int dimension) {
    double[] v = new double[dimension];
    for (int i = 0; i < dimension; i++) {
      v[i] = streams.nextLong(0) < 0 ? -1 : 1;
    }
    return v;
  }
}
