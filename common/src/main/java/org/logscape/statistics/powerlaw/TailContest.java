package org.logscape.statistics.powerlaw;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.logscape.statistics.Finding;
import org.logscape.statistics.contest.Contender;
import org.logscape.statistics.contest.Contest;
import org.logscape.statistics.contest.Nesting;

/**
 * The power law against its rivals on one tail (Clauset, Shalizi and Newman, section 5):
 * exponential, lognormal, stretched exponential and truncated power law, each at its maximum of
 * likelihood given {@code x >= xmin}.
 *
 * <p>The power law lies in the truncated one at {@code lambda = 0}, and is the limit of the
 * lognormal as sigma grows and of the stretched exponential as beta falls to 0. So these three
 * never fit worse, and a rival whose likelihood rises all the way to that limit has no fit of its
 * own.
 *
 * @param contest the laws that could be fitted, the power law first
 * @param laws them with their parameters, in the same order
 * @param unfitted the others' names, and why
 */
public record TailContest(Contest contest, List<TailLaw> laws, Map<String, String> unfitted) {
  /** Log of the second parameter (b, beta, c) below which a rival is the power law for any data. */
  private static final double VANISHED = -9;

  /**
   * Fits all laws to the tail from a cell on.
   *
   * @param sample the data
   * @param first the cell where the tail starts
   * @return the contest; nothing where the power law has no fit
   */
  public static Finding<TailContest> of(TailSample sample, int first) {
    return sample.fit(first).map(fit -> new Fitting(sample, fit).contest());
  }

  /** One tail and the laws fitted to it so far. */
  private static final class Fitting {
    private final TailSample sample;
    private final PowerLawFit fit;
    private final double origin;
    private final double[] counts;
    private final List<TailLaw> laws = new ArrayList<>();
    private final Map<String, String> unfitted = new TreeMap<>();

    Fitting(TailSample sample, PowerLawFit fit) {
      this.sample = sample;
      this.fit = fit;
      origin = sample.xmin(fit.first());
      counts = Arrays.copyOfRange(sample.counts, fit.first(), sample.cells());
    }

    TailContest contest() {
      laws.add(new PowerLaw(fit.exponent(), fit.xmin()));
      double slope = fit.exponent() - 1;
      add(
          ExponentialTail.NAME,
          p -> new ExponentialTail(Math.exp(p[0]) / origin, origin),
          new double[] {Math.log(slope)});
      add(
          LognormalTail.NAME,
          p -> LognormalTail.of(p[0], Math.exp(p[1]), origin),
          new double[] {slope, -2});
      add(
          StretchedExponentialTail.NAME,
          p -> new StretchedExponentialTail(Math.exp(p[0]), Math.exp(p[1]), origin),
          new double[] {Math.log(slope), -1});
      add(
          TruncatedPowerLaw.NAME,
          p -> TruncatedPowerLaw.of(p[0], Math.exp(p[1]), origin),
          new double[] {slope, -2});
      List<Contender> contenders = new ArrayList<>();
      for (TailLaw law : laws) {
        contenders.add(
            new Contender(
                law.name(),
                law.parameters().size(),
                sample.logLikelihoods(law, fit.first()),
                within(law.name())));
      }
      return new TailContest(
          Contest.of(contenders, counts), List.copyOf(laws), Map.copyOf(unfitted));
    }

    private void add(String name, Function<double[], TailLaw> family, double[] start) {
      Finding<TailLaw> found =
          Simplex.climb(p -> outOfRange(p) ? Double.NaN : likelihood(family.apply(p)), start)
              .flatMap(
                  best ->
                      best.getPoint().length == 2 && best.getPoint()[1] < VANISHED
                          ? Finding.none("its likelihood rises to its limit, the power law")
                          : Finding.of(family.apply(best.getPoint())));
      found.found().ifPresent(laws::add);
      found.whyNot().ifPresent(reason -> unfitted.put(name, reason));
    }

    private static boolean outOfRange(double[] point) {
      return point.length == 2 && (Math.abs(point[1]) > 30 || Math.abs(point[0]) > 1e6);
    }

    private double likelihood(TailLaw law) {
      double[] each = sample.logLikelihoods(law, fit.first());
      double sum = 0;
      for (int i = 0; i < each.length; i++) {
        sum += counts[i] > 0 ? counts[i] * each[i] : 0;
      }
      return sum;
    }

    private static Map<String, Nesting> within(String law) {
      Map<String, Nesting> larger = new TreeMap<>();
      if (law.equals(PowerLaw.NAME)) {
        larger.put(TruncatedPowerLaw.NAME, Nesting.BOUNDARY);
        larger.put(LognormalTail.NAME, Nesting.BOUNDARY);
        larger.put(StretchedExponentialTail.NAME, Nesting.BOUNDARY);
      } else if (law.equals(ExponentialTail.NAME)) {
        larger.put(TruncatedPowerLaw.NAME, Nesting.INTERIOR);
        larger.put(StretchedExponentialTail.NAME, Nesting.INTERIOR);
      }
      return larger;
    }
  }
}
