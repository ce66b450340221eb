package org.logscape.jobs.predict;

import java.util.List;
import java.util.stream.LongStream;
import org.logscape.jobs.spec.CellSpec;
import org.logscape.jobs.spec.Stop;
import org.logscape.jobs.spec.model.NetworkSpec;
import org.logscape.jobs.spec.observe.EvaluationSpec;
import org.logscape.jobs.spec.observe.NoiseSpec;
import org.logscape.jobs.spec.observe.Observe;
import org.logscape.jobs.spec.observe.ObserverSpec;
import org.logscape.jobs.spec.observe.SharpnessSpec;
import org.logscape.jobs.spec.observe.SnapshotsSpec;
import org.logscape.jobs.spec.observe.SpectrumSpec;
import org.logscape.network.Architecture;
import org.logscape.network.Work;
import org.logscape.training.watch.Curvature;
import org.logscape.training.watch.NoiseObserver;

/**
 * How long a run of a network is expected to take on one core, from the operations of a step and of
 * the observers. The time of each kind of operation was measured; jobs/docs/benchmarks.md compares
 * forecasts with measured times.
 */
public final class NetworkForecast {
  // nanoseconds of one core of 2024, single precision
  private static final double MULTIPLY_ADD = 0.0175;
  private static final double PATCH = 40;

  /** A step reads and writes every parameter once, however few its samples are. */
  private static final double PARAMETER = 0.45;

  private static final double FEATURE = 0.3;
  private static final double SAMPLE = 50;
  private static final double STEP = 600;

  /** Time of an operation in double precision over that in single precision. */
  private static final double DOUBLE = 2;

  /** A number of a vector of Lanczos' basis, to which each later one is made orthogonal. */
  private static final double BASIS = 3;

  /** Share of the allowed products with the matrix that eigenvalues take on average. */
  private static final double CONVERGED = 0.6;

  private final Observe observe;
  private final Stop stop;
  private final CellSpec cell;
  private final Architecture architecture;
  private final long testSamples;

  private NetworkForecast(
      Observe observe, Stop stop, CellSpec cell, Architecture architecture, long testSamples) {
    this.observe = observe;
    this.stop = stop;
    this.cell = cell;
    this.architecture = architecture;
    this.testSamples = testSamples;
  }

  /**
   * The forecast of a cell. Runs that stop when they have converged are assumed to reach their step
   * limit, because the time of convergence is unknown.
   *
   * @param observe observers of its runs
   * @param stop stop rule of its runs
   * @param cell a cell whose model is a network
   * @param architecture of that network
   * @param testSamples size of the test set; 0: none
   */
  public static NetworkForecast of(
      Observe observe, Stop stop, CellSpec cell, Architecture architecture, long testSamples) {
    return new NetworkForecast(observe, stop, cell, architecture, testSamples);
  }

  /**
   * Expected seconds of a run.
   *
   * @param steps that it takes
   */
  double seconds(double steps) {
    return 1e-9 * (steps * step() + looks((long) steps));
  }

  private double step() {
    long drawn = cell.dynamics().samplesPerStep();
    return STEP
        + PARAMETER * architecture.parameters()
        + drawn * sample(architecture.gradient(), 1);
  }

  private double sample(Work work, double precision) {
    return SAMPLE
        + FEATURE * architecture.inputs()
        + precision * (MULTIPLY_ADD * work.multiplyAdds() + PATCH * work.patches());
  }

