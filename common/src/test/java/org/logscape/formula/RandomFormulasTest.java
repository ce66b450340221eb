package org.logscape.formula;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.logscape.formula.compile.BlockFunction;
import org.logscape.formula.compile.Compilation;
import org.logscape.formula.graph.Graph;
import org.logscape.formula.graph.Node;
import org.logscape.formula.graph.Slopes;
import org.logscape.formula.names.Binding;
import org.logscape.formula.names.Names;
import org.logscape.formula.syntax.Expression;
import org.logscape.formula.syntax.Parser;

/**
 * Random formulas: the compiled value is that of a plain interpreter with forty digits, the
 * compiled slopes are its finite differences.
 */
class RandomFormulasTest {
  private static final int LANES = 11;

  /** Formulas in which a part is larger than this are left out: they lose digits. */
  private static final double LARGEST = 1e3;

  /**
   * Some hundred operations, each off by 2^-53 of a part, which later parts may enlarge by as much
   * again.
   */
  private static final double TOLERANCE = 100 * LARGEST * LARGEST * 0x1p-53;

  private static final BigDecimal H = new BigDecimal("1e-12");
  private static final double[] CONSTANTS = {0.7, -1.3};
  private static final List<String> COORDINATES = List.of("u", "v[1]", "v[2]");

  @Test
  void compiledCodeComputesWhatIsWritten() {
    check(1, 60);
  }

  @Tag("thorough")
  @Test
  void compiledCodeComputesWhatIsWrittenInThreeHundred() {
    check(1, 300);
  }

  private static void check(long seed, int formulas) {
    Map<String, Integer> parameters = new LinkedHashMap<>();
    parameters.put("u", 1);
    parameters.put("v", 2);
    Names names = Names.of(parameters, List.of("c", "d"));
    RandomFormulas random = new RandomFormulas(seed);
    Random points = new Random(seed + 1);
    int checked = 0;
    while (checked < formulas) {
      if (check(random.next(), names, points)) {
        checked++;
      }
    }
  }

  private static boolean check(String formula, Names names, Random random) {
    double[][] theta = new double[COORDINATES.size()][LANES];
    for (double[] row : theta) {
      for (int lane = 0; lane < LANES; lane++) {
        row[lane] = 1.5 * random.nextDouble() - 0.75;
      }
    }
    Expression expression = Parser.parse(formula);
    double[][] expected = new double[LANES][];
    for (int lane = 0; lane < LANES; lane++) {
      expected[lane] = expected(expression, theta, lane);
      if (expected[lane] == null) {
        return false;
      }
    }
    Graph graph = new Graph();
    Node value = Binding.of(names, graph).number(formula);
    List<Node> results = new ArrayList<>(List.of(value));
    results.addAll(List.of(Slopes.of(graph, value, COORDINATES.size())));
    BlockFunction compiled = Compilation.of(results, CONSTANTS);
    double[][] out = new double[results.size()][LANES];
    compiled.apply(theta, theta, out, 0, LANES);
    for (int lane = 0; lane < LANES; lane++) {
      for (int k = 0; k < out.length; k++) {
        assertThat(out[k][lane])
            .as("%d of %s", k, formula)
            .isCloseTo(expected[lane][k], within(TOLERANCE));
      }
    }
    return true;
  }

  /** Value and slopes; null where some part is too large. */
  private static double[] expected(Expression expression, double[][] theta, int lane) {
    Map<String, BigDecimal> values = new HashMap<>();
    values.put("c", new BigDecimal(CONSTANTS[0]));
    values.put("d", new BigDecimal(CONSTANTS[1]));
    for (int i = 0; i < theta.length; i++) {
      values.put(COORDINATES.get(i), new BigDecimal(theta[i][lane]));
    }
    double[] expected = new double[theta.length + 1];
    PlainInterpreter plain = new PlainInterpreter(values);
    expected[0] = plain.of(expression).doubleValue();
    double largest = plain.largest();
    for (int i = 0; i < theta.length; i++) {
      String name = COORDINATES.get(i);
      BigDecimal centre = values.get(name);
      values.put(name, centre.add(H));
      BigDecimal up = plain.of(expression);
      values.put(name, centre.subtract(H));
      BigDecimal down = plain.of(expression);
      values.put(name, centre);
      expected[i + 1] = up.subtract(down).divide(H.add(H), PlainInterpreter.DIGITS).doubleValue();
      largest = Math.max(largest, Math.abs(expected[i + 1]));
    }
    return largest < LARGEST ? expected : null;
  }
}
