package org.logscape.jobs.plan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.logscape.formula.FormulaLoss;
import org.logscape.formula.FormulaModel;
import org.logscape.jobs.spec.CellSpec;
import org.logscape.jobs.spec.Spec;
import org.logscape.jobs.spec.dynamics.DynamicsSpec;
import org.logscape.jobs.spec.dynamics.DynamicsType;
import org.logscape.jobs.spec.model.FormulaSpec;
import org.logscape.jobs.text.Numbers;
import org.logscape.jobs.text.Paragraph;
import org.logscape.jobs.text.TextTable;
import org.logscape.jobs.text.TextTable.Align;
import org.logscape.landscape.ModelPath;
import org.logscape.landscape.StationaryPoint;
import org.logscape.landscape.Wells;
import org.logscape.model.Model;
import org.logscape.model.ResidualModel;
import org.logscape.theory.LogLandscape;
import org.logscape.theory.MetricCorrectedLaw;
import org.logscape.theory.PathProfile;

/**
 * Lines about landscapes typed as formulas: minima, saddles, curvatures, where a run counts as
 * settled, and the exponents of both laws in both directions.
 */
final class LandscapeText {
  private static final int MOST_CELLS = 8;
  private static final int MOST_NUMBERS = 4;
  private static final String NONE = "-";
  private static final List<String> KEY =
      List.of(
          "separatrix: the plane through the saddle, normal to its unstable direction",
          "basin: the parallel plane through 'settled at', where the quadratic region of the other"
              + " minimum begins (on the straight line from it to the saddle, half of its"
              + " curvature)",
          "exponent: 1/T + 1 - n/2, for L^s/L* in the rate out of the minimum; barrier: (B/(eta a))"
              + " integral d log L/M to the saddle, the metric-corrected law's");

  private LandscapeText() {}

  /**
   * Lines for the first cells; none where the model is no formula.
   *
   * @param width characters in a line
   */
  static List<String> lines(Spec spec, int width) {
    if (!(spec.grid().cell(0).model() instanceof FormulaSpec)) {
      return List.of();
    }
    TextTable table =
        TextTable.empty()
            .column("cell", Align.LEFT)
            .column("point", Align.LEFT)
            .column("theta", Align.LEFT)
            .column("L", Align.RIGHT)
            .column("eigenvalues of the Hessian", Align.LEFT)
            .column("exponent", Align.RIGHT)
            .column("barrier", Align.RIGHT);
    long shown = Math.min(MOST_CELLS, spec.grid().cells());
    LongStream.range(0, shown).mapToObj(spec.grid()::cell).forEach(cell -> add(table, cell));
    List<String> lines = new ArrayList<>();
    lines.add("");
    lines.addAll(table.lines(width));
    if (shown < spec.grid().cells()) {
      lines.add("... and %,d more cells".formatted(spec.grid().cells() - shown));
    }
    KEY.forEach(sentence -> lines.addAll(Paragraph.lines(sentence, width)));
    return lines;
  }

  private static void add(TextTable table, CellSpec cell) {
    FormulaSpec spec = (FormulaSpec) cell.model();
    Model model = spec.populationModel();
    Wells wells = wells(model);
    List<String> names = spec.wellNames();
    String first = names.isEmpty() ? "minimum" : "minimum " + names.get(0);
    row(table, cell.label(), first, wells.minimum(), exponent(model, cell), barrier(model, cell));
    Optional<Wells.Exit> exit = wells.exit();
    if (exit.isPresent()) {
      row(table, "", "saddle", exit.get().saddle(), "", "");
      double[] settled = wells.settled();
      table.row("", "settled at", shown(settled), Numbers.brief(model.loss(settled)), "", "", "");
      Model back = model.fromOtherMinimum().orElseThrow();
      row(
          table,
          "",
          "minimum " + names.get(1),
          exit.get().other(),
          exponent(back, cell),
          barrier(back, cell));
    }
  }

  static Wells wells(Model model) {
    return model instanceof FormulaModel formula ? formula.wells() : ((FormulaLoss) model).wells();
  }

  private static String exponent(Model model, CellSpec cell) {
    DynamicsSpec dynamics = cell.dynamics();
    return Numbers.brief(
        LogLandscape.of(
                dynamics.learningRate(),
                dynamics.batchSize(),
                dynamics.noiseFactorOverSteps(model.hessianAtMinimum().outlier()),
                model.hessianAtMinimum().outlier(),
                model.hessianAtMinimum().outliers())
            .withMomentum(dynamics.momentum())
            .escapeExponent());
  }

  private static String barrier(Model model, CellSpec cell) {
    DynamicsSpec dynamics = cell.dynamics();
    Optional<PathProfile> path =
        dynamics.type() == DynamicsType.SGD && model instanceof ResidualModel residual
            ? ModelPath.ofSgd(residual)
            : ModelPath.ofLangevin(model);
    return path.map(
            profile ->
                MetricCorrectedLaw.of(
                    profile,
                    dynamics.learningRate() / (1 - dynamics.momentum()),
                    dynamics.batchSize()
                        / dynamics.noiseFactorOverSteps(model.hessianAtMinimum().outlier())))
        .map(law -> Numbers.brief(law.quasiPotential()))
        .orElse(NONE);
  }

  private static void row(
      TextTable table,
      String cell,
      String what,
      StationaryPoint point,
      String exponent,
      String barrier) {
    table.row(
        cell,
        what,
        shown(point.position()),
        Numbers.brief(point.loss()),
        shown(point.eigenvalues()),
        exponent,
        barrier);
  }

  private static String shown(double[] numbers) {
    String text =
        Arrays.stream(numbers)
            .limit(MOST_NUMBERS)
            .mapToObj(number -> Numbers.brief(Math.abs(number) < 1e-12 ? 0 : number))
            .collect(Collectors.joining(", "));
    return numbers.length > MOST_NUMBERS ? text + ", ... (%d)".formatted(numbers.length) : text;
  }
}
