package org.logscape.jobs.report.law;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.logscape.jobs.fit.CellGroup;
import org.logscape.jobs.fit.Parameter;
import org.logscape.jobs.fit.escape.EscapeLaws;
import org.logscape.jobs.fit.escape.EscapeRateLaw;
import org.logscape.jobs.predict.CellTheory;
import org.logscape.jobs.report.data.PowerLawGroup;
import org.logscape.jobs.report.data.ReportData;
import org.logscape.jobs.report.data.ShownCells;
import org.logscape.jobs.report.figure.DataTable;
import org.logscape.jobs.text.Numbers;
import org.logscape.jobs.verdict.LawRow;
import org.logscape.jobs.verdict.VerdictSize;
import org.logscape.observe.Event;

/**
 * The measured rates of an escape event over a saddle, each with its cell's place on the power law:
 * rate = Kramers factor x (L^s/L*)^-(1/T + 1 - n/2), with the factor kappa for the basin and 2
 * kappa for the separatrix (arXiv 2105.09557).
 */
final class BarrierRates {

  /** Lines extend beyond the cells by this factor of L^s/L*. */
  static final double MARGIN = 1.08;

  private final ReportData data;
  private final Event event;
  private final List<LawRow> rates;

  private BarrierRates(ReportData data, Event event, List<LawRow> rates) {
    this.data = data;
    this.event = event;
    this.rates = rates;
  }

  /** The rates of an event; empty if none was fitted. */
  static Optional<BarrierRates> of(ReportData data, Event event) {
    ShownCells cells = data.cells();
    List<LawRow> rates =
        data.laws()
            .rows(
                row ->
                    row.is(EscapeRateLaw.RATE, event)
                        && cells.holds(row.cellId())
                        && cells.theory(row.cellId()).barrier().isPresent());
    return rates.isEmpty() ? Optional.empty() : Optional.of(new BarrierRates(data, event, rates));
  }

  List<LawRow> rows() {
    return rates;
  }

  /** The rates by the group of cells that one power law describes. */
  Map<CellGroup, List<LawRow>> groups() {
    return PowerLawGroup.group(rates, data.cells());
  }

  /** The theory of a rate's cell. */
  CellTheory theory(LawRow rate) {
    return data.cells().theory(rate.cellId());
  }

  /** ln(L^s/L*). */
  double logRatio(LawRow rate) {
    return logRatio(theory(rate));
  }

  static double logRatio(CellTheory theory) {
    return theory.barrier().orElseThrow().logRatio();
  }

  /** The Kramers factor: the predicted rate without the power of L^s/L*. */
  double prefactor(CellTheory theory) {
    return Math.exp(theory.landscape().logPrefactor(theory.barrier().orElseThrow()) + logFactor());
  }

  /** ln 2 for the first crossing, whose rate is 2 kappa. */
  double logFactor() {
    return event == Event.SEPARATRIX ? Math.log(2) : 0;
  }

  /** A parameter of the power law fitted to the cells that share T, n and sampling with one. */
  Optional<LawRow> ofGroup(Parameter parameter, CellTheory theory) {
    String group = EscapeLaws.setting(theory).toString();
    return data.laws().rows(row -> row.is(parameter, event)).stream()
        .filter(row -> row.cellId().isEmpty() && row.group().toString().equals(group))
        .filter(row -> Double.isFinite(row.estimate()))
        .findFirst();
  }

  /** A parameter of the power law or of its rival, fitted to all cells; empty if not fitted. */
  Optional<LawRow> ofAllCells(Parameter parameter) {
    return data.laws()
        .ofAllCells(parameter, Optional.of(event))
        .filter(row -> Double.isFinite(row.estimate()));
  }

  /** The numbers behind the figures. */
  DataTable table() {
    return DataTable.of("cell", "Lˢ/L*", "rate [95 %]", "predicted", "events", "verdict")
        .with(
            rates.stream()
                .map(
                    row ->
                        List.of(
                            row.where(),
                            Numbers.brief(Math.exp(logRatio(row))),
                            row.measured(),
                            row.expected(),
                            String.valueOf(row.observations()),
                            VerdictSize.of(row)))
                .toList());
  }
}
