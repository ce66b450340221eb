package org.logscape.jobs.sweep;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.logscape.jobs.rows.RunRows;
import org.logscape.jobs.spec.CellSpec;
import org.logscape.jobs.spec.RunId;
import org.logscape.jobs.spec.Spec;
import org.logscape.jobs.store.TableRow;
import org.logscape.jobs.sweep.work.BlockRange;
import org.logscape.observe.Snapshot;
import org.logscape.observe.TrajectoryObserver.Stretch;

/**
 * One run of a spec, computed by itself: a block of one. Its numbers are those that it has in any
 * sweep.
 */
public final class LoneRun {
  private final Spec spec;
  private final BlockRange range;

  private LoneRun(Spec spec, BlockRange range) {
    this.spec = spec;
    this.range = range;
  }

  /**
   * A run of a cell of a spec. Replicas beyond the spec's own are runs that were added for a width.
   *
   * @return empty where the spec has no such cell
   */
  public static Optional<LoneRun> of(Spec spec, RunId run) {
    int replica = run.replica();
    return LongStream.range(0, spec.grid().cells())
        .filter(cell -> spec.grid().cell(cell).id().equals(run.cellId()))
        .mapToObj(cell -> new LoneRun(spec, new BlockRange(cell, replica, replica + 1)))
        .findFirst();
  }

  /** Which run it is. */
  public RunId id() {
    return new RunId(cell().id(), range.from());
  }

  /** Its cell. */
  public CellSpec cell() {
    return spec.grid().cell(range.cell());
  }

  /**
   * Computes it.
   *
   * @param inputs what runs need beside the spec
   * @param limit at most this many steps: that of the spec, or more where runs were followed
   *     further for a width
   * @param stretch the states that are kept
   * @param states receives them
   * @return its rows in all tables; histograms are those of this run alone
   */
  public List<TableRow> rows(
      RunInputs inputs, long limit, Stretch stretch, Consumer<Snapshot> states) {
    BlockRunner runner =
        BlockRunner.of(spec, inputs).following(new BlockRunner.Following(stretch, states));
    return RunRows.of(spec, inputs.start()).rows(cell(), runner.whole(range, limit));
  }
}
