package org.logscape.statistics.powerlaw;

import java.util.Arrays;
import java.util.function.ToDoubleFunction;
import org.hipparchus.exception.MathIllegalStateException;
import org.hipparchus.optim.InitialGuess;
import org.hipparchus.optim.MaxEval;
import org.hipparchus.optim.PointValuePair;
import org.hipparchus.optim.nonlinear.scalar.GoalType;
import org.hipparchus.optim.nonlinear.scalar.ObjectiveFunction;
import org.hipparchus.optim.nonlinear.scalar.noderiv.NelderMeadSimplex;
import org.hipparchus.optim.nonlinear.scalar.noderiv.SimplexOptimizer;
import org.logscape.statistics.Finding;

/** The highest point of a function of one or two numbers, by Nelder and Mead's simplex. */
final class Simplex {
  private static final int MOST_EVALUATIONS = 5000;

  private Simplex() {}

  /** Climbs, and climbs again from the end with a fresh simplex until that gains nothing. */
  static Finding<PointValuePair> climb(ToDoubleFunction<double[]> function, double[] start) {
    double[] sides = new double[start.length];
    Arrays.fill(sides, 0.5);
    PointValuePair best = new PointValuePair(start, Double.NEGATIVE_INFINITY);
    try {
      for (int round = 0; round < 20; round++) {
        PointValuePair next =
            new SimplexOptimizer(1e-13, 1e-11)
                .optimize(
                    new MaxEval(MOST_EVALUATIONS),
                    new ObjectiveFunction(
                        point -> {
                          double value = function.applyAsDouble(point);
                          return Double.isNaN(value) ? Double.NEGATIVE_INFINITY : value;
                        }),
                    GoalType.MAXIMIZE,
                    new InitialGuess(best.getPoint()),
                    new NelderMeadSimplex(sides));
        double gain = next.getValue() - best.getValue();
        best = next;
        if (gain < 1e-9) {
          return Finding.of(best);
        }
        Arrays.fill(sides, 0.1);
      }
    } catch (MathIllegalStateException tooMany) {
      return Finding.none("no maximum in " + MOST_EVALUATIONS + " evaluations");
    }
    return Finding.none("the likelihood goes on rising");
  }
}
