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
import org.logscape.jobs.spec.model.FormulaSpec;
import org.logscape.jobs.text.Numbers;
import org.logscape.jobs.text.TextTable;
import org.logscape.jobs.text.TextTable.Align;
import org.logscape.landscape.StationaryPoint;
import org.logscape.landscape.Wells;
import org.logscape.model.Model;

/** What was found in landscapes that are typed as formulas: minima, saddles, curvatures. */
final class LandscapeText {
  private static final int MOST_CELLS = 8;
  private static final int MOST_NUMBERS = 4;

  private LandscapeText() {}

  /** Lines for the first cells; none where the model is no formula. */
  static List<String> lines(Spec spec) {
    if (!(spec.grid().cell(0).model() instanceof FormulaSpec)) {
      return List.of();
    }
    TextTable table =
        TextTable.empty()
            .column("cell", Align.LEFT)
            .column("point", Align.LEFT)
            .column("theta", Align.LEFT)
            .column("L", Align.RIGHT)
            .column("eigenvalues of the Hessian", Align.LEFT);
    long shown = Math.min(MOST_CELLS, spec.grid().cells());
    LongStream.range(0, shown).mapToObj(spec.grid()::cell).forEach(cell -> add(table, cell));
    List<String> lines = new ArrayList<>();
    lines.add("");
    lines.addAll(table.lines());
    if (shown < spec.grid().cells()) {
      lines.add("... and %,d more cells".formatted(spec.grid().cells() - shown));
    }
    lines.add(
        "separatrix: the plane through the saddle normal to its unstable direction; basin: the"
            + " parallel plane through the other minimum");
    return lines;
  }

  private static void add(TextTable table, CellSpec cell) {
    Wells wells = wells(cell.landscape().populationModel());
    row(table, cell.label(), "minimum", wells.minimum());
    Optional<Wells.Exit> exit = wells.exit();
    if (exit.isPresent()) {
      row(table, "", "saddle", exit.get().saddle());
      row(table, "", "other minimum", exit.get().other());
    }
  }

  private static Wells wells(Model model) {
    return model instanceof FormulaModel formula ? formula.wells() : ((FormulaLoss) model).wells();
  }

  private static void row(TextTable table, String cell, String what, StationaryPoint point) {
    table.row(
        cell,
        what,
        shown(point.position()),
        Numbers.brief(point.loss()),
        shown(point.eigenvalues()));
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
