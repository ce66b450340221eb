package org.logscape.training.watch;

import java.io.Serializable;
import java.util.Optional;
import java.util.OptionalDouble;
import org.logscape.data.Samples;
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
import org.logscape.training.Moment;
import org.logscape.training.Schedule;
import org.logscape.training.Watcher;

/**
 * Takes the strength of the gradient noise beside its prediction at steps of a schedule, in double
 * precision; where asked, also its directions.
 */
public final class NoiseWatcher extends KeepingWatcher {
  /** Streams of one run's minibatches and probe vectors: enough for as many looks. */
  private static final long LOOKS = 1L << 32;

  private static final double TOLERANCE = 1e-4;

  private final Depth depth;
  private final EmpiricalLoss loss;
  private final long seed;
  private long stream;

  /**
   * How deep to look.
   *
   * @param batchSize B of the minibatches that are drawn
   * @param minibatches how many are drawn to measure tr Sigma without sample gradients; 0 for none,
   *     else at least 2
   * @param alignmentProbes random vectors of the alignment; 0: it is not taken
   * @param eigenvalues largest eigenvalues of C and of the decoupling test's two matrices; 0: none
   */
  public record Depth(int batchSize, int minibatches, int alignmentProbes, int eigenvalues)
      implements Serializable {
    /** Products with a matrix that an eigenvalue may take. */
    private static final int STEPS_AN_EIGENVALUE = 6;

    /** Of so many matrices eigenvalues are taken. */
    public static final int MATRICES = 3;

    /** The most products that the eigenvalues of a matrix take. */
    public int stepsOfAMatrix() {
      return STEPS_AN_EIGENVALUE * eigenvalues;
    }
  }

  private NoiseWatcher(Schedule schedule, Depth depth, EmpiricalLoss loss, long seed) {
    super(schedule);
    this.depth = depth;
    this.loss = loss;
    this.seed = seed;
  }

  /**
   * A watcher.
   *
   * @param samples over which means are taken
   * @param seed the spec's seed, from which minibatches and probe vectors come
   */
  public static Watcher.Factory of(
      Network network, Samples samples, Schedule schedule, Depth depth, long seed) {
    return () -> new NoiseWatcher(schedule, depth, EmpiricalLoss.of(network, samples), seed);
  }

  @Override
  public void begin(int replica) {
    super.begin(replica);
    stream = replica * LOOKS;
  }

  @Override
  public void look(Moment moment) {
    if (!isFinite(moment)) {
      return;
    }
    double[] theta = moment.theta();
    keep(
        new NoiseMeasured(
            moment.step(), NoiseStrength.of(loss, theta), sampled(theta), alignment(theta)));
    if (depth.eigenvalues() > 0) {
      add(moment, SpectrumMeasured.Kind.NOISE_EIGENVALUE, NoiseCovariance.of(loss, theta));
      add(
          moment,
          SpectrumMeasured.Kind.LOSS_WEIGHTED_EIGENVALUE,
          NoiseCovariance.lossWeighted(loss, theta));
      add(
          moment,
          SpectrumMeasured.Kind.DECOUPLED_EIGENVALUE,
          NoiseCovariance.decoupled(loss, theta));
    }
  }

  private Optional<SampledNoise> sampled(double[] theta) {
    if (depth.minibatches() == 0) {
      return Optional.empty();
    }
    LaneStreams streams = StreamFamily.ofProbes(seed).lanes(stream++, 1);
    return Optional.of(
        SampledNoise.of(loss, theta, depth.batchSize(), depth.minibatches(), streams));
  }

  private OptionalDouble alignment(double[] theta) {
    return depth.alignmentProbes() == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(
            Alignment.cosine(
                NoiseCovariance.of(loss, theta),
                loss.metric(theta, OutputMetric.gaussNewton()),
                depth.alignmentProbes(),
                Probes.of(seed, stream++)));
  }

  private void add(Moment moment, SpectrumMeasured.Kind kind, LinearOperator matrix) {
    TopEigenpairs top =
        TopEigenpairs.of(
            matrix,
            depth.eigenvalues(),
            TOLERANCE,
            depth.stepsOfAMatrix(),
            Probes.of(seed, stream++));
    keep(new SpectrumMeasured(moment.step(), kind, top.values(), new double[0], top.residuals()));
  }

  @Override
  public void close() {
    loss.close();
  }
}
