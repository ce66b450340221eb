package org.logscape.jobs.sweep;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.logscape.dynamics.SgdSettings;
import org.logscape.jobs.spec.CellSpec;
import org.logscape.jobs.spec.Spec;
import org.logscape.jobs.spec.Stop;
import org.logscape.jobs.spec.model.NetworkSpec;
import org.logscape.jobs.spec.observe.EvaluationSpec;
import org.logscape.jobs.spec.observe.NoiseSpec;
import org.logscape.jobs.spec.observe.Observe;
import org.logscape.jobs.spec.observe.ObserverSpec;
import org.logscape.kernel.ObserverFactory;
import org.logscape.kernel.Schedule;
import org.logscape.kernel.Start;
import org.logscape.matrix.Precision;
import org.logscape.network.Network;
import org.logscape.observe.EndsAfter;
import org.logscape.observe.EscapeObserver;
import org.logscape.training.NetworkDynamics;
import org.logscape.training.watch.ConvergenceObserver;
import org.logscape.training.watch.Curvature;
import org.logscape.training.watch.EvaluationObserver;
import org.logscape.training.watch.NoiseObserver;
import org.logscape.training.watch.SharpnessObserver;
import org.logscape.training.watch.SpectrumObserver;

/** Maps the settings of a cell of networks to model, dynamics and observers. */
final class NetworkParts {
  /** A minibatch's gradient is noise anyway, and half the bytes are half the time. */
  static final Precision PRECISION = Precision.FLOAT32;

  private final Spec spec;
  private final CellSpec cell;
  private final NetworkInputs inputs;
  private final NetworkSpec model;
  private final Network network;

  private NetworkParts(Spec spec, CellSpec cell, NetworkInputs inputs) {
    this.spec = spec;
    this.cell = cell;
    this.inputs = inputs;
    model = (NetworkSpec) cell.model();
    network = inputs.network(model);
  }

  static CellParts of(Spec spec, CellSpec cell, RunInputs inputs) {
    NetworkParts parts = new NetworkParts(spec, cell, inputs.networks());
    Optional<StartingMinimum> minimum = parts.minimum();
    NetworkDynamics dynamics = dynamics(inputs.networks(), parts.model, cell.dynamics().sgd());
    Start elsewhere =
        inputs
            .start()
            .map(snapshots -> Start.at(snapshots.points()))
            .orElseGet(() -> NetworkDynamics.glorot(parts.network.architecture()));
    return new CellParts(
        minimum.map(dynamics::about).orElse(dynamics),
        minimum.isPresent() ? Start.minimum() : elsewhere,
        parts.observers());
  }

  /** How networks of a model move on their training set. */
  static NetworkDynamics dynamics(NetworkInputs inputs, NetworkSpec model, SgdSettings settings) {
    return NetworkDynamics.of(inputs.network(model), inputs.training(model), settings, PRECISION);
  }

  private Optional<StartingMinimum> minimum() {
    return inputs.minimum(spec, model);
  }

  private List<ObserverFactory> observers() {
    List<ObserverFactory> observers = new ArrayList<>();
    Observe observe = spec.observe();
    observe
        .escape()
        .ifPresent(
            escape ->
                observers.add(
                    EscapeObserver.ofLevels(
                        minimum().orElseThrow(),
                        escape.levels(),
                        spec.stop().after() == EndsAfter.NEVER ? EndsAfter.NEVER : EndsAfter.LEVELS,
                        escape.every())));
    observe
        .snapshots()
        .ifPresent(
            snapshots ->
                observers.add(CellParts.snapshots(snapshots, CellParts.schedule(snapshots))));
    long epoch = cell.stepsPerEpoch();
    observe
        .evaluation()
        .ifPresent(
            evaluation ->
                observers.add(
                    EvaluationObserver.of(
                        network, schedule(evaluation, epoch), epoch, inputs.test(), PRECISION)));
    observe.noise().ifPresent(noise -> observers.add(noise(noise)));
    spec.stop().convergedAt().ifPresent(at -> observers.add(convergence(at, epoch)));
    observe
        .spectrum()
        .ifPresent(
            spectrum ->
                observers.add(
                    SpectrumObserver.of(
                        network,
                        inputs.training(model, count(spectrum.samples())),
                        spectrum.at().isEmpty()
                            ? Schedule.at(List.of(cell.steps()))
                            : atEpochs(spectrum.at(), epoch),
                        Curvature.of(spectrum.eigenvalues(), spectrum.densityProbes()),
                        spec.seed())));
    observe
        .sharpness()
        .ifPresent(
            sharpness ->
                observers.add(
                    SharpnessObserver.of(
                        network,
                        inputs.training(model, count(sharpness.samples())),
                        Curvature.of(sharpness.eigenvalues(), 0),
                        spec.seed())));
    return observers;
  }

  private static Schedule schedule(EvaluationSpec evaluation, long epoch) {
    long every = evaluation.every() * epoch;
    return evaluation.steps() == EvaluationSpec.Spacing.LOG
        ? Schedule.logarithmic(every, EvaluationSpec.LOOKS_PER_DECADE)
        : Schedule.every(every);
  }

  private ObserverFactory convergence(Stop.Convergence at, long epoch) {
    ConvergenceObserver.Target target =
        at.error()
            .<ConvergenceObserver.Target>map(ConvergenceObserver.Target.ErrorRate::new)
            .orElseGet(() -> new ConvergenceObserver.Target.Loss(at.loss().orElseThrow()));
    return ConvergenceObserver.of(target, at.steps(spec.observe(), epoch));
  }

  private ObserverFactory noise(NoiseSpec noise) {
    long epoch = cell.stepsPerEpoch();
    return NoiseObserver.of(
        network,
        inputs.training(model, count(noise.samples())),
        noise.at().isEmpty() ? Schedule.every(noise.every() * epoch) : atEpochs(noise.at(), epoch),
        new NoiseObserver.Depth(
            cell.dynamics().batchSize(),
            noise.minibatches(),
            noise.alignmentProbes(),
            noise.eigenvalues()),
        spec.seed());
  }

  private static Schedule atEpochs(Collection<Integer> epochs, long stepsPerEpoch) {
    return Schedule.at(epochs.stream().map(epoch -> epoch * stepsPerEpoch).toList());
  }

  private static int count(int samples) {
    return samples == ObserverSpec.ALL ? Integer.MAX_VALUE : samples;
  }
}
