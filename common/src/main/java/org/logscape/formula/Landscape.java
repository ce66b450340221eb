package org.logscape.formula;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.logscape.formula.compile.BlockFunction;
import org.logscape.formula.compile.Compilation;
import org.logscape.formula.graph.Evaluation;
import org.logscape.formula.graph.Graph;
import org.logscape.formula.graph.Node;
import org.logscape.formula.graph.Operation;
import org.logscape.formula.graph.Slopes;
import org.logscape.formula.graph.Tape;
import org.logscape.formula.names.Binding;
import org.logscape.formula.names.Hazard;
import org.logscape.formula.names.Names;
import org.logscape.formula.syntax.FormulaException;
import org.logscape.landscape.SmoothLoss;

/**
 * A loss made of formulas, with its derivatives and the compiled code of a step. Either the loss
 * itself is a formula, or it is L = sigma^2/2 + sum_i f_i^2/2, the mean-square loss of the residual
 * sum_i x_i f_i(theta) - sigma xi with whitened inputs x and label noise xi. Immutable.
 */
public final class Landscape implements SmoothLoss {
  private static final double ROUNDING = 1e-12;

  private final Names names;
  private final double[] constants;
  private final int features;
  private final double labelNoise;
  private final List<Traced> hazards;
  private final Tape loss;
  private final Tape gradient;
  private final Tape hessian;
  private final BlockFunction losses;
  private final BlockFunction gradients;
  private final BlockFunction residuals;
  private final BlockFunction pullBack;

  /** A hazard and the formula that it stands in. */
  private record Traced(String formula, Hazard hazard) {}

