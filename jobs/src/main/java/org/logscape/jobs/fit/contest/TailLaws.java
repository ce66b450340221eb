package org.logscape.jobs.fit.contest;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.logscape.jobs.fit.TheoryWords;
import org.logscape.jobs.fit.stationary.BetaTail;
import org.logscape.jobs.fit.tail.TailTheory;
import org.logscape.statistics.BinnedTailFit;
import org.logscape.statistics.Finding;
import org.logscape.statistics.contest.Contender;
import org.logscape.statistics.contest.Nesting;

/**
 * The laws that contend for a loss tail: the stationary laws of the quadratic basin under
 * log-landscape noise (c = 0) and under that of Gaussian inputs (c = 1), Kesten's power law of the
 * discrete recursion, all with nothing fitted, and a power law with a free exponent.
 */
final class TailLaws {
  private TailLaws() {}

  /** The contenders. */
  static List<RivalLaw<TailData>> all() {
    return List.of(
        new Beta(
            TheoryWords.LOG_LANDSCAPE,
            data -> Optional.of(TailTheory.of(data.theory()).logLandscape())),
        new Beta(
            TheoryWords.GAUSSIAN_DESIGN, data -> TailTheory.of(data.theory()).gaussianDesign()),
        new Kesten(),
        new FreePower());
  }

  /** log of P(low <= r < high | r >= first edge) under a pure power. */
  private static double[] power(TailData data, double exponent) {
    double[] low = data.low();
    double[] high = data.high();
    double[] logs = new double[low.length];
    Arrays.setAll(
        logs,
        i ->
            -exponent * Math.log(low[i] / low[0])
                + Math.log(-Math.expm1(-exponent * Math.log(high[i] / low[i]))));
    return logs;
  }

  /** A stationary law of the quadratic basin. */
  private record Beta(String name, Function<TailData, Optional<BetaTail>> law)
      implements RivalLaw<TailData> {
    @Override
    public Finding<Contender> predicted(TailData data) {
      Optional<BetaTail> beta = law.apply(data).filter(tail -> tail.b() > 0);
      if (beta.isEmpty()) {
        return Finding.none("theory has no such law for this cell");
      }
      return Finding.of(
          data.contender(name, 0, beta.get().logProbabilities(data.low(), data.high()), Map.of()));
    }

    @Override
    public Finding<Contender> fitted(TailData data) {
      return predicted(data);
    }
  }

  /** A power law with Kesten's exponent. */
  private record Kesten() implements RivalLaw<TailData> {
    @Override
    public String name() {
      return TheoryWords.KESTEN;
    }

    @Override
    public Finding<Contender> predicted(TailData data) {
      double exponent =
          data.theory()
              .kesten()
              .map(kesten -> kesten.tailExponent().orElse(Double.NaN))
              .orElse(Double.NaN);
      return Double.isFinite(exponent)
          ? Finding.of(
              data.contender(
                  name(), 0, power(data, exponent), Map.of(RateLaws.POWER, Nesting.INTERIOR)))
          : Finding.none("Kesten's recursion is not that of this cell");
    }

    @Override
    public Finding<Contender> fitted(TailData data) {
      return predicted(data);
    }
  }

  /** A power law with a free exponent. */
  private record FreePower() implements RivalLaw<TailData> {
    @Override
    public String name() {
      return RateLaws.POWER;
    }

    @Override
    public Finding<Contender> predicted(TailData data) {
      return Finding.none("its exponent is free");
    }

    @Override
    public Finding<Contender> fitted(TailData data) {
      return BinnedTailFit.fit(data.low(), data.high(), data.counts(), 0)
          .map(fit -> Finding.of(data.contender(name(), 1, power(data, fit.exponent()), Map.of())))
          .orElseGet(() -> Finding.none("fewer than two bins hold losses"));
    }
  }
}
