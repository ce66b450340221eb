package org.logscape.training.watch;

import java.util.List;
import org.logscape.kernel.NumberSink;
import org.logscape.kernel.NumberSource;
import org.logscape.kernel.Observation;

/**
 * A part of a spectrum at one step of a run.
 *
 * @param step the step
 * @param kind the matrix and the part of its spectrum
 * @param values eigenvalues, descending; places of a density, ascending; one trace
 * @param densities of the places; empty but for a density
 * @param errors residual of each eigenvalue, standard error of the trace; empty for a density
 */
public record SpectrumMeasured(
    long step, Kind kind, double[] values, double[] densities, double[] errors)
    implements Observation {

  /**
   * A matrix and a part of its spectrum; C_f is grad f grad f^T for one output f, and l the loss of
   * one sample.
   */
  public enum Kind {
    /** Eigenvalues of the Hessian of L. */
    EIGENVALUE,
    /** Density of the Hessian's eigenvalues. */
    DENSITY,
    /** Trace of the Hessian. */
    TRACE,
    /** Eigenvalues of the covariance C of one sample's gradient. */
    NOISE_EIGENVALUE,
    /** Eigenvalues of (1/N) sum l C_f. */
    LOSS_WEIGHTED_EIGENVALUE,
    /** Eigenvalues of L (1/N) sum C_f. */
    DECOUPLED_EIGENVALUE
  }

  private static final List<Kind> KINDS = List.of(Kind.values());

  void write(NumberSink numbers) {
    numbers.put(step).put((long) KINDS.indexOf(kind)).put(values).put(densities).put(errors);
  }

  static SpectrumMeasured read(NumberSource numbers) {
    return new SpectrumMeasured(
        numbers.whole(),
        KINDS.get((int) numbers.whole()),
        numbers.reals(),
        numbers.reals(),
        numbers.reals());
  }
}
