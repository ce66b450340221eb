package org.logscape.training.watch;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.logscape.data.Samples;
import org.logscape.kernel.Observation;
import org.logscape.kernel.Status;
import org.logscape.network.EmpiricalLoss;
import org.logscape.network.Network;
import org.logscape.spectrum.Probes;
import org.logscape.training.Moment;
import org.logscape.training.Schedule;
import org.logscape.training.Watcher;

/** Takes the spectrum of the Hessian, in double precision, at steps of a schedule. */
public final class SpectrumWatcher implements Watcher {
  private final Schedule schedule;
  private final Curvature curvature;
  private final EmpiricalLoss loss;
  private final long seed;
  private final List<SpectrumMeasured> taken = new ArrayList<>();
  private Probes probes;

  private SpectrumWatcher(Schedule schedule, Curvature curvature, EmpiricalLoss loss, long seed) {
    this.schedule = schedule;
    this.curvature = curvature;
    this.loss = loss;
    this.seed = seed;
  }

  /**
   * A watcher.
   *
   * @param samples over which L is taken
   * @param seed the spec's seed, from which probe vectors come
   */
  public static Watcher.Factory of(
      Network network, Samples samples, Schedule schedule, Curvature curvature, long seed) {
    return () -> new SpectrumWatcher(schedule, curvature, EmpiricalLoss.of(network, samples), seed);
  }

  @Override
  public void begin(int replica) {
    taken.clear();
    probes = Probes.of(seed, replica);
  }

  @Override
  public long due(long step) {
    return schedule.next(step);
  }

  @Override
  public void look(Moment moment) {
    if (Math.abs(moment.training().loss()) <= Double.MAX_VALUE) {
      taken.addAll(curvature.measure(moment.step(), loss.hessian(moment.theta()), probes));
    }
  }

  @Override
  public void finish(Status status, Moment end, Consumer<Observation> sink) {
    taken.forEach(sink);
  }

  @Override
  public void close() {
    loss.close();
  }
}
