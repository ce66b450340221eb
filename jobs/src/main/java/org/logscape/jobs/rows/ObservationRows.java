package org.logscape.jobs.rows;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.logscape.jobs.spec.CellSpec;
import org.logscape.jobs.spec.RunId;
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
 * The catalogue of observations: which rows each becomes. A new observation takes one line here,
 * its row record and its schema file. Loss histograms are not in it, since runs share them.
 */
final class ObservationRows {
  private static final Map<Class<?>, Maker> MAKERS = new HashMap<>();

  static {
    one(EscapeEvent.class, (run, event) -> EscapeRow.of(run.id(), event));
    one(Occupancy.class, (run, stays) -> OccupancyRow.of(run.id(), stays));
    one(Snapshot.class, (run, snapshot) -> SnapshotRow.of(run.id(), snapshot));
    one(Evaluated.class, (run, evaluated) -> EvaluationRow.of(run.id(), evaluated));
    one(NoiseMeasured.class, (run, noise) -> NoiseRow.of(run.id(), run.cell(), noise));
    many(SpectrumMeasured.class, (run, part) -> SpectrumRow.ofRun(run.id(), run.cell(), part));
    one(SharpnessMeasured.class, (run, end) -> SharpnessRow.of(run.id(), end));
  }

  /** The run that an observation is of. */
  record Run(RunId id, CellSpec cell) {}

  /** Makes the rows of an observation of one class. */
  private interface Maker {
    List<? extends TableRow> rows(Run run, Observation observation);
  }

  private ObservationRows() {}

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

  private static <O extends Observation> void one(Class<O> type, BiFunction<Run, O, TableRow> row) {
    many(type, (run, observation) -> List.of(row.apply(run, observation)));
  }

  private static <O extends Observation> void many(
      Class<O> type, BiFunction<Run, O, List<? extends TableRow>> rows) {
    MAKERS.put(type, (run, observation) -> rows.apply(run, type.cast(observation)));
  }
}
