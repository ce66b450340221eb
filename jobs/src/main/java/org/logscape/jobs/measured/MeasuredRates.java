package org.logscape.jobs.measured;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.logscape.statistics.Interval;
import org.logscape.statistics.NormalInterval;
import org.logscape.statistics.PoissonRegression;
import org.logscape.statistics.contest.Contender;
import org.logscape.statistics.contest.Contest;
import org.logscape.statistics.contest.Nesting;

/**
 * How the rate falls with the loss ratio: as a power of it, exponentially in the barrier, or, where
 * n and T are known too, as theory's power; and which of these laws the runs prefer.
 */
final class MeasuredRates {
  private static final String ALL = "";
  private static final String POWER = "power-law";

  private final List<MeasuredCell> cells;
  private final List<Estimate> estimates = new ArrayList<>();

  private MeasuredRates(List<MeasuredCell> cells) {
    this.cells = cells;
  }

  /** All estimates; none unless every cell has a loss ratio, and two of these differ. */
  static List<Estimate> of(List<MeasuredCell> cells) {
    MeasuredRates rates = new MeasuredRates(cells);
    rates.rates();
    return List.copyOf(rates.estimates);
  }

  private long events() {
    return cells.stream().mapToLong(cell -> cell.times().events()).sum();
  }

  private void rates() {
    long ratios =
        cells.stream().flatMap(cell -> cell.lossRatio().stream().boxed()).distinct().count();
    if (ratios < 2 || cells.stream().anyMatch(cell -> cell.lossRatio().isEmpty())) {
      return;
    }
    List<Contender> laws = new ArrayList<>();
    rate(POWER, "exponent", MeasuredRates::logRatio, exponent(), laws);
    rate(
        "exponential-in-barrier",
        "slope",
        cell -> cell.lossRatio().orElseThrow() - 1,
        OptionalDouble.empty(),
        laws);
    theory(laws);
    estimates.addAll(Standings.of(Contest.of(laws, counts()), ALL, events()));
  }

  private static double logRatio(MeasuredCell cell) {
    return Math.log(cell.lossRatio().orElseThrow());
  }

  /** Theory's exponent, where it is one for all cells. */
  private OptionalDouble exponent() {
    double[] all =
        cells.stream().mapToDouble(cell -> cell.exponent().orElse(Double.NaN)).distinct().toArray();
    return all.length == 1 && Double.isFinite(all[0])
        ? OptionalDouble.of(all[0])
        : OptionalDouble.empty();
  }

  /** log rate = a - b f(cell), by Poisson regression of the events on the time at risk. */
  private void rate(
      String law,
      String parameter,
      ToDoubleFunction<MeasuredCell> barrier,
      OptionalDouble predicted,
      List<Contender> laws) {
    double[][] design = new double[cells.size()][];
    double[] events = new double[cells.size()];
    double[] exposure = new double[cells.size()];
    for (int i = 0; i < design.length; i++) {
      MeasuredCell cell = cells.get(i);
      design[i] = new double[] {1, -barrier.applyAsDouble(cell)};
      events[i] = cell.times().events();
      exposure[i] = cell.times().timeAtRisk();
    }
    if (PoissonRegression.of(List.of("intercept", parameter), design).fit(events, exposure)
        instanceof PoissonRegression.Fit fit) {
      Interval interval =
          NormalInterval.around(fit.coefficient(1), fit.standardError(1), Interval.COVERAGE);
      estimates.add(
          Estimate.of(law, ALL, parameter, fit.coefficient(1), interval, events())
              .beside(predicted));
      estimates.add(Estimate.of(law, ALL, "aic", fit.aic(), events()));
      laws.add(
          contender(
              law,
              2,
              cell -> fit.coefficient(0) - fit.coefficient(1) * barrier.applyAsDouble(cell),
              Map.of()));
    }
  }

  /** Theory's power of the ratio, cell by cell, with a free constant; empty without n and T. */
  private void theory(List<Contender> laws) {
    if (cells.stream().anyMatch(cell -> cell.exponent().isEmpty()) || events() == 0) {
      return;
    }
    ToDoubleFunction<MeasuredCell> power = cell -> -cell.exponent().orElseThrow() * logRatio(cell);
    double expected =
        cells.stream()
            .mapToDouble(cell -> cell.times().timeAtRisk() * Math.exp(power.applyAsDouble(cell)))
            .sum();
    double constant = Math.log(events() / expected);
    laws.add(
        contender(
            "log-landscape-exponent",
            1,
            cell -> constant + power.applyAsDouble(cell),
            exponent().isPresent() ? Map.of(POWER, Nesting.INTERIOR) : Map.of()));
  }

  /** A law of rates, run by run: log rate where it escaped, less rate times the time watched. */
  private Contender contender(
      String law,
      int parameters,
      ToDoubleFunction<MeasuredCell> logRate,
      Map<String, Nesting> within) {
    return new Contender(
        law,
        parameters,
        cells.stream()
            .flatMapToDouble(
                cell -> {
                  double log = logRate.applyAsDouble(cell);
                  return places(cell)
                      .boxed()
                      .flatMapToDouble(
                          i -> {
                            double watched = -Math.exp(log) * cell.times().time(i);
                            return DoubleStream.of(log + watched, watched);
                          });
                })
            .toArray(),
        within);
  }

  /** How many runs escaped, and how many did not, at each time of each cell. */
  private double[] counts() {
    return cells.stream()
        .flatMapToDouble(
            cell ->
                places(cell)
                    .boxed()
                    .flatMapToDouble(
                        i ->
                            DoubleStream.of(
                                (double) cell.times().events(i),
                                (double) cell.times().censored(i))))
        .toArray();
  }

  private static IntStream places(MeasuredCell cell) {
    return IntStream.range(0, cell.times().size());
  }
}
