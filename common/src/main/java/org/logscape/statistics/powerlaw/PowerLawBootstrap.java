package org.logscape.statistics.powerlaw;

import java.util.Arrays;
import org.logscape.statistics.Finding;
import org.logscape.statistics.Replicates;

/**
 * The goodness of fit of a power-law tail (Clauset, Shalizi and Newman, section 4.1): the share of
 * samples from the fitted law whose own fits, with xmin and exponent estimated anew, lie farther
 * from them than the data from theirs. A replicate is a pure function of (sample, search, seed,
 * replicate), so replicates can be spread over machines; 1/(4 e^2) of them give the p-value within
 * about e.
 *
 * <p>The p-value is for independent observations.
 */
public final class PowerLawBootstrap {
  private final TailSample sample;
  private final XminSearch search;
  private final XminSearch.Row observed;
  private final Replicates replicates;

  private PowerLawBootstrap(
      TailSample sample, XminSearch search, XminSearch.Row observed, Replicates replicates) {
    this.sample = sample;
    this.search = search;
    this.observed = observed;
    this.replicates = replicates;
  }

  /**
   * Fits the data and prepares the replicates.
   *
   * @param sample the data; at most 2^31 - 1 values
   * @param search how xmin is found, in the data and in each replicate
   * @param seed of all replicates
   * @return the bootstrap; nothing where the data have no fit
   */
  public static Finding<PowerLawBootstrap> of(TailSample sample, XminSearch search, long seed) {
    return search
        .search(sample)
        .map(row -> new PowerLawBootstrap(sample, search, row, Replicates.of(seed)));
  }

  /** The fit of the data and its distance. */
  public XminSearch.Row observed() {
    return observed;
  }

  /**
   * The distance of one replicate from its own fit; NaN where it has none.
   *
   * @param replicate from 0 on
   */
  public double replicate(int replicate) {
    TailSample drawn = sample.redraw(observed.fit(), replicates.generator(replicate));
    return search.search(drawn).found().map(XminSearch.Row::distance).orElse(Double.NaN);
  }

  /** The p-value from the distances of any replicates. */
  public double pValue(double[] distances) {
    return Replicates.pValue(observed.distance(), distances);
  }

  /** The p-value from replicates 0 to {@code count - 1}, computed here. */
  public double pValue(int count) {
    double[] distances = new double[count];
    Arrays.setAll(distances, this::replicate);
    return pValue(distances);
  }
}
