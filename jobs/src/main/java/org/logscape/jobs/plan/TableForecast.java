package org.logscape.jobs.plan;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.logscape.jobs.predict.Watched;
import org.logscape.jobs.spec.CellSpec;
import org.logscape.jobs.spec.Spec;
import org.logscape.jobs.spec.observe.EvaluationSpec;
import org.logscape.jobs.spec.observe.LossHistogramSpec;
import org.logscape.jobs.spec.observe.Observe;
import org.logscape.jobs.spec.observe.SnapshotsSpec;
import org.logscape.schemas.Table;

/**
 * Rows that a sweep is expected to write, by table. Bins of histograms and events are not known
 * beforehand: 60 bins hold a loss, and every event has a row, whether it occurs or not.
 */
final class TableForecast {
  private static final int FILLED_BINS = 60;

  private final Spec spec;
  private final Map<Table, Double> rows = new EnumMap<>(Table.class);
  private double stateNumbers;

  private TableForecast(Spec spec) {
    this.spec = spec;
  }

  /** The forecast of a spec. */
  static TableForecast of(Plan plan) {
    TableForecast forecast = new TableForecast(plan.spec());
    double cellsForEach = (double) plan.spec().grid().cells() / plan.cells().size();
    List<CellSpec> looked = plan.looked();
    for (int i = 0; i < looked.size(); i++) {
      forecast.add(plan.cells().get(i), looked.get(i), cellsForEach);
    }
    return forecast;
  }

  private void add(PlannedCell planned, CellSpec cell, double weight) {
    Observe observe = spec.observe();
    double runs = weight * planned.runs();
    double steps = planned.stepsPerRun();
    add(Table.CELLS, weight);
    add(Table.RUNS, runs);
    add(Table.ESCAPES, runs * Watched.of(spec).size());
    observe
        .lossHistogram()
        .ifPresent(counted -> add(Table.LOSS_HISTOGRAMS, histogram(counted, runs, weight)));
    observe.snapshots().ifPresent(kept -> addSnapshots(kept, planned, runs));
    observe.occupancy().ifPresent(seen -> add(Table.OCCUPANCY, 2 * runs));
    observe.sharpness().ifPresent(seen -> add(Table.SHARPNESS, runs));
    if (observe.evaluation().isPresent() || observe.noise().isPresent()) {
      double epochs = Math.max(1, steps / cell.stepsPerEpoch());
      observe.evaluation().ifPresent(seen -> add(Table.EVALUATIONS, runs * looks(seen, epochs)));
      observe
          .noise()
          .ifPresent(
              seen ->
                  add(
                      Table.NOISE,
                      runs * (seen.at().isEmpty() ? 1 + epochs / seen.every() : seen.at().size())));
    }
    observe
        .spectrum()
        .ifPresent(
            seen -> add(Table.SPECTRA, runs * Math.max(1, seen.at().size()) * seen.eigenvalues()));
  }

  private static double histogram(LossHistogramSpec counted, double runs, double weight) {
    return Math.max(weight, runs / counted.runsPerGroup()) * FILLED_BINS;
  }

  private void addSnapshots(SnapshotsSpec kept, PlannedCell planned, double runs) {
    double each = kept.atEscape() ? 1 : 0;
    if (kept.every() != SnapshotsSpec.NEVER) {
      each += 1 + Math.floor(planned.stepsPerRun() / kept.every());
    }
    add(Table.SNAPSHOTS, runs * each);
    stateNumbers += runs * each * planned.theory().facts().dimensions();
  }

  private static double looks(EvaluationSpec seen, double epochs) {
    return seen.steps() == EvaluationSpec.Spacing.LOG
        ? 2 + EvaluationSpec.LOOKS_PER_DECADE * Math.log10(Math.max(1, epochs / seen.every()))
        : 1 + epochs / seen.every();
  }

  private void add(Table table, double more) {
    if (more > 0) {
      rows.merge(table, more, Double::sum);
    }
  }

  /** Rows of the tables that get any. */
  Map<Table, Double> rowsByTable() {
    return Collections.unmodifiableMap(rows);
  }

  /** Bytes of all files. */
  double bytes() {
    double bytes = Prices.NUMBER_BYTES * stateNumbers;
    for (Map.Entry<Table, Double> table : rows.entrySet()) {
      bytes += Prices.rowBytes(table.getKey()) * table.getValue();
    }
    return bytes;
  }

  /** Rows of a table; 0 where none are written. */
  double rows(Table table) {
    return rows.getOrDefault(table, 0.0);
  }

  /** Rows of all tables. */
  double rows() {
    return rows.values().stream().mapToDouble(Double::doubleValue).sum();
  }

  /** Numbers of all states that snapshots hold. */
  double stateNumbers() {
    return stateNumbers;
  }
}
