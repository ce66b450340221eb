package org.logscape.training.watch;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.logscape.spectrum.LinearOperator;
import org.logscape.spectrum.Probes;
import org.logscape.spectrum.SpectralDensity;
import org.logscape.spectrum.TopEigenpairs;
import org.logscape.spectrum.TraceEstimate;

/**
 * What is computed of the Hessian at a point.
 *
 * @param eigenvalues number of largest eigenvalues, at least 2: the outliers end where one follows
 *     that is none
 * @param steps the most products with the Hessian that they may take
 * @param traceProducts a third of the products for the trace by Hutch++, at least 2
 * @param densityProbes random vectors of the density; 0: no density
 */
public record Curvature(int eigenvalues, int steps, int traceProducts, int densityProbes)
    implements Serializable {
  /** Products with a matrix that one of its eigenvalues may take. */
  private static final int STEPS_AN_EIGENVALUE = 6;

  private static final int TRACE_PRODUCTS = 10;
  private static final double TOLERANCE = 1e-4;

  /** Products that a random vector of the density takes. */
  public static final int DENSITY_STEPS = 60;

  private static final int PLACES = 200;

  /** Smearing of the density over the length of its axis. */
  private static final double WIDTH = 0.01;

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if there are too few
   */
  public Curvature {
    if (eigenvalues < 2 || steps < eigenvalues || traceProducts < 2 || densityProbes < 0) {
      throw new IllegalArgumentException(
          "a spectrum needs two eigenvalues, as many steps, and six products for its trace");
    }
  }

  /**
   * The usual numbers of products with the Hessian.
   *
   * @param eigenvalues how many of the largest, at least 2
   * @param densityProbes random vectors of the density; 0: no density
   */
  public static Curvature of(int eigenvalues, int densityProbes) {
    return new Curvature(
        eigenvalues, STEPS_AN_EIGENVALUE * eigenvalues, TRACE_PRODUCTS, densityProbes);
  }

  /** The largest eigenvalues. */
  public TopEigenpairs top(LinearOperator hessian, Probes probes) {
    return TopEigenpairs.of(hessian, eigenvalues, TOLERANCE, steps, probes);
  }

  /**
   * Eigenvalues, trace and density.
   *
   * @param step where in the run
   * @param hessian at the point
   */
  public List<SpectrumMeasured> measure(long step, LinearOperator hessian, Probes probes) {
    List<SpectrumMeasured> parts = new ArrayList<>();
    TopEigenpairs top = top(hessian, probes);
    parts.add(
        new SpectrumMeasured(
            step, SpectrumMeasured.Kind.EIGENVALUE, top.values(), new double[0], top.residuals()));
    TraceEstimate trace = TraceEstimate.hutchPlusPlus(hessian, traceProducts, probes);
    parts.add(
        new SpectrumMeasured(
            step,
            SpectrumMeasured.Kind.TRACE,
            new double[] {trace.value()},
            new double[0],
            new double[] {trace.standardError()}));
    if (densityProbes > 0) {
      parts.add(density(step, SpectralDensity.of(hessian, densityProbes, DENSITY_STEPS, probes)));
    }
    return parts;
  }

  private static SpectrumMeasured density(long step, SpectralDensity masses) {
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (double node : masses.nodes()) {
      low = Math.min(low, node);
      high = Math.max(high, node);
    }
    double length = high > low ? high - low : 1;
    double[] places = new double[PLACES];
    double[] densities = new double[PLACES];
    for (int i = 0; i < PLACES; i++) {
      places[i] = low - WIDTH * length + i * (1 + 2 * WIDTH) * length / (PLACES - 1);
      densities[i] = masses.smoothed(places[i], WIDTH * length);
    }
    return new SpectrumMeasured(
        step, SpectrumMeasured.Kind.DENSITY, places, densities, new double[0]);
  }
}
