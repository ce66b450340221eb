package org.logscape.jobs.sweep;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.logscape.jobs.spec.CellSpec;
import org.logscape.jobs.spec.Spec;
import org.logscape.jobs.spec.model.NetworkSpec;
import org.logscape.jobs.sweep.work.BlockRange;
import org.logscape.kernel.BlockKernel;
import org.logscape.kernel.ObserverFactory;
import org.logscape.kernel.RunOutcome;
import org.logscape.kernel.RunState;
import org.logscape.observe.EndsAfter;
import org.logscape.observe.Snapshot;
import org.logscape.observe.TrajectoryObserver;
import org.logscape.observe.TrajectoryObserver.Stretch;
import org.logscape.random.StreamFamily;

/** Builds the kernel for a cell and runs its blocks. */
final class BlockRunner {
  private final Spec spec;
  private final RunInputs inputs;
  private final Optional<Following> following;
  private long currentCell = -1;
  private long currentLimit = -1;
  private CellSpec cell;
  private BlockKernel kernel;

  /**
   * Keeps the states that a single run goes through.
   *
   * @param stretch which of them
   * @param states receives them
   */
  record Following(Stretch stretch, Consumer<Snapshot> states) {}

  private BlockRunner(Spec spec, RunInputs inputs, Optional<Following> following) {
    this.spec = spec;
    this.inputs = inputs;
    this.following = following;
  }

  /**
   * A runner for the blocks of one task; it keeps the last cell's kernel, since blocks of a cell
   * come together.
   */
  static BlockRunner of(Spec spec) {
    return of(spec, RunInputs.none());
  }

  /**
   * The same for runs that need more than their spec.
   *
   * @param inputs what these need
   */
  static BlockRunner of(Spec spec, RunInputs inputs) {
    return new BlockRunner(spec, inputs, Optional.empty());
  }

  /** The same for a single run, whose states are kept beside what the spec's observers see. */
  BlockRunner following(Following run) {
    return new BlockRunner(spec, inputs, Optional.of(run));
  }

  /** The cell of the last block that was run. */
  CellSpec cell() {
    return cell;
  }

  /** Computes all runs of a block. */
  List<RunOutcome> run(BlockRange range) {
    enter(range.cell());
    return whole(range, cell.steps());
  }

  /** Computes all runs of a block up to a step limit, which ends them. */
  List<RunOutcome> whole(BlockRange range, long limit) {
    enter(range.cell());
    return kernel(limit).run(streams(), range.from(), range.to());
  }

  /** Computes all runs of a block up to a step limit; those that it ends keep their states. */
  List<RunOutcome> run(BlockRange range, long limit) {
    enter(range.cell());
    return kernel(limit).keepingStates().run(streams(), range.from(), range.to());
  }

  /**
   * Computes single runs of a cell.
   *
   * @param number of the cell in the grid
   */
  List<RunOutcome> run(long number, IntStream replicas) {
    enter(number);
    return kernel(cell.steps()).run(streams(), replicas);
  }

  /**
   * Goes on with runs of one cell up to a step limit; those that it ends keep their states.
   *
   * @param number of the cell in the grid
   */
  List<RunOutcome> goOn(long number, List<RunState> states, long limit) {
    enter(number);
    return kernel(limit).keepingStates().goOn(states);
  }

  /** Ends runs of one cell that stand at a step limit, as censored there. */
  List<RunOutcome> end(long number, List<RunState> states, long limit) {
    enter(number);
    return kernel(limit).goOn(states);
  }

  private void enter(long number) {
    if (number != currentCell) {
      currentCell = number;
      currentLimit = -1;
      cell = spec.grid().cell(number);
    }
  }

  private StreamFamily streams() {
    return StreamFamily.ofRuns(spec.seed(), spec.pairing().streamBits(cell));
  }

  private BlockKernel kernel(long limit) {
    if (limit != currentLimit) {
      currentLimit = limit;
      kernel = newKernel(limit);
    }
    return kernel;
  }

  private BlockKernel newKernel(long limit) {
    CellParts parts =
        cell.model() instanceof NetworkSpec
            ? NetworkParts.of(spec, cell, inputs)
            : LandscapeParts.of(spec, cell, inputs);
    List<ObserverFactory> observers = new ArrayList<>(parts.observers());
    following.ifPresent(run -> observers.add(TrajectoryObserver.of(run.stretch(), run.states())));
    if (spec.stop().convergedAt().isPresent()) {
      return BlockKernel.untilDone(parts.dynamics(), parts.start(), limit, observers);
    }
    return spec.stop().after() == EndsAfter.NEVER
        ? BlockKernel.forSteps(parts.dynamics(), parts.start(), limit, observers)
        : BlockKernel.untilEvent(parts.dynamics(), parts.start(), limit, observers);
  }
}
