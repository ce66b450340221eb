package org.logscape.training.watch;

import java.io.Serializable;
import java.util.Optional;
import java.util.OptionalDouble;
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
import org.logscape.network.OutputMetric;
import org.logscape.noise.Alignment;
import org.logscape.noise.NoiseCovariance;
import org.logscape.noise.NoiseStrength;
import org.logscape.noise.SampledNoise;
import org.logscape.random.LaneStreams;
import org.logscape.random.StreamFamily;
import org.logscape.spectrum.LinearOperator;
import org.logscape.spectrum.Probes;
import org.logscape.spectrum.TopEigenpairs;

/**
 * Measures the strength of the gradient noise and its prediction at the steps of a schedule, in
 * double precision; on request also its directions.
 */
public final class NoiseObserver extends ScheduledObserver {
  /** Streams of one run's minibatches and probe vectors: enough for as many looks. */
  private static final long LOOKS = 1L << 32;

  private static final double TOLERANCE = 1e-4;

  private final Depth depth;
  private final EmpiricalLoss loss;
  private final long seed;
  private final long[] stream;

  /**
   * What to measure.
   *
   * @param batchSize B of the minibatches that are drawn
   * @param minibatches how many are drawn to measure tr Sigma without sample gradients; 0 for none,
   *     else at least 2
   * @param alignmentProbes random vectors of the alignment; 0: it is not measured
   * @param eigenvalues largest eigenvalues of C and of the decoupling test's two matrices; 0: none
   */
  public record Depth(int batchSize, int minibatches, int alignmentProbes, int eigenvalues)
      implements Serializable {
    /** Products with a matrix that an eigenvalue may take. */
    private static final int STEPS_AN_EIGENVALUE = 6;

    /** Number of matrices whose eigenvalues are computed. */
    public static final int MATRICES = 3;

    /** The most products that the eigenvalues of a matrix take. */
    public int stepsOfAMatrix() {
      return STEPS_AN_EIGENVALUE * eigenvalues;
    }
  }

  private NoiseObserver(Schedule schedule, Depth depth, EmpiricalLoss loss, long seed, int lanes) {
    super(schedule, lanes);
    stream = new long[lanes];
    this.depth = depth;
    this.loss = loss;
    this.seed = seed;
  }

  /**
   * An observer.
   *
   * @param samples over which means are taken
   * @param seed the spec's seed, from which minibatches and probe vectors come
   */
  public static ObserverFactory of(
      Network network, Samples samples, Schedule schedule, Depth depth, long seed) {
    return lanes ->
        new NoiseObserver(schedule, depth, EmpiricalLoss.of(network, samples), seed, lanes);
  }

  @Override
  void begin(int lane, Ensemble ensemble) {
    stream[lane] = ensemble.replica(lane) * LOOKS;
  }

  @Override
  void look(int lane, Ensemble ensemble, Clock clock) {
    if (!isFinite(lane, ensemble)) {
      return;
    }
    double[] theta = ensemble.thetaOf(lane);
    long step = clock.steps(lane);
    keep(
        lane,
        new NoiseMeasured(
            step, NoiseStrength.of(loss, theta), sampled(lane, theta), alignment(lane, theta)));
    if (depth.eigenvalues() > 0) {
      add(lane, step, SpectrumMeasured.Kind.NOISE_EIGENVALUE, NoiseCovariance.of(loss, theta));
      add(
          lane,
          step,
          SpectrumMeasured.Kind.LOSS_WEIGHTED_EIGENVALUE,
          NoiseCovariance.lossWeighted(loss, theta));
      add(
          lane,
          step,
          SpectrumMeasured.Kind.DECOUPLED_EIGENVALUE,
          NoiseCovariance.decoupled(loss, theta));
    }
  }

  private Optional<SampledNoise> sampled(int lane, double[] theta) {
    if (depth.minibatches() == 0) {
      return Optional.empty();
    }
    LaneStreams streams = StreamFamily.ofProbes(seed).lanes(stream[lane]++, 1);
    return Optional.of(
        SampledNoise.of(loss, theta, depth.batchSize(), depth.minibatches(), streams));
  }

  private OptionalDouble alignment(int lane, double[] theta) {
    return depth.alignmentProbes() == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(
            Alignment.cosine(
                NoiseCovariance.of(loss, theta),
                loss.metric(theta, OutputMetric.gaussNewton()),
                depth.alignmentProbes(),
                Probes.of(seed, stream[lane]++)));
  }

  private void add(int lane, long step, SpectrumMeasured.Kind kind, LinearOperator matrix) {
    TopEigenpairs top =
        TopEigenpairs.of(
            matrix,
            depth.eigenvalues(),
            TOLERANCE,
            depth.stepsOfAMatrix(),
            Probes.of(seed, stream[lane]++));
    keep(lane, new SpectrumMeasured(step, kind, top.values(), new double[0], top.residuals()));
  }

  @Override
  void write(Observation seen, NumberSink numbers) {
    if (seen instanceof NoiseMeasured noise) {
      numbers.put(0L);
      noise.write(numbers);
    } else {
      numbers.put(1L);
      ((SpectrumMeasured) seen).write(numbers);
    }
  }

  @Override
  Observation read(NumberSource numbers) {
    return numbers.whole() == 0 ? NoiseMeasured.read(numbers) : SpectrumMeasured.read(numbers);
  }

  @Override
  void saveSource(int lane, NumberSink numbers) {
    numbers.put(stream[lane]);
  }

  @Override
  void resumeSource(int lane, NumberSource numbers) {
    stream[lane] = numbers.whole();
  }

  @Override
  public void move(int from, int to) {
    super.move(from, to);
    stream[to] = stream[from];
  }

  @Override
  public void close() {
    loss.close();
  }
}
