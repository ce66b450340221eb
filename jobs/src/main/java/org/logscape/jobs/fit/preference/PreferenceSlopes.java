package org.logscape.jobs.fit.preference;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.hipparchus.distribution.continuous.TDistribution;
import org.logscape.jobs.fit.FitRow;
import org.logscape.jobs.fit.Measured;
import org.logscape.jobs.fit.TheoryWords;
import org.logscape.jobs.fit.Verdict;
import org.logscape.jobs.fit.WarningCode;
import org.logscape.jobs.predict.Watched;
import org.logscape.statistics.Interval;
import org.logscape.statistics.survival.RateRatio;
import org.logscape.theory.RegimeGuard;

/**
 * The slope of measured preferences against predicted ones, in logarithms, over all pairs of wells
 * inside the regime. Least squares weighted by the counts; the interval is Student's, from the
 * scatter about the line, since a law may be off by more than the counts' errors.
 */
final class PreferenceSlopes {
  private static final int FEWEST = 4;

  private PreferenceSlopes() {}

  /**
   * One preference.
   *
   * @param predicted logarithm of the predicted ratio
   * @param measured logarithm of the measured ratio
   * @param weight one over its variance
   */
  private record Point(double predicted, double measured, double weight) {}

  /** A row for each event and law. */
  static List<FitRow> of(List<WellPair> pairs) {
    Map<Watched, List<WellPair>> events = new LinkedHashMap<>();
    pairs.forEach(
        pair -> events.computeIfAbsent(pair.first().watched(), e -> new ArrayList<>()).add(pair));
    List<FitRow> rows = new ArrayList<>();
    events.forEach(
        (event, alike) -> {
          rows.add(row(PreferenceLaw.LAW, event, points(alike, WellPair::formula)));
          rows.add(
              row(TheoryWords.METRIC_CORRECTED, event, points(alike, WellPair::metricCorrected)));
        });
    return rows;
  }

  private static List<Point> points(
      List<WellPair> pairs, Function<WellPair, Optional<Double>> law) {
    List<Point> points = new ArrayList<>();
    for (WellPair pair : pairs) {
      Optional<Double> predicted = law.apply(pair);
      Optional<RateRatio> measured =
          pair.measured()
              .filter(ratio -> ratio.first().events() >= RegimeGuard.FEWEST_EVENTS)
              .filter(ratio -> ratio.second().events() >= RegimeGuard.FEWEST_EVENTS);
      if (predicted.isPresent() && measured.isPresent() && pair.regime() == Verdict.Regime.INSIDE) {
        double error = measured.get().logError();
        points.add(
            new Point(
                Math.log(predicted.get()), Math.log(measured.get().ratio()), 1 / (error * error)));
      }
    }
    return points;
  }

  private static FitRow row(String law, Watched event, List<Point> points) {
    FitRow row =
        FitRow.of(law, PreferenceLaw.SLOPE.name())
            .event(event)
            .predicted(1.0)
            .support(points.size());
    double spread = spread(points);
    if (points.size() < FEWEST || !(spread > 0)) {
      return row.verdict(Verdict.TOO_FEW_EVENTS)
          .warn(
              WarningCode.TOO_FEW_DATA.says(
                  "%d pairs of wells inside the regime, of which %d are needed"
                      .formatted(points.size(), FEWEST)));
    }
    Measured slope = slope(points);
    double low = points.stream().mapToDouble(Point::measured).min().orElseThrow();
    double high = points.stream().mapToDouble(Point::measured).max().orElseThrow();
    return row.measured(slope)
        .verdict(Verdict.of(slope, 1.0, Verdict.Regime.INSIDE))
        .warn(
            WarningCode.POINTS_USED.says(
                "%d pairs of wells, preferences over %.1f decades"
                    .formatted(points.size(), (high - low) / Math.log(10))));
  }

  private static double spread(List<Point> points) {
    return points.stream().mapToDouble(Point::predicted).max().orElse(0)
        - points.stream().mapToDouble(Point::predicted).min().orElse(0);
  }

  private static Measured slope(List<Point> points) {
    double weight = points.stream().mapToDouble(Point::weight).sum();
    double x = points.stream().mapToDouble(p -> p.weight() * p.predicted()).sum() / weight;
    double y = points.stream().mapToDouble(p -> p.weight() * p.measured()).sum() / weight;
    double xx = 0;
    double xy = 0;
    double yy = 0;
    for (Point p : points) {
      xx += p.weight() * (p.predicted() - x) * (p.predicted() - x);
      xy += p.weight() * (p.predicted() - x) * (p.measured() - y);
      yy += p.weight() * (p.measured() - y) * (p.measured() - y);
    }
    double slope = xy / xx;
    int degrees = points.size() - 2;
    // at least the counts' own errors, where few points happen to lie on a line
    double scatter = Math.max(1, (yy - slope * xy) / degrees);
    double half =
        new TDistribution(degrees).inverseCumulativeProbability(0.5 * (1 + Interval.COVERAGE))
            * Math.sqrt(scatter / xx);
    return Measured.of(slope, Interval.of(slope - half, slope + half));
  }
}
