package org.logscape.jobs.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.logscape.jobs.predict.CellTheory;
import org.logscape.jobs.report.Figure.MarkKey;
import org.logscape.jobs.report.Series.Mark;
import org.logscape.jobs.text.Numbers;
import org.logscape.theory.Arrhenius;

/**
 * Escape rates over a saddle against the barrier L^s/L*, beside the power law of arXiv 2105.09557
 * and the rival of Arrhenius; and all cells on one line, in units of what the law says.
 */
final class RateFigures {
  /** Lines reach so far beyond the cells, as a factor of L^s/L*. */
  private static final double MARGIN = 1.08;

  /** With more groups of cells a figure has no room for the fitted lines. */
  private static final int MOST_FITTED = 4;

  private static final List<String> EVENTS = List.of("separatrix", "basin");

  private final Cells cells;
  private final Laws laws;
  private final String event;
  private final List<LawRow> rates;

  private RateFigures(Cells cells, Laws laws, String event) {
    this.cells = cells;
    this.laws = laws;
    this.event = event;
    this.rates =
        laws.rows(
            row ->
                row.is("escape-rate", event, "rate")
                    && cells.holds(row.cellId())
                    && cells.theory(row.cellId()).barrier().isPresent());
  }

  /** The figures for which there are rates. */
  static List<Figure> of(Cells cells, Laws laws) {
    List<Figure> figures = new ArrayList<>();
    for (String event : EVENTS) {
      RateFigures of = new RateFigures(cells, laws, event);
      if (!of.rates.isEmpty()) {
        figures.add(of.againstBarrier());
        figures.add(of.onOneLine());
      }
    }
    return figures;
  }

  private String what() {
    return event.equals("separatrix")
        ? "first crossing of the ridge (separatrix)"
        : "settling in the other well (basin)";
  }

  private Figure againstBarrier() {
    Map<Setting, List<LawRow>> groups = Setting.group(rates, cells);
    List<Setting> settings = Budget.spread(List.copyOf(groups.keySet()), Budget.CURVES);
    Map<Setting, String> names = Setting.names(settings);
    List<Series> series = new ArrayList<>();
    for (int i = 0; i < settings.size(); i++) {
      List<LawRow> group = sorted(groups.get(settings.get(i)));
      String name = names.get(settings.get(i));
      Colour colour = Palette.ordered(i, settings.size());
      series.add(new Series(name, Mark.MEASURED, colour, points(group, LawRow::isInside)));
      series.add(new Series(name, Mark.OUTSIDE, colour, points(group, LawRow::isOutsideRegime)));
      series.add(new Series(name, Mark.PREDICTED, colour, line(group, 0, 1)));
      if (settings.size() <= MOST_FITTED) {
        fitted(group).ifPresent(line -> series.add(new Series(name, Mark.FITTED, colour, line)));
      }
      rival(group).ifPresent(line -> series.add(new Series(name, Mark.RIVAL, colour, line)));
    }
    String caption =
        """
        Rate of %s per unit of t = η × steps, with 95 %% intervals (exact Poisson ones; of rare \
        events those between repeats). The power law is a straight line here; Arrhenius' law \
        depends on Lˢ − L* and not on the ratio. %s %s"""
            .formatted(
                what(),
                Budget.sentence(settings.size(), groups.size(), "groups of cells"),
                without());
    return new Figure(
        "rate-" + event,
        "Escape rate against the barrier: " + event,
        (caption + " " + cells.sentence()).strip().replaceAll(" +", " "),
        Axis.log("barrier Lˢ/L*"),
        Axis.log("escape rate per unit t"),
        List.of(
            new MarkKey(Mark.MEASURED, "measured, 95 % interval"),
            new MarkKey(Mark.OUTSIDE, "outside the law's regime"),
            new MarkKey(
                Mark.PREDICTED, event.equals("separatrix") ? "predicted, 2κ" : "predicted, κ"),
            new MarkKey(Mark.FITTED, "power law fitted to all cells"),
            new MarkKey(Mark.RIVAL, "Arrhenius' law fitted")),
        series,
        table());
  }

