package org.logscape.jobs.rows;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.logscape.jobs.spec.CellSpec;
import org.logscape.jobs.spec.RunId;
import org.logscape.jobs.spec.observe.EscapeSpec;
import org.logscape.jobs.spec.observe.EvaluationSpec;
import org.logscape.jobs.spec.observe.NoiseSpec;
import org.logscape.jobs.spec.observe.Observe;
import org.logscape.jobs.spec.observe.ObserverSpec;
import org.logscape.jobs.spec.observe.OccupancySpec;
import org.logscape.jobs.spec.observe.SharpnessSpec;
import org.logscape.jobs.spec.observe.SnapshotsSpec;
import org.logscape.jobs.spec.observe.SpectrumSpec;
import org.logscape.jobs.store.RowBinding;
import org.logscape.jobs.store.TableRow;
import org.logscape.kernel.Observation;
import org.logscape.observe.EscapeEvent;
import org.logscape.observe.Occupancy;
import org.logscape.observe.Snapshot;
import org.logscape.training.watch.Evaluated;
import org.logscape.training.watch.NoiseMeasured;
import org.logscape.training.watch.SharpnessMeasured;
import org.logscape.training.watch.SpectrumMeasured;

/**
 * The catalogue of observations: which observer makes each, and which rows of which table it
 * becomes. A new observation takes one line here, its row record and its schema file. Loss
 * histograms are not in it, since runs share them.
 */
final class ObservationRows {
  private static final List<Line> LINES =
      List.of(
          one(
              EscapeSpec.class,
              EscapeEvent.class,
              EscapeRow.ROWS,
              (run, event) -> EscapeRow.of(run.id(), event)),
          one(
              OccupancySpec.class,
              Occupancy.class,
              OccupancyRow.ROWS,
              (run, stays) -> OccupancyRow.of(run.id(), stays)),
          one(
              SnapshotsSpec.class,
              Snapshot.class,
              SnapshotRow.ROWS,
              (run, snapshot) -> SnapshotRow.of(run.id(), snapshot)),
          one(
              EvaluationSpec.class,
              Evaluated.class,
              EvaluationRow.ROWS,
              (run, evaluated) -> EvaluationRow.of(run.id(), evaluated)),
          one(
              NoiseSpec.class,
              NoiseMeasured.class,
              NoiseRow.ROWS,
              (run, noise) -> NoiseRow.of(run.id(), run.cell(), noise)),
          many(
              SpectrumSpec.class,
              SpectrumMeasured.class,
              SpectrumRow.ROWS,
              (run, part) -> SpectrumRow.ofRun(run.id(), run.cell(), part)),
          one(
              SharpnessSpec.class,
              SharpnessMeasured.class,
              SharpnessRow.ROWS,
              (run, end) -> SharpnessRow.of(run.id(), end)));

  private static final Map<Class<?>, Maker> MAKERS =
      LINES.stream().collect(Collectors.toUnmodifiableMap(Line::observation, Line::maker));

  /** The run that an observation is of. */
  record Run(RunId id, CellSpec cell) {}

  /** Makes the rows of an observation of one class. */
  private interface Maker {
    List<? extends TableRow> rows(Run run, Observation observation);
  }

  /** One line of the catalogue. */
  private record Line(
      Class<? extends ObserverSpec> observer,
      Class<?> observation,
      RowBinding<? extends TableRow> table,
      Maker maker) {}

  private ObservationRows() {}

  /** The tables that the observers of a spec fill. */
  static List<RowBinding<? extends TableRow>> tables(Observe observe) {
    List<RowBinding<? extends TableRow>> tables = new ArrayList<>();
    for (Line line : LINES) {
      if (observe.find(line.observer()).isPresent()) {
        tables.add(line.table());
      }
    }
    return tables;
  }

  /**
   * The rows of an observation.
   *
   * @throws IllegalStateException if the catalogue does not have its class
   */
  static List<? extends TableRow> of(Run run, Observation observation) {
    Maker maker = MAKERS.get(observation.getClass());
    if (maker == null) {
      throw new IllegalStateException("no table for " + observation);
    }
    return maker.rows(run, observation);
  }

  private static <O extends Observation> Line one(
      Class<? extends ObserverSpec> observer,
      Class<O> type,
      RowBinding<? extends TableRow> table,
      BiFunction<Run, O, TableRow> row) {
    return many(observer, type, table, (run, observation) -> List.of(row.apply(run, observation)));
  }

  private static <O extends Observation> Line many(
      Class<? extends ObserverSpec> observer,
      Class<O> type,
      RowBinding<? extends TableRow> table,
      BiFunction<Run, O, List<? extends TableRow>> rows) {
    return new Line(
        observer, type, table, (run, observation) -> rows.apply(run, type.cast(observation)));
  }
}
