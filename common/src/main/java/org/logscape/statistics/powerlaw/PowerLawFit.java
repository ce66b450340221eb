package org.logscape.statistics.powerlaw;

import org.logscape.statistics.Interval;
import org.logscape.statistics.NormalInterval;

/**
 * A power law fitted beyond a start: density or mass proportional to {@code x^-exponent} for {@code
 * x >= xmin}. The survival function falls with the exponent - 1.
 *
 * @param exponent alpha, above 1
 * @param standardError of alpha, from the observed information for independent observations with
 *     xmin taken as known
 * @param xmin the start
 * @param first the place of xmin among the sample's cells
 * @param observations how many observations lie at or beyond xmin
 * @param logLikelihood of these observations
 */
public record PowerLawFit(
    double exponent,
    double standardError,
    double xmin,
    int first,
    double observations,
    double logLikelihood) {

  /** {@code exponent +- z standardError}. */
  public Interval interval(double level) {
    return NormalInterval.around(exponent, standardError, level);
  }
}
