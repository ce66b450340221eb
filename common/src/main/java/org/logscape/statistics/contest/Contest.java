package org.logscape.statistics.contest;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.logscape.statistics.ChiSquare;
import org.logscape.statistics.Finding;

/**
 * Several laws fitted to one data set: Akaike's criterion of each, Vuong's test of each pair, the
 * likelihood-ratio test where one law contains the other, and a verdict.
 */
public final class Contest {
  /** Relative error of a sum of log-likelihoods that many observations can add up to. */
  private static final double ROUNDING = 1e-9;

  private final List<Contender> contenders;
  private final double[] counts;

  /** Counts of each resampling; none where observations are independent. */
  private final double[][] resampled;

  private Contest(List<Contender> contenders, double[] counts, double[][] resampled) {
    this.contenders = contenders;
    this.counts = counts;
    this.resampled = resampled;
  }

  /**
   * A contest.
   *
   * @param contenders laws with distinct names, all fitted to the same observations
   * @param counts how often each observation was made
   * @throws IllegalArgumentException if a name comes twice or lengths differ
   */
  public static Contest of(List<Contender> contenders, double[] counts) {
    Set<String> names = new HashSet<>();
    for (Contender contender : contenders) {
      if (!names.add(contender.name())) {
        throw new IllegalArgumentException("two laws have the name " + contender.name());
      }
      if (contender.logLikelihoods().length != counts.length) {
        throw new IllegalArgumentException(
            contender.name() + " must have one likelihood an observation");
      }
    }
    return new Contest(List.copyOf(contenders), counts.clone(), new double[0][]);
  }

  /**
   * The same contest for observations that are not independent. The variance of Vuong's ratio comes
   * from resampling independent units, such as whole runs, with the laws as fitted.
   *
   * @param replicates the counts of every resampling, {@code [r][observation]}, at least two
   * @throws IllegalArgumentException if there are fewer, or lengths differ
   */
  public Contest resampledAs(double[][] replicates) {
    if (replicates.length < 2) {
      throw new IllegalArgumentException("needs two resamplings, has " + replicates.length);
    }
    double[][] copies = new double[replicates.length][];
    for (int r = 0; r < copies.length; r++) {
      if (replicates[r].length != counts.length) {
        throw new IllegalArgumentException("resampling " + r + " must have one count each");
      }
      copies[r] = replicates[r].clone();
    }
    return new Contest(contenders, counts, copies);
  }

  /** The laws, in the order given. */
  public List<Contender> contenders() {
    return contenders;
  }

  /** The log-likelihood of law {@code i}. */
  public double logLikelihood(int i) {
    double[] each = contenders.get(i).logLikelihoods();
    double sum = 0;
    for (int k = 0; k < counts.length; k++) {
      sum += counts[k] > 0 ? counts[k] * each[k] : 0;
    }
    return sum;
  }

  /** 2 p - 2 log-likelihood of law {@code i}. */
  public double aic(int i) {
    return 2.0 * contenders.get(i).parameters() - 2 * logLikelihood(i);
  }

  /**
   * AIC of law {@code i} less that of law {@code j}; 0 where the two differ by rounding alone.
   *
   * @return not a number where both exclude an observation
   */
  public double aicDifference(int i, int j) {
    double difference = aic(i) - aic(j);
    double rounding = ROUNDING * (1 + Math.abs(aic(i)) + Math.abs(aic(j)));
    return Math.abs(difference) <= rounding ? 0 : difference;
  }

  /**
   * Akaike weights, {@code exp(-aic/2)} with the sum 1 (Burnham and Anderson, Model Selection and
   * Multimodel Inference, 2002, section 2.9).
   */
  public double[] weights() {
    double[] weights = new double[contenders.size()];
    double best = Double.POSITIVE_INFINITY;
    for (int i = 0; i < weights.length; i++) {
      weights[i] = aic(i);
      best = Math.min(best, weights[i]);
    }
    double sum = 0;
    for (int i = 0; i < weights.length; i++) {
      weights[i] = Math.exp(0.5 * (best - weights[i]));
      sum += weights[i];
    }
    for (int i = 0; i < weights.length; i++) {
      weights[i] /= sum;
    }
    return weights;
  }

