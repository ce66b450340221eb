package org.logscape.jobs.sweep;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.logscape.jobs.spec.CellSpec;
import org.logscape.jobs.spec.Spec;
import org.logscape.jobs.spec.dynamics.DynamicsSpec;
import org.logscape.jobs.spec.observe.Observe;
import org.logscape.jobs.spec.start.Start;
import org.logscape.jobs.start.SnapshotStart;
import org.logscape.jobs.store.TableRow;
import org.logscape.kernel.Observation;
import org.logscape.kernel.RunOutcome;
import org.logscape.network.Evaluation;
import org.logscape.observe.EscapeEvent;
import org.logscape.observe.LogBins;
import org.logscape.observe.LossHistogram;
import org.logscape.observe.Snapshot;
import org.logscape.schemas.Table;
import org.logscape.training.watch.Evaluated;
import org.logscape.training.watch.NoiseMeasured;
import org.logscape.training.watch.SpectrumMeasured;

/** From outcomes of runs to rows of tables. */
final class RowMapper {
  private final int runsPerGroup;
  private final LogBins bins;
  private final Optional<SnapshotStart> start;

  private RowMapper(int runsPerGroup, LogBins bins, Optional<SnapshotStart> start) {
    this.runsPerGroup = runsPerGroup;
    this.bins = bins;
    this.start = start;
  }

  /**
   * A mapper for the observers of a spec.
   *
   * @param inputs what its runs need beside it
   */
  static RowMapper of(Spec spec, RunInputs inputs) {
    Optional<Observe.LossHistogram> histogram = spec.observe().lossHistogram();
    return new RowMapper(
        histogram.map(Observe.LossHistogram::runsPerGroup).orElse(1),
        LogBins.of(histogram.map(Observe.LossHistogram::binsPerDecade).orElse(1)),
        inputs.start());
  }

  /** The tables that the observers of a spec fill, rows or not. */
  static Collection<Table> tables(Spec spec) {
    List<Table> tables = new ArrayList<>(List.of(Table.RUNS));
    Observe observe = spec.observe();
    observe.escape().ifPresent(escape -> tables.add(Table.ESCAPES));
    observe.lossHistogram().ifPresent(histogram -> tables.add(Table.LOSS_HISTOGRAMS));
    observe.snapshots().ifPresent(snapshots -> tables.add(Table.SNAPSHOTS));
    observe.evaluation().ifPresent(evaluation -> tables.add(Table.EVALUATIONS));
    observe.noise().ifPresent(noise -> tables.add(Table.NOISE));
    boolean pretrained = spec.start() instanceof Start.Pretrained;
    if (pretrained) {
      tables.add(Table.MINIMA);
    }
    boolean noiseSpectra = observe.noise().filter(noise -> noise.eigenvalues() > 0).isPresent();
    if (pretrained || noiseSpectra || observe.spectrum().isPresent()) {
      tables.add(Table.SPECTRA);
    }
    return tables;
  }

  /**
   * All rows of the runs of one block; of a run that has kept its state that alone, since it is not
   * over.
   */
  List<TableRow> rows(CellSpec cell, List<RunOutcome> outcomes) {
    List<TableRow> rows = new ArrayList<>();
    Map<Integer, long[]> histograms = new TreeMap<>();
    String cellId = cell.id();
    for (RunOutcome outcome : outcomes) {
      String runId = cellId + "-" + outcome.replica();
      if (outcome.state().isPresent()) {
        rows.add(StateRows.row(runId, cellId, outcome.state().get()));
        continue;
      }
      Double meanLoss = null;
      for (Observation observation : outcome.observations()) {
        if (observation instanceof EscapeEvent event) {
          rows.add(escape(runId, cellId, event));
        } else if (observation instanceof Snapshot snapshot) {
          rows.add(snapshot(runId, cellId, snapshot));
        } else if (observation instanceof LossHistogram histogram) {
          meanLoss = histogram.samples() > 0 ? (Double) histogram.meanLoss() : null;
          long[] sum =
              histograms.computeIfAbsent(
                  outcome.replica() / runsPerGroup, group -> new long[bins.count()]);
          for (int bin = 0; bin < sum.length; bin++) {
            sum[bin] += histogram.counts()[bin];
          }
        } else if (observation instanceof Evaluated evaluated) {
          rows.add(evaluation(runId, cellId, evaluated));
        } else if (observation instanceof NoiseMeasured noise) {
          rows.add(noise(runId, cell, noise));
        } else if (observation instanceof SpectrumMeasured part) {
          rows.addAll(SpectrumRows.ofRun(cellId, runId, 1 / effectiveBatch(cell.dynamics()), part));
        } else {
          throw new IllegalStateException("no table for " + observation);
        }
      }
      rows.add(run(runId, cellId, outcome, meanLoss));
    }
    histograms.forEach((group, counts) -> addHistogram(rows, cellId, group, counts));
    return rows;
  }

