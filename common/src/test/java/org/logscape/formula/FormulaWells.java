package org.logscape.formula;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.logscape.formula.names.Names;
import org.logscape.landscape.Minima;
import org.logscape.landscape.StationaryPoint;
import org.logscape.landscape.Wells;
import org.logscape.model.Inputs;

/** Landscapes with two wells along u, as a user types them. */
public final class FormulaWells {
  private FormulaWells() {}

  /** The features of {@code DoubleWell}. */
  public static FormulaModel doubleWell(int n, double p, double h, double sigma) {
    Map<String, Double> constants = Map.of("p", p, "h", h);
    List<String> features = List.of("u", "u^2 - p", "sqrt(h)*v[j]");
    Landscape landscape = Landscape.ofFeatures(names(n, constants), constants, features, sigma);
    double well = Math.sqrt(p - 0.5);
    return FormulaModel.of(landscape, wells(landscape, well, -well), Inputs.GAUSSIAN);
  }

  /** The loss of {@code QuarticWell}. */
  public static FormulaLoss quarticWell(int n, double minimumLoss) {
    Map<String, Double> constants = Map.of("l", minimumLoss);
    Landscape landscape =
        Landscape.ofLoss(names(n, constants), constants, "l + (u^2 - 1)^2/2 + 2*sum(j, v[j]^2)");
    return FormulaLoss.of(landscape, wells(landscape, 1, -1));
  }

  /** A landscape with tanh, exp and sqrt in it. */
  public static FormulaModel transcendental() {
    Map<String, Double> constants = Map.of("c", 0.8);
    List<String> features =
        List.of("c*u", "1.5*tanh(2*u)^2 - 1.4", "sqrt(1 + exp(-u^2))*v[j]", "exp(v[1]/4) - 1");
    Landscape landscape = Landscape.ofFeatures(names(3, constants), constants, features, 0.5);
    return FormulaModel.of(landscape, wells(landscape, 0.5, -0.5), Inputs.RADEMACHER);
  }

  /**
   * The wells of equal loss and unequal curvature: residual x_0 c (u - d) + x_1 w(u) + sum_j x_j g
   * (1 + t u) v_j - sigma xi, w = (1 + s u + q u^2)(u^2 - 1).
   */
  public static Landscape flatOrSharp(int n, double s, double q, double d, double t, double sigma) {
    Map<String, Double> constants = Map.of("c", 1.0, "d", d, "s", s, "q", q, "g", 1.0, "t", t);
    List<String> features = List.of("c*(u - d)", "(1 + s*u + q*u^2)*(u^2 - 1)", "g*(1 + t*u)*v[j]");
    return Landscape.ofFeatures(names(n, constants), constants, features, sigma);
  }

  /** Wells with minima near two values of u. */
  public static Wells wells(Landscape landscape, double from, double to) {
    double[] start = new double[landscape.dimensions()];
    double[] end = start.clone();
    start[0] = from;
    end[0] = to;
    StationaryPoint minimum = Minima.near(landscape, start, "start");
    return Wells.of(landscape, minimum, List.of(Minima.near(landscape, end, "end")));
  }

  private static Names names(int n, Map<String, Double> constants) {
    Map<String, Integer> parameters = new LinkedHashMap<>();
    parameters.put("u", 1);
    parameters.put("v", n - 1);
    return Names.of(parameters, constants.keySet().stream().sorted().toList());
  }
}