  /** Vuong's test of law {@code i} against law {@code j}. */
  public Finding<VuongTest> vuong(int i, int j) {
    double[] first = contenders.get(i).logLikelihoods();
    double[] second = contenders.get(j).logLikelihoods();
    if (resampled.length == 0) {
      return VuongTest.of(first, second, counts);
    }
    double[] ratios = new double[resampled.length];
    double mean = 0;
    for (int r = 0; r < ratios.length; r++) {
      ratios[r] = ratio(first, second, resampled[r]);
      mean += ratios[r] / ratios.length;
    }
    double variance = 0;
    for (double ratio : ratios) {
      variance += (ratio - mean) * (ratio - mean) / (ratios.length - 1);
    }
    return VuongTest.ofVariance(ratio(first, second, counts), variance);
  }

  private static double ratio(double[] first, double[] second, double[] counts) {
    double sum = 0;
    for (int k = 0; k < counts.length; k++) {
      sum += counts[k] > 0 ? counts[k] * (first[k] - second[k]) : 0;
    }
    return sum;
  }

  /**
   * The likelihood-ratio test of law {@code small} within law {@code large}: twice the gain against
   * chi-square (Wilks 1938), halved at a boundary ({@link ChiSquare#onBoundary}). Clauset, Shalizi
   * and Newman and the program powerlaw do not halve.
   *
   * @return the test; empty where {@code large} was not said to contain {@code small}
   */
  public Optional<ChiSquare> nested(int small, int large) {
    Contender inner = contenders.get(small);
    Contender outer = contenders.get(large);
    Nesting nesting = inner.within().get(outer.name());
    if (nesting == null) {
      return Optional.empty();
    }
    double statistic = 2 * (logLikelihood(large) - logLikelihood(small));
    int degrees = outer.parameters() - inner.parameters();
    return Optional.of(
        nesting == Nesting.INTERIOR
            ? ChiSquare.of(statistic, degrees)
            : ChiSquare.onBoundary(statistic, degrees));
  }

  /**
   * The verdict. The law of least AIC leads. A law that it contains is rejected by the nested test,
   * one that contains it is set aside where the nested test does not ask for it, any other is
   * rejected by Vuong's test. A law whose AIC equals that of the leader up to rounding is kept. If
   * no other law is kept, the leader is preferred.
   *
   * @param level the p-value below which a law is rejected; Clauset, Shalizi and Newman use 0.1
   */
  public Verdict verdict(double level) {
    if (contenders.size() < 2) {
      return new Verdict.NoContest("fewer than two laws could be fitted");
    }
    int leader = 0;
    for (int i = 1; i < contenders.size(); i++) {
      leader = aic(i) < aic(leader) ? i : leader;
    }
    if (!Double.isFinite(aic(leader))) {
      return new Verdict.NoContest("every law excludes an observation");
    }
    List<String> standing = new ArrayList<>();
    for (int i = 0; i < contenders.size(); i++) {
      if (i != leader && stands(i, leader, level)) {
        standing.add(contenders.get(i).name());
      }
    }
    String first = contenders.get(leader).name();
    return standing.isEmpty()
        ? new Verdict.Preferred(first)
        : new Verdict.Open(first, List.copyOf(standing));
  }

  private boolean stands(int rival, int leader, double level) {
    if (logLikelihood(rival) == Double.NEGATIVE_INFINITY) {
      return false;
    }
    if (aicDifference(rival, leader) == 0) {
      return true;
    }
    Optional<ChiSquare> inLeader = nested(rival, leader);
    if (inLeader.isPresent()) {
      return inLeader.get().pValue() >= level;
    }
    Optional<ChiSquare> aroundLeader = nested(leader, rival);
    if (aroundLeader.isPresent()) {
      return aroundLeader.get().pValue() < level;
    }
    return vuong(leader, rival)
        .found()
        .map(test -> test.ratio() <= 0 || test.pValue() >= level)
        .orElse(true);
  }
}
