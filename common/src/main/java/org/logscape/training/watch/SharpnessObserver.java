package org.logscape.training.watch;

import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import org.logscape.data.Samples;
import org.logscape.dynamics.Ensemble;
import org.logscape.kernel.Clock;
import org.logscape.kernel.NumberSink;
import org.logscape.kernel.NumberSource;
import org.logscape.kernel.Observation;
import org.logscape.kernel.Observer;
import org.logscape.kernel.ObserverFactory;
import org.logscape.kernel.Schedule;
import org.logscape.kernel.Status;
import org.logscape.network.EmpiricalLoss;
import org.logscape.network.Network;
import org.logscape.network.OutputMetric;
import org.logscape.spectrum.Outliers;
import org.logscape.spectrum.Probes;

/**
 * Measures the sharpness of the loss, in double precision, where a run ends, and how far from its
 * start that is. A run that diverged is not measured. Keeps the start of each run.
 */
public final class SharpnessObserver implements Observer {
  private final Curvature curvature;
  private final EmpiricalLoss loss;
  private final long seed;
  private final double[][] start;

  private SharpnessObserver(Curvature curvature, EmpiricalLoss loss, long seed, int lanes) {
    this.curvature = curvature;
    this.loss = loss;
    this.seed = seed;
    start = new double[lanes][];
  }

  /**
   * An observer.
   *
   * @param samples over which the matrices are taken
   * @param curvature how many eigenvalues show n and h*
   * @param seed the spec's seed, from which the start vectors of the eigenvalues come
   */
  public static ObserverFactory of(
      Network network, Samples samples, Curvature curvature, long seed) {
    return lanes ->
        new SharpnessObserver(curvature, EmpiricalLoss.of(network, samples), seed, lanes);
  }

  @Override
  public void seat(int lane, Ensemble ensemble, Clock clock) {
    start[lane] = ensemble.thetaOf(lane).clone();
  }

  /** Never: it looks at ends alone. */
  @Override
  public long due(int live, Clock clock) {
    return Schedule.NEVER;
  }

  @Override
  public void look(Ensemble ensemble, Clock clock) {
    // another observer's look: nothing to measure before the end
  }

  @Override
  public void finish(
      int lane, Status status, Ensemble ensemble, Clock clock, Consumer<Observation> sink) {
    double[] theta = ensemble.thetaOf(lane);
    if (status == Status.DIVERGED || !(Math.abs(sum(theta)) <= Double.MAX_VALUE)) {
      return;
    }
    OutputMetric gaussNewton = OutputMetric.gaussNewton();
    double[] top =
        curvature
            .top(loss.metric(theta, gaussNewton), Probes.of(seed, ensemble.replica(lane)))
            .values();
    sink.accept(
        new SharpnessMeasured(
            clock.steps(lane),
            loss.evaluate(theta).loss(),
            top.length >= 2 && top[0] > 0 ? Optional.of(Outliers.of(top)) : Optional.empty(),
            loss.trace(theta, gaussNewton),
            loss.trace(theta, OutputMetric.uniform(1)),
            distance(theta, start[lane])));
  }

  private static double sum(double[] theta) {
    double sum = 0;
    for (double value : theta) {
      sum += value;
    }
    return sum;
  }

  private static double distance(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum = Math.fma(a[i] - b[i], a[i] - b[i], sum);
    }
    return Math.sqrt(sum);
  }

  @Override
  public void save(int lane, Clock clock, LongConsumer numbers) {
    new NumberSink(numbers).put(start[lane]);
  }

  @Override
  public void resume(int lane, Ensemble ensemble, Clock clock, LongSupplier numbers) {
    start[lane] = new NumberSource(numbers).reals();
  }

  @Override
  public void move(int from, int to) {
    start[to] = start[from];
  }

  @Override
  public void close() {
    loss.close();
  }
}
