package org.logscape.jobs.sweep;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.logscape.dynamics.NoiseEnhancement;
import org.logscape.jobs.spec.CellSpec;
import org.logscape.jobs.spec.Spec;
import org.logscape.jobs.spec.Stop;
import org.logscape.jobs.spec.dynamics.DynamicsSpec;
import org.logscape.jobs.spec.model.NetworkSpec;
import org.logscape.jobs.spec.observe.Observe;
import org.logscape.kernel.RunOutcome;
import org.logscape.matrix.Precision;
import org.logscape.network.Network;
import org.logscape.random.StreamFamily;
import org.logscape.training.NetworkKernel;
import org.logscape.training.NetworkStart;
import org.logscape.training.Schedule;
import org.logscape.training.SgdSettings;
import org.logscape.training.Watcher;
import org.logscape.training.watch.Curvature;
import org.logscape.training.watch.EvaluationWatcher;
import org.logscape.training.watch.LevelWatcher;
import org.logscape.training.watch.NoiseWatcher;
import org.logscape.training.watch.SnapshotWatcher;
import org.logscape.training.watch.SpectrumWatcher;

/** From a cell of a spec to running networks: what {@link BlockRunner} is for other models. */
final class NetworkRunner {
  /** A minibatch's gradient is noise anyway, and half the bytes are half the time. */
  static final Precision PRECISION = Precision.FLOAT32;

  private final Spec spec;
  private final NetworkInputs inputs;
  private final NetworkStart start;

  private NetworkRunner(Spec spec, NetworkInputs inputs, NetworkStart start) {
    this.spec = spec;
    this.inputs = inputs;
    this.start = start;
  }

  static NetworkRunner of(Spec spec, RunInputs inputs) {
    NetworkStart start =
        inputs
            .start()
            .map(snapshots -> NetworkStart.at(snapshots.points()))
            .orElseGet(NetworkStart::glorot);
    return new NetworkRunner(spec, inputs.networks(), start);
  }

  /** How a cell's networks move. */
  static SgdSettings settings(DynamicsSpec dynamics) {
    return new SgdSettings(
        dynamics.learningRate(),
        dynamics.batchSize(),
        NoiseEnhancement.of(dynamics.noiseEnhancement()),
        dynamics.sampling());
  }

  /**
   * Computes runs of a cell.
   *
   * @param streams the cell's random streams
   * @param watching looks on beside the observers of the spec
   */
  List<RunOutcome> run(
      CellSpec cell, BlockRange range, StreamFamily streams, List<Watcher.Factory> watching) {
    NetworkSpec model = (NetworkSpec) cell.model();
    Network network = inputs.network(model);
    NetworkKernel.Task task =
        new NetworkKernel.Task(
            network,
            inputs.training(model),
            settings(cell.dynamics()),
            PRECISION,
            inputs
                .minimum(spec, model)
                .map(minimum -> NetworkStart.at(minimum.theta()))
                .orElse(start));
    List<Watcher.Factory> watchers = new ArrayList<>(watchers(cell, model, network));
    watchers.addAll(watching);
    NetworkKernel kernel =
        spec.stop().after() == Stop.After.NEVER
            ? NetworkKernel.forSteps(task, cell.steps(), watchers)
            : NetworkKernel.untilEvent(task, cell.steps(), watchers);
    return kernel.run(streams, range.from(), range.to());
  }

  private List<Watcher.Factory> watchers(CellSpec cell, NetworkSpec model, Network network) {
    List<Watcher.Factory> watchers = new ArrayList<>();
    Observe observe = spec.observe();
    observe
        .escape()
        .ifPresent(
            escape ->
                watchers.add(
                    LevelWatcher.of(
                        inputs.minimum(spec, model).orElseThrow().loss(),
                        escape.levels(),
                        Schedule.every(escape.every()),
                        spec.stop().after() == Stop.After.NEVER
                            ? LevelWatcher.EndsAfter.NEVER
                            : LevelWatcher.EndsAfter.HIGHEST)));
    observe.snapshots().ifPresent(snapshots -> watchers.add(snapshots(snapshots)));
    long epoch = cell.stepsPerEpoch();
    observe
        .evaluation()
        .ifPresent(
            evaluation ->
                watchers.add(
                    EvaluationWatcher.of(
                        network,
                        Schedule.every(evaluation.every() * epoch),
                        epoch,
                        inputs.test(),
                        PRECISION)));
    observe.noise().ifPresent(noise -> watchers.add(noise(noise, cell, model, network)));
    observe
        .spectrum()
        .ifPresent(
            spectrum ->
                watchers.add(
                    SpectrumWatcher.of(
                        network,
                        inputs.training(model, count(spectrum.samples())),
                        spectrum.at().isEmpty()
                            ? Schedule.at(List.of(cell.steps()))
                            : atEpochs(spectrum.at(), epoch),
                        Curvature.of(spectrum.eigenvalues(), spectrum.densityProbes()),
                        spec.seed())));
    return watchers;
  }

  private Watcher.Factory noise(
      Observe.Noise noise, CellSpec cell, NetworkSpec model, Network network) {
    long epoch = cell.stepsPerEpoch();
    return NoiseWatcher.of(
        network,
        inputs.training(model, count(noise.samples())),
        noise.at().isEmpty() ? Schedule.every(noise.every() * epoch) : atEpochs(noise.at(), epoch),
        new NoiseWatcher.Depth(
            cell.dynamics().batchSize(),
            noise.minibatches(),
            noise.alignmentProbes(),
            noise.eigenvalues()),
        spec.seed());
  }

  private static Watcher.Factory snapshots(Observe.Snapshots snapshots) {
    Schedule schedule =
        snapshots.every() == Observe.Snapshots.NEVER
            ? Schedule.never()
            : Schedule.every(snapshots.every());
    return snapshots.atEscape()
        ? SnapshotWatcher.withEscape(schedule)
        : SnapshotWatcher.periodic(schedule);
  }

  private static Schedule atEpochs(Collection<Integer> epochs, long stepsPerEpoch) {
    return Schedule.at(epochs.stream().map(epoch -> epoch * stepsPerEpoch).toList());
  }

  private static int count(int samples) {
    return samples == Observe.ALL ? Integer.MAX_VALUE : samples;
  }
}
