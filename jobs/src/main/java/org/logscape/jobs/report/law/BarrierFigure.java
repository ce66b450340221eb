package org.logscape.jobs.report.law;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.logscape.jobs.fit.CellGroup;
import org.logscape.jobs.fit.escape.EscapePowerLaw;
import org.logscape.jobs.fit.escape.EscapeRateLaw;
import org.logscape.jobs.predict.CellTheory;
import org.logscape.jobs.report.data.Budget;
import org.logscape.jobs.report.data.PowerLawGroup;
import org.logscape.jobs.report.data.ReportData;
import org.logscape.jobs.report.figure.Axis;
import org.logscape.jobs.report.figure.Colour;
import org.logscape.jobs.report.figure.DataPoint;
import org.logscape.jobs.report.figure.Figure;
import org.logscape.jobs.report.figure.Figure.MarkKey;
import org.logscape.jobs.report.figure.Palette;
import org.logscape.jobs.report.figure.Series;
import org.logscape.jobs.report.figure.Series.Mark;
import org.logscape.jobs.text.Words;
import org.logscape.jobs.verdict.LawRow;
import org.logscape.observe.Event;
import org.logscape.theory.Arrhenius;

/**
 * Escape rates over a saddle against the barrier L^s/L*, beside the power law of arXiv 2105.09557
 * and its rival, Arrhenius' law.
 *
 * @param event separatrix or basin
 */
record BarrierFigure(Event event) implements LawFigure {
  /** With more groups of cells, a figure has no room for the fitted lines. */
  private static final int MOST_FITTED = 4;

  @Override
  public String id() {
    return "rate-" + Words.of(event);
  }

  @Override
  public String title() {
    return "Escape rate against the barrier: " + Words.of(event);
  }

  @Override
  public List<String> laws() {
    return List.of(
        EscapeRateLaw.RATE.law(), EscapePowerLaw.SLOPE.law(), EscapePowerLaw.ARRHENIUS_SLOPE.law());
  }

  @Override
  public String absence() {
    return Absence.BARRIER_RATES;
  }

  @Override
  public Optional<Figure> of(ReportData data) {
    return BarrierRates.of(data, event).map(rates -> figure(rates, data.cells().sentence()));
  }

  private Figure figure(BarrierRates rates, String leftOut) {
    Map<CellGroup, List<LawRow>> groups = rates.groups();
    List<CellGroup> shown = Budget.spread(List.copyOf(groups.keySet()), Budget.CURVES);
    Map<CellGroup, String> names = PowerLawGroup.names(shown);
    List<Series> series = new ArrayList<>();
    for (int i = 0; i < shown.size(); i++) {
      List<LawRow> group = sorted(rates, groups.get(shown.get(i)));
      String name = names.get(shown.get(i));
      Colour colour = Palette.ordered(i, shown.size());
      series.addAll(Estimates.series(name, colour, group, row -> Math.exp(rates.logRatio(row))));
      series.add(new Series(name, Mark.PREDICTED, colour, line(rates, group, 0, 1)));
      if (shown.size() <= MOST_FITTED) {
        fitted(rates, group)
            .ifPresent(line -> series.add(new Series(name, Mark.FITTED, colour, line)));
      }
      rival(rates, group).ifPresent(line -> series.add(new Series(name, Mark.RIVAL, colour, line)));
    }
    String caption =
        """
        Rate of %s per unit of t = η × steps, with 95 %% intervals (exact Poisson ones; of rare \
        events those between repeats). The power law is a straight line here; Arrhenius' law \
        depends on Lˢ − L* and not on the ratio. %s %s %s\
        """
            .formatted(
                isSeparatrix()
                    ? "first crossing of the ridge (separatrix)"
                    : "settling in the other well (basin)",
                Budget.sentence(shown.size(), groups.size(), "groups of cells"),
                without(rates),
                leftOut);
    return new Figure(
        id(),
        title(),
        caption.strip().replaceAll(" +", " "),
        Axis.log("barrier Lˢ/L*"),
        Axis.log("escape rate per unit t"),
        List.of(
            new MarkKey(Mark.MEASURED, "measured, 95 % interval"),
            new MarkKey(Mark.OUTSIDE, "outside the law's regime"),
            new MarkKey(Mark.PREDICTED, isSeparatrix() ? "predicted, 2κ" : "predicted, κ"),
            new MarkKey(Mark.FITTED, "power law fitted to the cells of a line"),
            new MarkKey(Mark.RIVAL, "Arrhenius' law fitted")),
        series,
        rates.table());
  }

  private boolean isSeparatrix() {
    return event == Event.SEPARATRIX;
  }

  private static List<LawRow> sorted(BarrierRates rates, List<LawRow> group) {
    return group.stream().sorted(Comparator.comparingDouble(rates::logRatio)).toList();
  }

  /**
   * The line log rate = log prefactor + constant - slope x exponent x log(L^s/L*), from the first
   * cell of a group to the last.
   */
  private static List<DataPoint> line(
      BarrierRates rates, List<LawRow> group, double constant, double slope) {
    CellTheory first = rates.theory(group.get(0));
    double from = BarrierRates.logRatio(first) - Math.log(BarrierRates.MARGIN);
    double to = rates.logRatio(group.get(group.size() - 1)) + Math.log(BarrierRates.MARGIN);
    double start = Math.log(rates.prefactor(first)) + constant;
    double exponent = slope * first.landscape().escapeExponent();
    return List.of(
        DataPoint.of(Math.exp(from), Math.exp(start - exponent * from)),
        DataPoint.of(Math.exp(to), Math.exp(start - exponent * to)));
  }

  /** The law of the cells of a line alone, with an exponent and a prefactor of its own. */
  private static Optional<List<DataPoint>> fitted(BarrierRates rates, List<LawRow> group) {
    CellTheory theory = rates.theory(group.get(0));
    Optional<LawRow> constant = rates.ofGroup(EscapePowerLaw.CONSTANT, theory);
    Optional<LawRow> exponent = rates.ofGroup(EscapePowerLaw.EXPONENT, theory);
    return constant.isPresent() && exponent.isPresent()
        ? Optional.of(
            line(
                rates,
                group,
                constant.get().estimate() - rates.logFactor(),
                exponent.get().estimate() / theory.landscape().escapeExponent()))
        : Optional.empty();
  }

  /** Arrhenius' law between the cells of a group; empty if it was not fitted. */
  private static Optional<List<DataPoint>> rival(BarrierRates rates, List<LawRow> group) {
    Optional<LawRow> constant = rates.ofAllCells(EscapePowerLaw.ARRHENIUS_CONSTANT);
    if (constant.isEmpty() || group.size() < 2) {
      return Optional.empty();
    }
    // if the cells do not determine the slope, the law is one constant rate
    double slope =
        rates.ofAllCells(EscapePowerLaw.ARRHENIUS_SLOPE).map(LawRow::estimate).orElse(0.0);
    return Optional.of(
        group.stream()
            .map(rates::theory)
            .map(
                theory ->
                    DataPoint.of(
                        Math.exp(BarrierRates.logRatio(theory)),
                        Math.exp(
                            theory.landscape().logPrefactor(theory.barrier().orElseThrow())
                                + constant.get().estimate()
                                - slope
                                    * Arrhenius.covariate(
                                        theory.barrier().orElseThrow(), theory.landscape()))))
            .toList());
  }

  private static String without(BarrierRates rates) {
    long none = rates.rows().stream().filter(row -> !(row.estimate() > 0)).count();
    return none == 0 ? "" : "%,d cells without an event are not drawn.".formatted(none);
  }
}
