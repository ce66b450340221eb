package org.logscape.training.watch;

import org.logscape.data.Samples;
import org.logscape.network.EmpiricalLoss;
import org.logscape.network.Network;
import org.logscape.spectrum.Probes;
import org.logscape.training.Moment;
import org.logscape.training.Schedule;
import org.logscape.training.Watcher;

/** Takes the spectrum of the Hessian, in double precision, at steps of a schedule. */
public final class SpectrumWatcher extends KeepingWatcher {
  private final Curvature curvature;
  private final EmpiricalLoss loss;
  private final long seed;
  private Probes probes;

  private SpectrumWatcher(Schedule schedule, Curvature curvature, EmpiricalLoss loss, long seed) {
    super(schedule);
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
    super.begin(replica);
    probes = Probes.of(seed, replica);
  }

  @Override
  public void look(Moment moment) {
    if (isFinite(moment)) {
      curvature.measure(moment.step(), loss.hessian(moment.theta()), probes).forEach(this::keep);
    }
  }

  @Override
  public void close() {
    loss.close();
  }
}
