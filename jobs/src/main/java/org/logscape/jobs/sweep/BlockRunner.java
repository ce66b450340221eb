package org.logscape.jobs.sweep;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.logscape.dynamics.Dynamics;
import org.logscape.jobs.spec.CellSpec;
import org.logscape.jobs.spec.Spec;
import org.logscape.jobs.spec.Stop;
import org.logscape.jobs.spec.model.NetworkSpec;
import org.logscape.jobs.spec.observe.Event;
import org.logscape.jobs.spec.observe.Observe;
import org.logscape.kernel.BlockKernel;
import org.logscape.kernel.ObserverFactory;
import org.logscape.kernel.RunOutcome;
import org.logscape.kernel.RunState;
import org.logscape.kernel.Start;
import org.logscape.model.Model;
import org.logscape.observe.EscapeKind;
import org.logscape.observe.EscapeObserver;
import org.logscape.observe.LogBins;
import org.logscape.observe.LossHistogramObserver;
import org.logscape.observe.Snapshot;
import org.logscape.observe.SnapshotObserver;
import org.logscape.observe.TrajectoryObserver;
import org.logscape.observe.TrajectoryObserver.Stretch;
import org.logscape.random.StreamFamily;
import org.logscape.training.watch.TrajectoryWatcher;

/**
 * From a cell of a spec to a running kernel: where the words of the spec become the types of the
 * science.
 */
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
    return cell.model() instanceof NetworkSpec
        ? NetworkRunner.of(spec, inputs)
            .run(
                cell,
                range,
                streams(),
                following
                    .map(run -> List.of(TrajectoryWatcher.of(run.stretch(), run.states())))
                    .orElse(List.of()))
        : whole(range, cell.steps());
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
    Model model = cell.landscape().model(spec.seed());
    Dynamics dynamics = CellDynamics.of(model, cell.dynamics());
    List<ObserverFactory> observers = observers(model);
    return spec.stop().after() == Stop.After.NEVER
        ? BlockKernel.forSteps(dynamics, start(), limit, observers)
        : BlockKernel.untilEvent(dynamics, start(), limit, observers);
  }

  private Start start() {
    if (spec.start() instanceof org.logscape.jobs.spec.start.Start.Random random) {
      return Start.random(random.scale());
    }
    return inputs.start().map(snapshots -> Start.at(snapshots.points())).orElseGet(Start::minimum);
  }

  private List<ObserverFactory> observers(Model model) {
    List<ObserverFactory> observers = new ArrayList<>();
    Observe observe = spec.observe();
    observe
        .escape()
        .ifPresent(
            escape ->
                observers.add(
                    EscapeObserver.of(
                        model, kinds(escape.events()), escape.levels(), endsAfter())));
    observe
        .lossHistogram()
        .ifPresent(
            histogram ->
                observers.add(
                    LossHistogramObserver.of(
                        model,
                        LogBins.of(histogram.binsPerDecade()),
                        histogram.burnIn(),
                        histogram.every())));
    observe.snapshots().ifPresent(snapshots -> observers.add(snapshots(snapshots)));
    following.ifPresent(run -> observers.add(TrajectoryObserver.of(run.stretch(), run.states())));
    return observers;
  }

  private static ObserverFactory snapshots(Observe.Snapshots snapshots) {
    OptionalLong every =
        snapshots.every() == Observe.Snapshots.NEVER
            ? OptionalLong.empty()
            : OptionalLong.of(snapshots.every());
    return snapshots.atEscape()
        ? SnapshotObserver.withEscape(every)
        : SnapshotObserver.periodic(every);
  }

  private static Set<EscapeKind> kinds(List<Event> events) {
    return events.stream()
        .map(
            event ->
                switch (event) {
                  case SEPARATRIX -> EscapeKind.SEPARATRIX;
                  case BASIN -> EscapeKind.BASIN;
                })
        .collect(Collectors.toSet());
  }

  private EscapeObserver.EndsAfter endsAfter() {
    return switch (spec.stop().after()) {
      case SEPARATRIX -> EscapeObserver.EndsAfter.SEPARATRIX;
      case BASIN -> EscapeObserver.EndsAfter.BASIN;
      case LEVELS -> EscapeObserver.EndsAfter.LEVELS;
      case ALL -> EscapeObserver.EndsAfter.ALL;
      case NEVER -> EscapeObserver.EndsAfter.NEVER;
    };
  }
}
