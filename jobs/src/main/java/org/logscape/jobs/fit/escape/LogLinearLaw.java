package org.logscape.jobs.fit.escape;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.logscape.statistics.PoissonRegression;

/**
 * A law of rates that is linear in its coefficients: log(rate / prefactor) = sum_j beta_j x_j over
 * some points. For exponential waiting times under censoring its likelihood is that of Poisson
 * counts with the time at risk, times the prefactor, as the exposure.
 *
 * <p>A point without time at risk counts no events, as observed and in a resampling of the runs:
 * runs that start beyond a level hold no information on the rate of reaching it.
 */
public final class LogLinearLaw {

  /**
   * One coefficient.
   *
   * @param name its parameter in the fits table
   * @param covariate x_j of a point
   */
  public record Term(String name, ToDoubleFunction<EscapePoint> covariate) {}

  private final List<Term> terms;
  private final List<EscapePoint> points;
  private final double[][] design;
  private final double[] events;
  private final double[] exposure;
  private final PoissonRegression regression;
  private final PoissonRegression.Outcome outcome;

  /** Fitted at the first use: the law's own rows and its contest both ask, many laws never do. */
  private List<Optional<PoissonRegression.Fit>> replicates;

  private LogLinearLaw(List<Term> terms, List<EscapePoint> points) {
    this.terms = List.copyOf(terms);
    this.points = List.copyOf(points);
    design = new double[points.size()][];
    events = new double[points.size()];
    exposure = new double[points.size()];
    for (int i = 0; i < design.length; i++) {
      EscapePoint point = points.get(i);
      design[i] = terms.stream().mapToDouble(t -> t.covariate().applyAsDouble(point)).toArray();
      exposure[i] = point.sums().exposure() * Math.exp(point.logPrefactor());
      events[i] = atRisk((double) point.sums().events(), exposure[i]);
    }
    regression = PoissonRegression.of(terms.stream().map(Term::name).toList(), design);
    outcome = regression.fit(events, exposure);
  }

  /** The law over points with a barrier. */
  public static LogLinearLaw of(List<Term> terms, List<EscapePoint> points) {
    return new LogLinearLaw(terms, points);
  }

  /** Names of the terms that are collinear with earlier ones over these points. */
  public static List<String> collinear(List<Term> terms, List<EscapePoint> points) {
    LogLinearLaw law = new LogLinearLaw(terms, points);
    return law.regression.collinear(law.exposure);
  }

  List<Term> terms() {
    return terms;
  }

  List<EscapePoint> points() {
    return points;
  }

  /** x_j of point i, {@code [i][j]}. */
  public double[][] design() {
    return design;
  }

  /** Events of each point. */
  double[] events() {
    return events;
  }

  /** Time at risk times prefactor of each point. */
  double[] exposure() {
    return exposure;
  }

  /** The maximum of the likelihood, if there is one. */
  public Optional<PoissonRegression.Fit> fit() {
    return outcome instanceof PoissonRegression.Fit fit ? Optional.of(fit) : Optional.empty();
  }

  /** The reason why there is no maximum; empty where there is one. */
  public Optional<String> reason() {
    return outcome instanceof PoissonRegression.Unidentified unidentified
        ? Optional.of(unidentified.reason())
        : Optional.empty();
  }

  long observations() {
    return (long) Arrays.stream(events).sum();
  }

  private static double atRisk(double events, double exposure) {
    return exposure > 0 ? events : 0;
  }

  /** The law fitted to every bootstrap replicate; empty where a replicate allows no fit. */
  List<Optional<PoissonRegression.Fit>> replicates() {
    if (replicates == null) {
      int count = points.stream().mapToInt(point -> point.sums().replicates()).min().orElse(0);
      replicates = IntStream.range(0, count).mapToObj(this::replicate).toList();
    }
    return replicates;
  }

  private Optional<PoissonRegression.Fit> replicate(int r) {
    double[] sampledEvents = new double[design.length];
    double[] sampledExposure = new double[design.length];
    for (int i = 0; i < design.length; i++) {
      EscapePoint point = points.get(i);
      sampledExposure[i] = point.sums().replicateExposure(r) * Math.exp(point.logPrefactor());
      sampledEvents[i] = atRisk(point.sums().replicateEvents(r), sampledExposure[i]);
    }
    return regression.fit(sampledEvents, sampledExposure) instanceof PoissonRegression.Fit fit
        ? Optional.of(fit)
        : Optional.empty();
  }
}