  /**
   * Observers that look at the same step share one pass. Most schedules coincide, so the densest
   * one gives the number of passes.
   */
  private double looks(long steps) {
    long epoch = cell.stepsPerEpoch();
    long snapshots =
        observe
            .snapshots()
            .filter(kept -> kept.every() != SnapshotsSpec.NEVER)
            .map(kept -> every(kept.every(), steps))
            .orElse(0L);
    long levels = observe.escape().map(escape -> every(escape.every(), steps)).orElse(0L);
    long evaluations = observe.evaluation().map(seen -> evaluations(seen, epoch, steps)).orElse(0L);
    long convergence =
        stop.convergedAt().map(at -> every(at.steps(observe, epoch), steps)).orElse(0L);
    long noises = observe.noise().map(noise -> noises(noise, epoch, steps)).orElse(0L);
    long spectra = observe.spectrum().map(seen -> at(seen.at(), epoch, steps, 1)).orElse(0L);
    long densest =
        LongStream.of(snapshots, levels, evaluations, noises, spectra, convergence)
            .max()
            .orElseThrow();
    double forward = sample(architecture.forward(), 1);
    // the loss at the end is taken in any case
    return (densest + 1) * samples(ObserverSpec.ALL) * forward
        + evaluations * testSamples * forward
        + noises * observe.noise().map(this::noise).orElse(0.0)
        + spectra * observe.spectrum().map(this::spectrum).orElse(0.0)
        + observe.sharpness().map(this::sharpness).orElse(0.0);
  }

  private static long evaluations(EvaluationSpec seen, long epoch, long steps) {
    long even = every(seen.every() * epoch, steps);
    return seen.steps() == EvaluationSpec.Spacing.LOG
        ? 1 + (long) (EvaluationSpec.LOOKS_PER_DECADE * Math.log10((double) even))
        : even;
  }

  private static long every(long period, long steps) {
    return 1 + steps / period;
  }

  private static long at(List<Integer> epochs, long epoch, long steps, long without) {
    return epochs.isEmpty() ? without : epochs.stream().filter(e -> e * epoch <= steps).count();
  }

  private static long noises(NoiseSpec noise, long epoch, long steps) {
    return at(noise.at(), epoch, steps, every(noise.every() * epoch, steps));
  }

  private long samples(int wanted) {
    int all = ((NetworkSpec) cell.model()).samples();
    return wanted == ObserverSpec.ALL ? all : Math.min(wanted, all);
  }

  /** Lengths of the gradients, the gradient, losses, the trace output by output; what else. */
  private double noise(NoiseSpec noise) {
    NoiseObserver.Depth depth =
        new NoiseObserver.Depth(
            cell.dynamics().batchSize(),
            noise.minibatches(),
            noise.alignmentProbes(),
            noise.eigenvalues());
    double gradient = sample(architecture.gradient(), DOUBLE);
    double forward = sample(architecture.forward(), DOUBLE);
    double steps = CONVERGED * depth.stepsOfAMatrix();
    double products = 2.0 * depth.alignmentProbes() + NoiseObserver.Depth.MATRICES * steps;
    double ofASample =
        2 * gradient
            + 2 * forward
            + architecture.outputs() * (gradient - forward)
            + products * sample(architecture.metricProduct(), DOUBLE);
    return samples(noise.samples()) * ofASample
        + (double) depth.minibatches() * depth.batchSize() * gradient
        + NoiseObserver.Depth.MATRICES * basis(steps);
  }

  private double spectrum(SpectrumSpec spectrum) {
    Curvature curvature = Curvature.of(spectrum.eigenvalues(), spectrum.densityProbes());
    double steps = CONVERGED * curvature.steps();
    int density = Curvature.DENSITY_STEPS;
    double products = steps + 3.0 * curvature.traceProducts() + curvature.densityProbes() * density;
    return samples(spectrum.samples()) * products * sample(architecture.hessianProduct(), DOUBLE)
        + basis(steps)
        + curvature.densityProbes() * basis(density);
  }

  /** The loss, two traces output by output, and the eigenvalues of one matrix. */
  private double sharpness(SharpnessSpec sharpness) {
    double forward = sample(architecture.forward(), DOUBLE);
    double outputs = architecture.outputs() * (sample(architecture.gradient(), DOUBLE) - forward);
    double steps = CONVERGED * Curvature.of(sharpness.eigenvalues(), 0).steps();
    return samples(sharpness.samples())
            * (3 * forward + 2 * outputs + steps * sample(architecture.metricProduct(), DOUBLE))
        + basis(steps);
  }

  /** Seconds of {@code steps} steps of Lanczos' iteration without their products. */
  private double basis(double steps) {
    return BASIS * architecture.parameters() * steps * steps / 2;
  }
}
