package org.logscape.formula.compile;

/** A function of a block of replicas, held as a structure of arrays. */
public interface BlockFunction {

  /**
   * Computes lanes [from, to).
   *
   * @param theta {@code theta[coordinate][lane]}
   * @param weights {@code weights[feature][lane]}; not read where the formulas have none
   * @param out receives {@code out[result][lane]}; must be neither {@code theta} nor {@code
   *     weights}
   */
  void apply(double[][] theta, double[][] weights, double[][] out, int from, int to);
}
