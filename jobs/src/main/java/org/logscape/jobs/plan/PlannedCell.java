package org.logscape.jobs.plan;

import java.util.ArrayList;
import java.util.List;
import org.logscape.jobs.predict.CellTheory;
import org.logscape.jobs.predict.RunForecast;
import org.logscape.jobs.predict.Watched;
import org.logscape.theory.RegimeGuard;

/**
 * One cell before it is run.
 *
 * @param theory predictions for it
 * @param runs expected runs: the replicas, and those that a wanted width adds
 * @param stepsPerRun expected steps of a run
 * @param secondsPerRun expected seconds of a run on one core; not a number where none is known
 * @param events one forecast for each observed event
 * @param concerns warnings: what cannot be measured here, or may not follow the law
 */
record PlannedCell(
    CellTheory theory,
    double runs,
    double stepsPerRun,
    double secondsPerRun,
    List<EventForecast> events,
    List<Concern> concerns) {

  /**
   * One event.
   *
   * @param watched the event
   * @param rate predicted rate per unit of t; not a number where there is no prediction
   * @param runs runs expected to see it within the step limit; not a number without a rate
   */
  record EventForecast(Watched watched, double rate, double runs) {}

  /**
   * A cell.
   *
   * @param runs expected runs
   * @param secondsPerRun expected seconds of a run on one core
   */
  static PlannedCell of(
      CellTheory theory,
      double runs,
      List<Watched> watched,
      RunForecast forecast,
      double secondsPerRun) {
    List<EventForecast> events =
        watched.stream()
            .map(
                event ->
                    new EventForecast(
                        event,
                        theory.rate(event).orElse(Double.NaN),
                        forecast.expectedEvents(theory, event).orElse(Double.NaN)))
            .toList();
    return new PlannedCell(
        theory, runs, forecast.steps(theory), secondsPerRun, events, concerns(theory, events));
  }

  /** The same cell where the first {@code burnIn} steps are not counted. */
  PlannedCell with(long burnIn) {
    long limit = theory.facts().stepsLimit();
    if (burnIn == 0 || burnIn < limit) {
      return this;
    }
    return with(
        Concern.of(
            "observe.loss_histogram.burn_in is %,d, but runs end after %,d steps: no loss is counted"
                .formatted(burnIn, limit)));
  }

  /** The same cell with one more warning. */
  PlannedCell with(Concern concern) {
    List<Concern> all = new ArrayList<>(concerns);
    all.add(concern);
    return new PlannedCell(theory, runs, stepsPerRun, secondsPerRun, events, List.copyOf(all));
  }

  private static List<Concern> concerns(CellTheory theory, List<EventForecast> events) {
    List<Concern> concerns = new ArrayList<>();
    if (!theory.hasLandscape()) {
      return List.of();
    }
    for (String warning : RegimeGuard.settings(theory.landscape())) {
      concerns.add(Concern.of(warning));
    }
    for (EventForecast event : events) {
      double relaxations = theory.landscape().outlierCurvature() / event.rate();
      if (relaxations < RegimeGuard.FEWEST_RELAXATION_TIMES) {
        concerns.add(
            new Concern(
                event.watched() + " after ",
                relaxations,
                " relaxation times (predicted): no rare event, the law need not hold"));
      }
      if (event.runs() < RegimeGuard.FEWEST_EVENTS) {
        concerns.add(
            new Concern(
                event.watched() + " in ",
                event.runs(),
                " of %,d runs (predicted) within %,d steps: too few to measure a rate"
                    .formatted(theory.facts().replicas(), theory.facts().stepsLimit())));
      }
    }
    return List.copyOf(concerns);
  }
}
