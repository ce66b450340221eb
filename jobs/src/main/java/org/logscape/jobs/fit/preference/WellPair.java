package org.logscape.jobs.fit.preference;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.logscape.jobs.fit.CellGroup;
import org.logscape.jobs.fit.FitContext;
import org.logscape.jobs.fit.FitRow;
import org.logscape.jobs.fit.Measured;
import org.logscape.jobs.fit.TheoryWords;
import org.logscape.jobs.fit.Verdict;
import org.logscape.jobs.fit.Warning;
import org.logscape.jobs.fit.WarningCode;
import org.logscape.jobs.fit.escape.EscapeEvents;
import org.logscape.jobs.fit.escape.EscapePoint;
import org.logscape.jobs.predict.CellFacts;
import org.logscape.statistics.CensoredRate;
import org.logscape.statistics.Interval;
import org.logscape.statistics.survival.RateRatio;

/**
 * One event of two cells that differ in the minimum alone where their runs start: each leaves
 * towards the other's.
 *
 * @param first the cell that comes first in the grid
 * @param second the cell that starts at the other minimum
 */
record WellPair(EscapePoint first, EscapePoint second) {

  /** All pairs of a folder, in the order of the grid. */
  static List<WellPair> of(FitContext context) {
    List<EscapePoint> points =
        context.spec().observe().escape().isPresent() || context.spec().rare().isPresent()
            ? EscapeEvents.of(context).points()
            : List.of();
    List<WellPair> pairs = new ArrayList<>();
    for (int i = 0; i < points.size(); i++) {
      for (int j = i + 1; j < points.size(); j++) {
        if (areOpposite(points.get(i), points.get(j))) {
          pairs.add(new WellPair(points.get(i), points.get(j)));
        }
      }
    }
    return pairs;
  }

  private static boolean areOpposite(EscapePoint a, EscapePoint b) {
    CellFacts there = a.theory().facts();
    CellFacts back = b.theory().facts();
    return a.watched().equals(b.watched())
        && !a.watched().isLevel()
        && there.otherMinimum() != null
        && back.otherMinimum() != null
        && there.minimum().equals(back.otherMinimum())
        && there.otherMinimum().equals(back.minimum())
        && CellGroup.areEqual(there.lossMin(), back.otherLossMin())
        && CellGroup.areEqual(there.otherLossMin(), back.lossMin())
        && CellGroup.areEqual(there.lossSaddle(), back.lossSaddle())
        && CellGroup.areEqual(there.hessianOutlier(), back.otherHessianOutlier())
        && CellGroup.areEqual(there.otherHessianOutlier(), back.hessianOutlier())
        && there.dimensions() == back.dimensions()
        && there.model().equals(back.model())
        && there.dynamics().equals(back.dynamics())
        && Objects.equals(there.sampling(), back.sampling())
        && Objects.equals(there.inputs(), back.inputs())
        && CellGroup.areEqual(there.learningRate(), back.learningRate())
        && there.batchSize() == back.batchSize()
        && CellGroup.areEqual(there.noiseFactor(), back.noiseFactor())
        && Objects.equals(there.momentum(), back.momentum())
        && Objects.equals(there.momentumForm(), back.momentumForm())
        && Objects.equals(there.weightDecay(), back.weightDecay());
  }

  /** The row without an estimate, beside kappa. */
  FitRow place() {
    return place(PreferenceLaw.LAW);
  }

  private FitRow place(String law) {
    return FitRow.of(law, PreferenceLaw.RATE_RATIO.name())
        .cell(first.theory().facts().cellId())
        .event(first.watched())
        .group(minima(first.theory().facts()));
  }

  /** The names of both minima, the first one's first. */
  static CellGroup minima(CellFacts facts) {
    return CellGroup.none()
        .word("from", word(facts.minimum()))
        .word("to", word(facts.otherMinimum()));
  }

  /** Groups are parted by spaces. */
  private static String word(String name) {
    return name.replace(' ', '_').replace('=', '_');
  }

  /** The measured ratio; empty without events of both. */
  Optional<RateRatio> measured() {
    return isWatched(first) && isWatched(second)
        ? Optional.of(new RateRatio(rate(first), rate(second)))
        : Optional.empty();
  }

  private static boolean isWatched(EscapePoint point) {
    return !point.isStoppedShort() && point.sums().events() > 0 && point.sums().exposure() > 0;
  }

  private static CensoredRate rate(EscapePoint point) {
    return CensoredRate.of(point.sums().events(), point.sums().exposure());
  }

  /** The ratio of kappa. */
  Optional<Double> formula() {
    return ratio(first.theory().rate(first.watched()), second.theory().rate(second.watched()));
  }

  /** The ratio of the metric-corrected law's rates. */
  Optional<Double> metricCorrected() {
    return ratio(
        first.theory().metricCorrectedRate(first.watched()),
        second.theory().metricCorrectedRate(second.watched()));
  }

  static Optional<Double> ratio(OptionalDouble there, OptionalDouble back) {
    return there.isPresent() && back.isPresent()
        ? Optional.of(there.getAsDouble() / back.getAsDouble())
            .filter(ratio -> ratio > 0 && Double.isFinite(ratio))
        : Optional.empty();
  }

  /** Whether the escape laws hold in both directions. */
  Verdict.Regime regime() {
    return first.regime() == Verdict.Regime.INSIDE && second.regime() == Verdict.Regime.INSIDE
        ? Verdict.Regime.INSIDE
        : Verdict.Regime.OUTSIDE;
  }

  /** The pair beside kappa, and beside the metric-corrected law where it is known. */
  List<FitRow> rows() {
    List<FitRow> rows = new ArrayList<>();
    rows.add(row(PreferenceLaw.LAW, formula()));
    metricCorrected()
        .ifPresent(ratio -> rows.add(row(TheoryWords.METRIC_CORRECTED, Optional.of(ratio))));
    return rows;
  }

  private FitRow row(String law, Optional<Double> predicted) {
    long events = Math.min(first.sums().events(), second.sums().events());
    Set<Warning> warnings = new LinkedHashSet<>(first.warnings());
    warnings.addAll(second.warnings());
    Optional<RateRatio> ratio = measured();
    if (ratio.isEmpty()) {
      warnings.addAll(WarningCode.NO_EVENTS.says("no rate out of one well or both"));
    }
    Measured measured =
        ratio
            .map(found -> Measured.of(found.ratio(), found.interval(Interval.COVERAGE)))
            .orElseGet(Measured::none);
    return place(law)
        .measured(measured)
        .predicted(predicted.orElse(null))
        .support(events)
        .verdict(Verdict.of(events, measured, predicted.orElse(null), regime()))
        .warn(List.copyOf(warnings));
  }
}