  private Landscape(
      Names names,
      double[] constants,
      Graph graph,
      List<Node> values,
      Node loss,
      double labelNoise,
      List<Traced> hazards) {
    int n = names.dimensions();
    this.names = names;
    this.constants = constants;
    this.features = values.size();
    this.labelNoise = labelNoise;
    this.hazards = hazards;
    List<Node> slopes = List.of(Slopes.of(graph, loss, n));
    List<Node> curvatures = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      curvatures.addAll(Arrays.asList(Slopes.of(graph, slopes.get(i), n)).subList(0, i + 1));
    }
    this.loss = Tape.of(List.of(loss), constants, n);
    gradient = Tape.of(slopes, constants, n);
    hessian = Tape.of(curvatures, constants, n);
    losses = Compilation.of(List.of(loss), constants);
    gradients = Compilation.of(slopes, constants);
    List<Node> components = new ArrayList<>(values);
    Node projection = graph.literal(0);
    for (int i = 0; i < values.size(); i++) {
      projection = graph.add(projection, graph.multiply(graph.weight(i), values.get(i)));
    }
    if (labelNoise > 0) {
      components.add(graph.literal(-labelNoise));
    }
    residuals = Compilation.of(components, constants);
    pullBack = Compilation.of(List.of(Slopes.of(graph, projection, n)), constants);
  }

  /**
   * A mean-square loss over features.
   *
   * @param names parameters and constants
   * @param values the constants' values, in the order of {@code names}
   * @param formulas the features; an index that stands free repeats one
   * @param labelNoise sigma, not negative
   * @throws FormulaException at the first fault of a formula; its message names the formula
   * @throws IllegalArgumentException if a parameter stands in no formula
   */
  public static Landscape ofFeatures(
      Names names, Map<String, Double> values, List<String> formulas, double labelNoise) {
    Graph graph = new Graph();
    List<Node> features = new ArrayList<>();
    List<Traced> hazards = new ArrayList<>();
    for (String formula : formulas) {
      Binding binding = Binding.of(names, graph);
      features.addAll(binding.feature(formula));
      binding.hazards().forEach(hazard -> hazards.add(new Traced(formula, hazard)));
    }
    checkParameters(names, features);
    Node twice = graph.literal(0);
    for (Node feature : features) {
      twice = graph.add(twice, graph.power(feature, 2));
    }
    Node loss =
        graph.add(
            graph.literal(0.5 * labelNoise * labelNoise),
            graph.multiply(graph.literal(0.5), twice));
    double[] constants = constants(names, values);
    return new Landscape(names, constants, graph, features, loss, labelNoise, hazards);
  }

  /**
   * A loss that is a formula itself.
   *
   * @param names parameters and constants
   * @param values the constants' values by name
   * @param formula the loss
   * @throws FormulaException at the first fault of the formula
   * @throws IllegalArgumentException if a parameter does not stand in it
   */
  public static Landscape ofLoss(Names names, Map<String, Double> values, String formula) {
    Graph graph = new Graph();
    Binding binding = Binding.of(names, graph);
    Node loss = binding.number(formula);
    checkParameters(names, List.of(loss));
    List<Traced> hazards =
        binding.hazards().stream().map(hazard -> new Traced(formula, hazard)).toList();
    return new Landscape(names, constants(names, values), graph, List.of(), loss, 0, hazards);
  }

  private static double[] constants(Names names, Map<String, Double> values) {
    return names.constants().stream().mapToDouble(values::get).toArray();
  }

  private static void checkParameters(Names names, List<Node> nodes) {
    Set<Integer> used = new HashSet<>();
    nodes.forEach(node -> collect(node, used, new HashSet<>()));
    for (int i = 0; i < names.dimensions(); i++) {
      if (!used.contains(i)) {
        throw new IllegalArgumentException(
            "parameter " + names.coordinates().get(i) + " stands in no formula");
      }
    }
  }

  private static void collect(Node node, Set<Integer> used, Set<Node> seen) {
    if (node.operation() == Operation.PARAMETER) {
      used.add(node.index());
    } else if (seen.add(node)) {
      node.operands().forEach(operand -> collect(operand, used, seen));
    }
  }

  /** Names of the coordinates of theta. */
  public List<String> coordinates() {
    return names.coordinates();
  }

  /** Number of features, repeated ones counted one by one; 0 where the loss is the formula. */
  public int features() {
    return features;
  }

  /** sigma. */
  public double labelNoise() {
    return labelNoise;
  }

  /**
   * Checks that no formula divides by zero or takes a root of a negative number at a point.
   *
   * @param theta the point
   * @param where how a message names it
   * @throws FormulaException with formula and column
   */
  public void check(double[] theta, String where) {
    Evaluation point = Evaluation.at(constants, theta);
    for (Traced traced : hazards) {
      traced
          .hazard()
          .fault(point)
          .ifPresent(
              fault -> {
                throw new FormulaException(
                    traced.hazard().at(), fault + " " + where + " in '" + traced.formula() + "'");
              });
    }
  }

  @Override
  public int dimensions() {
    return names.dimensions();
  }

  @Override
  public double loss(double[] theta) {
    return loss.at(theta)[0];
  }

  @Override
  public double[] gradient(double[] theta) {
    return gradient.at(theta);
  }

  @Override
  public double[][] hessian(double[] theta) {
    double[] lower = hessian.at(theta);
    int n = dimensions();
    double[][] matrix = new double[n][n];
    int next = 0;
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        matrix[i][j] = lower[next++];
        matrix[j][i] = matrix[i][j];
      }
    }
    return matrix;
  }

  /**
   * Diagonal of the Hessian at a minimum; empty where the Hessian is not diagonal in the formula's
   * coordinates.
   */
  Optional<double[]> diagonalHessian(double[] minimum) {
    double[][] matrix = hessian(minimum);
    double[] diagonal = new double[matrix.length];
    for (int i = 0; i < matrix.length; i++) {
      diagonal[i] = matrix[i][i];
      for (int j = 0; j < i; j++) {
        if (Math.abs(matrix[i][j]) > ROUNDING * Math.sqrt(matrix[i][i] * matrix[j][j])) {
          return Optional.empty();
        }
      }
    }
    return Optional.of(diagonal);
  }

  /** L of lanes [0, live), {@code theta[coordinate][lane]}. */
  public void losses(double[][] theta, double[] out, int live) {
    losses.apply(theta, theta, new double[][] {out}, 0, live);
  }

  /** Gradients of lanes [0, live). */
  public void gradients(double[][] theta, double[][] out, int live) {
    gradients.apply(theta, theta, out, 0, live);
  }

  /** v = (f_1, ..., f_m, -sigma) of lanes [0, live); the last only where sigma is positive. */
  public void residuals(double[][] theta, double[][] out, int live) {
    residuals.apply(theta, theta, out, 0, live);
  }

  /** J^T w of lanes [0, live). */
  public void pullBack(double[][] theta, double[][] w, double[][] out, int live) {
    pullBack.apply(theta, w, out, 0, live);
  }
}
