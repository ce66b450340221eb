package org.logscape.jobs.fit.contest;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.logscape.jobs.fit.TheoryWords;
import org.logscape.jobs.fit.escape.EscapeLaws;
import org.logscape.jobs.fit.escape.EscapePoint;
import org.logscape.jobs.fit.escape.LogLinearLaw;
import org.logscape.jobs.fit.escape.LogLinearLaw.Term;
import org.logscape.jobs.spec.dynamics.DynamicsType;
import org.logscape.jobs.spec.key.Literal;
import org.logscape.statistics.Finding;
import org.logscape.statistics.contest.Contender;
import org.logscape.statistics.contest.Nesting;

/**
 * The laws that contend for escape rates (arXiv 2105.09557 and theory derived from it): over a
 * saddle the whole log-landscape formula, prefactor included and nothing fitted; the
 * metric-corrected law, nothing fitted either; a power of L^s/L* with free constant and exponent;
 * Arrhenius' law in L^s - L*. For loss levels the inverse mean first-passage times of the quadratic
 * basin with c = 0 and c = 1, and the same two free laws.
 */
final class RateLaws {
  static final String SCALED = "scaled-log-landscape";
  static final String POWER = "power-law";
  static final String FIXED_EXPONENT = "log-landscape-exponent";
  static final String FIRST_PASSAGE_0 = "first-passage-c0";
  static final String FIRST_PASSAGE_1 = "first-passage-c1";

  private RateLaws() {}

  /** The contenders for rates over saddles. */
  static List<RivalLaw<RateData>> overSaddles(RateData data) {
    List<RivalLaw<RateData>> laws = new ArrayList<>();
    laws.add(
        new Predicted(TheoryWords.LOG_LANDSCAPE, point -> point.theory().rate(point.watched())));
    if (data.points().stream().allMatch(RateLaws::hasMetricCorrectedRate)) {
      laws.add(new Predicted(TheoryWords.METRIC_CORRECTED, RateLaws::metricCorrectedRate));
    }
    laws.add(new LogLinear(POWER, EscapeLaws.EXPONENT_TERMS));
    if (!data.haveOneExponent()) {
      laws.add(
          new LogLinear(
              SCALED,
              List.of(
                  EscapeLaws.INTERCEPT, new Term(EscapeLaws.SLOPE, point -> -point.powerTerm()))));
    }
    laws.add(
        new LogLinear(
            EscapeLaws.ARRHENIUS,
            List.of(
                EscapeLaws.INTERCEPT,
                new Term(EscapeLaws.SLOPE, point -> -point.arrheniusCovariate()))));
    return laws;
  }

  private static OptionalDouble metricCorrectedRate(EscapePoint point) {
    return point.theory().metricCorrectedRate(point.watched());
  }

  /** Under langevin dynamics the metric is held at h*, so the law would be its own rival. */
  private static boolean hasMetricCorrectedRate(EscapePoint point) {
    return metricCorrectedRate(point).isPresent()
        && point.theory().facts().dynamics().equals(Literal.of(DynamicsType.SGD));
  }

  /** The contenders for rates of loss levels of one cell. */
  static List<RivalLaw<RateData>> ofLevels() {
    return List.of(
        new Predicted(FIRST_PASSAGE_0, point -> point.theory().rate(point.watched())),
        new Predicted(
            FIRST_PASSAGE_1, point -> point.theory().gaussianDesignRate(point.watched().level())),
        new FixedExponent(),
        new LogLinear(POWER, EscapeLaws.EXPONENT_TERMS),
        new LogLinear(
            EscapeLaws.ARRHENIUS,
            List.of(EscapeLaws.INTERCEPT, new Term(EscapeLaws.SLOPE, RateLaws::arrheniusOfLevel))));
  }

  /** -(L - L*) B_eff / eta. */
  private static double arrheniusOfLevel(EscapePoint point) {
    return (1 - point.watched().level())
        * point.theory().facts().lossMin()
        * point.theory().landscape().effectiveBatchSize()
        / point.theory().facts().learningRate();
  }

  /** Larger laws that contain the formula with nothing fitted. */
  private static Map<String, Nesting> containing(RateData data) {
    return data.haveOneExponent()
        ? Map.of(POWER, Nesting.INTERIOR)
        : Map.of(SCALED, Nesting.INTERIOR);
  }

  /** A rate that theory gives, with nothing fitted. */
  private record Predicted(String name, Function<EscapePoint, OptionalDouble> rate)
      implements RivalLaw<RateData> {
    @Override
    public Finding<Contender> predicted(RateData data) {
      double[] logs = new double[data.points().size()];
      for (int i = 0; i < logs.length; i++) {
        logs[i] = Math.log(rate.apply(data.points().get(i)).orElse(Double.NaN));
      }
      return Arrays.stream(logs).allMatch(Double::isFinite)
          ? Finding.of(
              data.contender(
                  name,
                  0,
                  logs,
                  name.equals(TheoryWords.LOG_LANDSCAPE) ? containing(data) : Map.of()))
          : Finding.none("theory has no rate for some of these points");
    }

    @Override
    public Finding<Contender> fitted(RateData data) {
      return predicted(data);
    }
  }

  /** A law that is linear in its free coefficients. */
  private record LogLinear(String name, List<Term> terms) implements RivalLaw<RateData> {
    @Override
    public Finding<Contender> predicted(RateData data) {
      return Finding.none("its parameters are free");
    }

    @Override
    public Finding<Contender> fitted(RateData data) {
      List<String> collinear = LogLinearLaw.collinear(terms, data.points());
      List<Term> identified =
          terms.stream().filter(term -> !collinear.contains(term.name())).toList();
      LogLinearLaw law = LogLinearLaw.of(identified, data.points());
      if (law.fit().isEmpty()) {
        return Finding.none(law.reason().orElse("no fit"));
      }
      double[] logs = new double[data.points().size()];
      for (int i = 0; i < logs.length; i++) {
        logs[i] = data.points().get(i).logPrefactor();
        for (int j = 0; j < identified.size(); j++) {
          logs[i] += law.fit().get().coefficient(j) * law.design()[i][j];
        }
      }
      return Finding.of(data.contender(name, identified.size(), logs, Map.of()));
    }
  }

  /** The theory's exponent between the levels of a cell, with a free constant. */
  private record FixedExponent() implements RivalLaw<RateData> {
    @Override
    public String name() {
      return FIXED_EXPONENT;
    }

    @Override
    public Finding<Contender> predicted(RateData data) {
      return Finding.none("its constant is free");
    }

    @Override
    public Finding<Contender> fitted(RateData data) {
      double expected = 0;
      for (EscapePoint point : data.points()) {
        expected += point.sums().exposure() * Math.exp(-point.powerTerm());
      }
      if (data.events() == 0 || !(expected > 0)) {
        return Finding.none("no events");
      }
      double constant = Math.log(data.events() / expected);
      double[] logs =
          data.points().stream().mapToDouble(point -> constant - point.powerTerm()).toArray();
      return Finding.of(data.contender(name(), 1, logs, Map.of(POWER, Nesting.INTERIOR)));
    }
  }
}