  private TableRow run(String runId, String cellId, RunOutcome outcome, Double meanLoss) {
    Optional<SnapshotStart.Origin> origin = start.map(at -> at.origin(outcome.replica()));
    return new TableRow(
        Table.RUNS,
        new Object[] {
          runId,
          cellId,
          outcome.replica(),
          word(outcome.status()),
          outcome.steps(),
          outcome.time(),
          outcome.tau(),
          outcome.finalLoss(),
          meanLoss,
          origin.map(SnapshotStart.Origin::runId).orElse(null),
          origin.map(SnapshotStart.Origin::step).orElse(null)
        });
  }

  private static TableRow escape(String runId, String cellId, EscapeEvent event) {
    return new TableRow(
        Table.ESCAPES,
        new Object[] {
          runId,
          cellId,
          word(event.kind()),
          orNull(event.level()),
          event.occurred(),
          event.step(),
          event.time(),
          event.tau(),
          orNull(event.loss()),
          orNull(event.lossBefore())
        });
  }

  private static TableRow snapshot(String runId, String cellId, Snapshot snapshot) {
    return new TableRow(
        Table.SNAPSHOTS,
        new Object[] {
          runId, cellId, snapshot.step(), snapshot.loss(), snapshot.theta(), word(snapshot.reason())
        });
  }

  private static TableRow evaluation(String runId, String cellId, Evaluated evaluated) {
    return new TableRow(
        Table.EVALUATIONS,
        new Object[] {
          runId,
          cellId,
          evaluated.epoch(),
          evaluated.training().loss(),
          evaluated.test().map(Evaluation::loss).orElse(null),
          evaluated.test().map(Evaluation::accuracy).orElse(null)
        });
  }

  /** B/a, in which tr Sigma of mixed minibatches is that of one. */
  private static double effectiveBatch(DynamicsSpec dynamics) {
    return dynamics.batchSize() / dynamics.noiseFactor();
  }

  private static TableRow noise(String runId, CellSpec cell, NoiseMeasured noise) {
    double batch = effectiveBatch(cell.dynamics());
    // minibatches are drawn one by one: mixing two multiplies their covariance by a
    double mixed = cell.dynamics().noiseFactor();
    return new TableRow(
        Table.NOISE,
        new Object[] {
          runId,
          cell.id(),
          noise.step(),
          noise.strength().loss(),
          noise.strength().trace(batch),
          noise.strength().gaussNewtonTrace(),
          noise.strength().predictedTrace(batch),
          noise.sampled().map(sampled -> mixed * sampled.trace()).orElse(null),
          noise.sampled().map(sampled -> mixed * sampled.standardError()).orElse(null),
          orNull(noise.alignment())
        });
  }

  private void addHistogram(List<TableRow> rows, String cellId, int group, long[] counts) {
    for (int bin = 0; bin < counts.length; bin++) {
      if (counts[bin] > 0) {
        rows.add(
            new TableRow(
                Table.LOSS_HISTOGRAMS,
                new Object[] {cellId, group, bins.logLow(bin), bins.logHigh(bin), counts[bin]}));
      }
    }
  }

  private static Double orNull(OptionalDouble value) {
    return value.isPresent() ? (Double) value.getAsDouble() : null;
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