  private Figure onOneLine() {
    Map<Setting, List<LawRow>> groups = Setting.group(rates, cells);
    List<Setting> settings = List.copyOf(groups.keySet());
    Map<Setting, String> names = Setting.names(settings);
    List<Series> series = new ArrayList<>();
    double furthest = 0;
    for (int i = 0; i < settings.size(); i++) {
      String name = settings.size() > Budget.CURVES ? "cells" : names.get(settings.get(i));
      Colour colour =
          settings.size() > Budget.CURVES ? Palette.kind(0) : Palette.ordered(i, settings.size());
      List<Point> inside = new ArrayList<>();
      List<Point> outside = new ArrayList<>();
      for (LawRow row : groups.get(settings.get(i))) {
        CellTheory theory = cells.theory(row.cellId());
        double unit = prefactor(theory);
        Point point =
            new Point(
                power(theory),
                row.estimate() / unit,
                row.low() / unit,
                row.high() / unit,
                row.where());
        (row.isInside() ? inside : outside).add(point);
        furthest = Math.max(furthest, power(theory));
      }
      series.add(new Series(name, Mark.MEASURED, colour, inside));
      series.add(new Series(name, Mark.OUTSIDE, colour, outside));
    }
    double end = furthest * MARGIN;
    series.add(
        new Series(
            "predicted",
            Mark.PREDICTED,
            Palette.neutral(),
            List.of(Point.of(0, 1), Point.of(end, Math.exp(-end)))));
    Optional<LawRow> constant = ofAllCells("escape-law", "log_prefactor");
    Optional<LawRow> slope = ofAllCells("escape-law", "slope");
    if (constant.isPresent() && slope.isPresent()) {
      double start = constant.get().estimate() - logFactor();
      series.add(
          new Series(
              "power law fitted to all cells",
              Mark.FITTED,
              Palette.neutral(),
              List.of(
                  Point.of(0, Math.exp(start)),
                  Point.of(end, Math.exp(start - slope.get().estimate() * end)))));
    }
    return new Figure(
        "one-line-" + event,
        "All cells on one line: " + event,
        ("If the whole law holds, all cells lie on the solid line, whatever their T, n and saddle: "
                + "the rate in units of its Kramers factor against the predicted exponent times "
                + "log(Lˢ/L*). "
                + cells.sentence())
            .strip(),
        Axis.linear("(1/T + 1 − n/2) · ln(Lˢ/L*)"),
        Axis.log("rate / Kramers factor"),
        List.of(
            new MarkKey(Mark.MEASURED, "measured, 95 % interval"),
            new MarkKey(Mark.OUTSIDE, "outside the law's regime")),
        series,
        table());
  }

  private List<LawRow> sorted(List<LawRow> group) {
    return group.stream()
        .sorted(Comparator.comparingDouble(row -> logRatio(cells.theory(row.cellId()))))
        .toList();
  }

  private List<Point> points(List<LawRow> group, Predicate<LawRow> wanted) {
    return group.stream()
        .filter(wanted)
        .map(row -> row.at(Math.exp(logRatio(cells.theory(row.cellId())))))
        .toList();
  }

  /**
   * log rate = log prefactor + constant - slope x exponent x log(L^s/L*), a line in this figure.
   */
  private List<Point> line(List<LawRow> group, double constant, double slope) {
    CellTheory first = cells.theory(group.get(0).cellId());
    double from = logRatio(first) - Math.log(MARGIN);
    double to = logRatio(cells.theory(group.get(group.size() - 1).cellId())) + Math.log(MARGIN);
    double start = Math.log(prefactor(first)) + constant;
    double exponent = slope * first.landscape().escapeExponent();
    return List.of(
        Point.of(Math.exp(from), Math.exp(start - exponent * from)),
        Point.of(Math.exp(to), Math.exp(start - exponent * to)));
  }

  private Optional<List<Point>> fitted(List<LawRow> group) {
    Optional<LawRow> constant = ofAllCells("escape-law", "log_prefactor");
    Optional<LawRow> slope = ofAllCells("escape-law", "slope");
    return constant.isPresent() && slope.isPresent()
        ? Optional.of(line(group, constant.get().estimate() - logFactor(), slope.get().estimate()))
        : Optional.empty();
  }

  /** Arrhenius' law between the cells of a group; empty where it was not fitted. */
  private Optional<List<Point>> rival(List<LawRow> group) {
    Optional<LawRow> constant = ofAllCells("arrhenius", "log_prefactor");
    if (constant.isEmpty() || group.size() < 2) {
      return Optional.empty();
    }
    // where the cells do not tell the slope, the law is one constant rate
    double slope = ofAllCells("arrhenius", "slope").map(LawRow::estimate).orElse(0.0);
    return Optional.of(
        group.stream()
            .map(row -> cells.theory(row.cellId()))
            .map(
                theory ->
                    Point.of(
                        Math.exp(logRatio(theory)),
                        Math.exp(
                            theory.landscape().logPrefactor(theory.barrier().orElseThrow())
                                + constant.get().estimate()
                                - slope
                                    * Arrhenius.covariate(
                                        theory.barrier().orElseThrow(), theory.landscape()))))
            .toList());
  }

  private Optional<LawRow> ofAllCells(String law, String parameter) {
    return laws.rows(row -> row.is(law, event, parameter) && row.isOfAllCells()).stream()
        .filter(row -> Double.isFinite(row.estimate()))
        .findFirst();
  }

  private static double logRatio(CellTheory theory) {
    return theory.barrier().orElseThrow().logRatio();
  }

  private static double power(CellTheory theory) {
    return theory.landscape().escapeExponent() * logRatio(theory);
  }

  /** log 2 for the first crossing, whose rate is 2 kappa. */
  private double logFactor() {
    return event.equals("separatrix") ? Math.log(2) : 0;
  }

  private double prefactor(CellTheory theory) {
    return Math.exp(theory.landscape().logPrefactor(theory.barrier().orElseThrow()) + logFactor());
  }

  private String without() {
    long none = rates.stream().filter(row -> !(row.estimate() > 0)).count();
    return none == 0 ? "" : "%,d cells without an event are not drawn.".formatted(none);
  }

  private DataTable table() {
    return DataTable.of("cell", "Lˢ/L*", "rate [95 %]", "predicted", "events", "verdict")
        .with(
            rates.stream()
                .map(
                    row ->
                        List.of(
                            row.where(),
                            Numbers.brief(Math.exp(logRatio(cells.theory(row.cellId())))),
                            row.measured(),
                            Numbers.brief(row.predicted()),
                            String.valueOf(row.observations()),
                            row.verdict()))
                .toList());
  }
}
