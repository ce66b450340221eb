package org.logscape.jobs.rows;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.logscape.jobs.spec.CellSpec;
import org.logscape.jobs.spec.RunId;
import org.logscape.jobs.spec.Spec;
import org.logscape.jobs.spec.observe.LossHistogramSpec;
import org.logscape.jobs.spec.observe.Observe;
import org.logscape.jobs.spec.start.Start;
import org.logscape.jobs.start.SnapshotStart;
import org.logscape.jobs.store.RowBinding;
import org.logscape.jobs.store.TableRow;
import org.logscape.kernel.Observation;
import org.logscape.kernel.RunOutcome;
import org.logscape.observe.LogBins;
import org.logscape.observe.LossHistogram;

/** Converts outcomes of runs to rows of tables. */
public final class RunRows {
  private final int runsPerGroup;
  private final LogBins bins;
  private final Optional<SnapshotStart> start;

  private RunRows(int runsPerGroup, LogBins bins, Optional<SnapshotStart> start) {
    this.runsPerGroup = runsPerGroup;
    this.bins = bins;
    this.start = start;
  }

  /**
   * The rows that the observers of a spec ask for.
   *
   * @param start the snapshots at which runs start, if they do
   */
  public static RunRows of(Spec spec, Optional<SnapshotStart> start) {
    Optional<LossHistogramSpec> histogram = spec.observe().lossHistogram();
    return new RunRows(
        histogram.map(LossHistogramSpec::runsPerGroup).orElse(1),
        LogBins.of(histogram.map(LossHistogramSpec::binsPerDecade).orElse(1)),
        start);
  }

  /** The tables that the runs of a spec fill, even if no run has a row for one of them. */
  public static List<RowBinding<? extends TableRow>> tables(Spec spec) {
    List<RowBinding<? extends TableRow>> tables = new ArrayList<>(List.of(RunRow.ROWS));
    Observe observe = spec.observe();
    tables.addAll(ObservationRows.tables(observe));
    if (observe.escape().isEmpty() && spec.stop().convergedAt().isPresent()) {
      tables.add(EscapeRow.ROWS);
    }
    observe.lossHistogram().ifPresent(histogram -> tables.add(HistogramRow.ROWS));
    boolean fromMinimum = spec.start() instanceof Start.AtMinimum;
    if (fromMinimum) {
      tables.add(MinimumRow.ROWS);
    }
    boolean noiseSpectra = observe.noise().filter(noise -> noise.eigenvalues() > 0).isPresent();
    if (observe.spectrum().isEmpty() && (fromMinimum || noiseSpectra)) {
      tables.add(SpectrumRow.ROWS);
    }
    return tables;
  }

  /** All rows of the runs of one block. A run that is not over has a row of its state alone. */
  public List<TableRow> rows(CellSpec cell, List<RunOutcome> outcomes) {
    List<TableRow> rows = new ArrayList<>();
    GroupHistograms histograms = GroupHistograms.of(bins, runsPerGroup);
    for (RunOutcome outcome : outcomes) {
      RunId run = new RunId(cell.id(), outcome.replica());
      if (outcome.state().isPresent()) {
        rows.add(StateRow.of(run, outcome.state().get()));
        continue;
      }
      ObservationRows.Run observed = new ObservationRows.Run(run, cell);
      Double meanLoss = null;
      for (Observation observation : outcome.observations()) {
        if (observation instanceof LossHistogram histogram) {
          meanLoss = histogram.samples() > 0 ? (Double) histogram.meanLoss() : null;
          histograms.add(outcome.replica(), histogram);
        } else {
          rows.addAll(ObservationRows.of(observed, observation));
        }
      }
      rows.add(RunRow.of(run, outcome, meanLoss, start.map(at -> at.origin(outcome.replica()))));
    }
    rows.addAll(histograms.rows(cell.id()));
    return rows;
  }
}
