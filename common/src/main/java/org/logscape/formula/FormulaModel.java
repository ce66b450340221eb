package org.logscape.formula;

import java.util.Optional;
import org.logscape.landscape.Wells;
import org.logscape.model.HessianSpectrum;
import org.logscape.model.Inputs;
import org.logscape.model.OnlineModel;
import org.logscape.model.Passage;
import org.logscape.model.Saddle;

/**
 * Mean-square regression with features that a user typed: residual sum_i x_i f_i(theta) - sigma xi,
 * x whitened and fresh at each step. Minimum, saddle and curvature are found numerically.
 */
public final class FormulaModel extends OnlineModel {
  private final Landscape landscape;
  private final Wells wells;
  private final Inputs inputs;

  private FormulaModel(Landscape landscape, Wells wells, Inputs inputs) {
    this.landscape = landscape;
    this.wells = wells;
    this.inputs = inputs;
  }

  /**
   * A model of a landscape.
   *
   * @param landscape made of features
   * @param wells its minimum and the way out
   * @param inputs law of the inputs
   * @throws IllegalArgumentException if the landscape is a bare loss
   */
  public static FormulaModel of(Landscape landscape, Wells wells, Inputs inputs) {
    if (landscape.features() == 0) {
      throw new IllegalArgumentException("a mean-square loss needs at least one feature");
    }
    return new FormulaModel(landscape, wells, inputs);
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
  public Inputs inputs() {
    return inputs;
  }

  @Override
  public double labelNoise() {
    return landscape.labelNoise();
  }

  @Override
  public int inputFeatures() {
    return landscape.features();
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
  public void residuals(double[][] theta, double[][] out, int live) {
    landscape.residuals(theta, out, live);
  }

  @Override
  public void pullBack(double[][] theta, double[][] w, double[][] out, int live) {
    landscape.pullBack(theta, w, out, live);
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
  public Optional<FormulaModel> fromOtherMinimum() {
    return wells.reversed().map(back -> new FormulaModel(landscape, back, inputs));
  }

  @Override
  public Optional<double[]> diagonalHessian() {
    return landscape.diagonalHessian(wells.minimum().position());
  }
}
