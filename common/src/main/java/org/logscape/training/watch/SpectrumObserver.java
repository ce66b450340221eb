package org.logscape.training.watch;

import org.logscape.data.Samples;
import org.logscape.dynamics.Ensemble;
import org.logscape.kernel.Clock;
import org.logscape.kernel.NumberSink;
import org.logscape.kernel.NumberSource;
import org.logscape.kernel.Observation;
import org.logscape.kernel.ObserverFactory;
import org.logscape.kernel.Schedule;
import org.logscape.network.EmpiricalLoss;
import org.logscape.network.Network;
import org.logscape.spectrum.Probes;

/** Computes the spectrum of the Hessian, in double precision, at the steps of a schedule. */
public final class SpectrumObserver extends ScheduledObserver {
  private final Curvature curvature;
  private final EmpiricalLoss loss;
  private final long seed;
  private final Probes[] probes;

  private SpectrumObserver(
      Schedule schedule, Curvature curvature, EmpiricalLoss loss, long seed, int lanes) {
    super(schedule, lanes);
    this.curvature = curvature;
    this.loss = loss;
    this.seed = seed;
    probes = new Probes[lanes];
  }

  /**
   * An observer.
   *
   * @param samples over which L is taken
   * @param seed the spec's seed, from which probe vectors come
   */
  public static ObserverFactory of(
      Network network, Samples samples, Schedule schedule, Curvature curvature, long seed) {
    return lanes ->
        new SpectrumObserver(schedule, curvature, EmpiricalLoss.of(network, samples), seed, lanes);
  }

  @Override
  void begin(int lane, Ensemble ensemble) {
    probes[lane] = Probes.of(seed, ensemble.replica(lane));
  }

  @Override
  void look(int lane, Ensemble ensemble, Clock clock) {
    if (isFinite(lane, ensemble)) {
      curvature
          .measure(clock.steps(lane), loss.hessian(ensemble.thetaOf(lane)), probes[lane])
          .forEach(part -> keep(lane, part));
    }
  }

  @Override
  void write(Observation seen, NumberSink numbers) {
    ((SpectrumMeasured) seen).write(numbers);
  }

  @Override
  SpectrumMeasured read(NumberSource numbers) {
    return SpectrumMeasured.read(numbers);
  }

  @Override
  void saveSource(int lane, NumberSink numbers) {
    numbers.put(probes[lane].state());
  }

  @Override
  void resumeSource(int lane, NumberSource numbers) {
    probes[lane] = Probes.at(numbers.wholes());
  }

  @Override
  public void move(int from, int to) {
    super.move(from, to);
    probes[to] = probes[from];
  }

  @Override
  public void close() {
    loss.close();
  }
}
