package org.logscape.jobs.report.law;

import java.util.ArrayList;
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

/**
 * The rates of all cells on one line: each in units of its Kramers factor, against the predicted
 * exponent times ln(L^s/L*).
 *
 * @param event separatrix or basin
 */
record OneLineFigure(Event event) implements LawFigure {
  @Override
  public String id() {
    return "one-line-" + Words.of(event);
  }

  @Override
  public String title() {
    return "All cells on one line: " + Words.of(event);
  }

  @Override
  public List<String> laws() {
    return List.of(EscapeRateLaw.RATE.law(), EscapePowerLaw.SLOPE.law());
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
    List<CellGroup> all = List.copyOf(groups.keySet());
    Map<CellGroup, String> names = PowerLawGroup.names(all);
    boolean crowded = all.size() > Budget.CURVES;
    List<Series> series = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      String name = crowded ? "cells" : names.get(all.get(i));
      Colour colour = crowded ? Palette.kind(0) : Palette.ordered(i, all.size());
      List<DataPoint> inside = new ArrayList<>();
      List<DataPoint> outside = new ArrayList<>();
      for (LawRow row : groups.get(all.get(i))) {
        (row.isInside() ? inside : outside).add(scaled(rates, row));
      }
      series.add(new Series(name, Mark.MEASURED, colour, inside));
      series.add(new Series(name, Mark.OUTSIDE, colour, outside));
    }
    double end = BarrierRates.MARGIN * furthest(rates);
    series.add(
        line(Mark.PREDICTED, List.of(DataPoint.of(0, 1), DataPoint.of(end, Math.exp(-end)))));
    Optional<LawRow> constant = rates.ofAllCells(EscapePowerLaw.CONSTANT);
    Optional<LawRow> slope = rates.ofAllCells(EscapePowerLaw.SLOPE);
    if (constant.isPresent() && slope.isPresent()) {
      double start = constant.get().estimate() - rates.logFactor();
      series.add(
          line(
              Mark.FITTED,
              List.of(
                  DataPoint.of(0, Math.exp(start)),
                  DataPoint.of(end, Math.exp(start - slope.get().estimate() * end)))));
    }
    return new Figure(
        id(),
        title(),
        ("If the whole law holds, all cells lie on the solid line, whatever their T, n and saddle: "
                + "the rate in units of its Kramers factor against the predicted exponent times "
                + "log(Lˢ/L*). "
                + leftOut)
            .strip(),
        Axis.linear("(1/T + 1 − n/2) · ln(Lˢ/L*)"),
        Axis.log("rate / Kramers factor"),
        List.of(
            new MarkKey(Mark.MEASURED, "measured, 95 % interval"),
            new MarkKey(Mark.OUTSIDE, "outside the law's regime"),
            new MarkKey(Mark.PREDICTED, "predicted"),
            new MarkKey(Mark.FITTED, "power law fitted to all cells")),
        series,
        rates.table());
  }

  private static DataPoint scaled(BarrierRates rates, LawRow row) {
    double unit = rates.prefactor(rates.theory(row));
    return new DataPoint(
        power(rates.theory(row)),
        row.estimate() / unit,
        row.low() / unit,
        row.high() / unit,
        row.where());
  }

  private static double furthest(BarrierRates rates) {
    return rates.rows().stream().mapToDouble(row -> power(rates.theory(row))).reduce(0, Math::max);
  }

  private static double power(CellTheory theory) {
    return theory.landscape().escapeExponent() * BarrierRates.logRatio(theory);
  }

  private static Series line(Mark mark, List<DataPoint> points) {
    return new Series("all cells", mark, Palette.neutral(), points);
  }
}
