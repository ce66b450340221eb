package org.logscape.formula;

import java.util.Optional;
import org.logscape.landscape.Wells;
import org.logscape.model.HessianSpectrum;
import org.logscape.model.Model;
import org.logscape.model.Passage;
import org.logscape.model.Saddle;

/**
 * A loss that a user typed as a formula, without samples: it serves the langevin dynamics alone.
 * Minimum, saddle and curvature are found numerically.
 */
public final class FormulaLoss implements Model {
  private final Landscape landscape;
  private final Wells wells;

  private FormulaLoss(Landscape landscape, Wells wells) {
    this.landscape = landscape;
    this.wells = wells;
  }

  /**
   * A model of a landscape.
   *
   * @param landscape its loss
   * @param wells its minimum and the way out
   */
  public static FormulaLoss of(Landscape landscape, Wells wells) {
    return new FormulaLoss(landscape, wells);
  }

  /** The minimum and the way out of it. */
  public Wells wells() {
    return wells;
  }

  /** The formulas and their derivatives. */
  public Landscape landscape() {
    return landscape;
  }

  @Override
  public int dimensions() {
    return landscape.dimensions();
  }

  @Override
  public double loss(double[] theta) {
    return landscape.loss(theta);
  }

  @Override
  public void gradient(double[] theta, double[] out) {
    System.arraycopy(landscape.gradient(theta), 0, out, 0, theta.length);
  }

  @Override
  public void losses(double[][] theta, double[] out, int live) {
    landscape.losses(theta, out, live);
  }

  @Override
  public void gradients(double[][] theta, double[][] out, int live) {
    landscape.gradients(theta, out, live);
  }

  @Override
  public double[] minimum() {
    return wells.minimum().position().clone();
  }

  @Override
  public HessianSpectrum hessianAtMinimum() {
    return wells.hessian();
  }

  @Override
  public Optional<Saddle> saddle() {
    return wells.saddle();
  }

  @Override
  public Optional<Passage> passage() {
    return wells.passage();
  }

  @Override
  public Optional<FormulaLoss> fromOtherMinimum() {
    return wells.reversed().map(back -> new FormulaLoss(landscape, back));
  }

  @Override
  public Optional<double[]> diagonalHessian() {
    return landscape.diagonalHessian(wells.minimum().position());
  }
}
