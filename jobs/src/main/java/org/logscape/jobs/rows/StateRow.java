package org.logscape.jobs.rows;

import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.logscape.jobs.spec.RunId;
import org.logscape.jobs.store.MotionColumns;
import org.logscape.jobs.store.OrNull;
import org.logscape.jobs.store.RowBinding;
import org.logscape.jobs.store.TableRow;
import org.logscape.kernel.RunState;
import org.logscape.schemas.Table;

/** Where a run stands that is not over: a row of the table states. */
public record StateRow(
    String runId,
    String cellId,
    int replica,
    long step,
    double loss,
    double lossSum,
    double[] theta,
    @OrNull double[] velocity,
    long[] stream,
    long[] position,
    long[] observed)
    implements TableRow {
  /** Binding to the table. */
  public static final RowBinding<StateRow> ROWS = RowBinding.of(Table.STATES, StateRow.class);

  static StateRow of(RunId run, RunState state) {
    return new StateRow(
        run.toString(),
        run.cellId(),
        run.replica(),
        state.steps(),
        state.loss(),
        state.lossSum(),
        state.motion().theta(),
        MotionColumns.velocity(state.motion()),
        state.stream(),
        IntStream.of(state.motion().position()).asLongStream().toArray(),
        state.observed());
  }

  /** The state, to go on from. */
  public RunState state() {
    return new RunState(
        replica,
        step,
        lossSum,
        loss,
        MotionColumns.motion(theta, velocity, LongStream.of(position).asDoubleStream().toArray()),
        stream,
        observed);
  }

  @Override
  public RowBinding<StateRow> binding() {
    return ROWS;
  }
}
