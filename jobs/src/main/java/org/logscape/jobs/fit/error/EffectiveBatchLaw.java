package org.logscape.jobs.fit.error;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.logscape.jobs.fit.FitContext;
import org.logscape.jobs.fit.FitRow;
import org.logscape.jobs.fit.Law;
import org.logscape.jobs.fit.LawFacts;
import org.logscape.jobs.fit.Parameter;
import org.logscape.jobs.fit.Warning;
import org.logscape.jobs.predict.CellFacts;
import org.logscape.jobs.spec.Need;
import org.logscape.schemas.Table;

/**
 * Test error at convergence as a function of B_eff = B/a, a = alpha^2 + (1 - alpha)^2: enhanced
 * cells beside the curve of plain ones ({@link CurveDifferences}), what the error depends on
 * ({@link ErrorContest}), and what convergence costs ({@link ConvergenceCost}). That equal noise
 * gives equal error is derived from arXiv 2009.13094.
 */
public final class EffectiveBatchLaw implements Law {
  static final String NAME = "effective-batch";

  /** Test error of an enhanced cell minus that of plain SGD. */
  public static final Parameter DIFFERENCE =
      Parameter.of(
              CurveDifferences.PARAMETER,
              "",
              "1",
              "test error of an enhanced cell less that of plain SGD at B = B_eff, read off "
                  + "its curve: 0 where the noise decides")
          .onCard("Test error, enhanced noise against plain SGD at B = B_eff")
          .under(NAME);

  @Override
  public LawFacts facts() {
    return LawFacts.of(
            NAME,
            "test error at equal training loss against B_eff = B/a: enhanced cells beside the "
                + "curve of plain ones, what the error depends on, steps and samples it costs")
        .needs(Need.TEST_ACCURACIES)
        .reads(Table.EVALUATIONS)
        .warns(EqualLoss.NOT_CONVERGED, EqualLoss.UNEQUAL_LOSSES, CurveDifferences.BEYOND_CURVE)
        .parameters(
            DIFFERENCE,
            Parameter.of(
                    ErrorContest.PARAMETER,
                    "",
                    "1",
                    "AIC of a curve in one quantity less the least of the others")
                .onCard("Test error depends on"),
            Parameter.of(
                    ErrorContest.COLLAPSE,
                    "p",
                    "1",
                    "p-value of the hypothesis that all cells lie on one curve")
                .onCard("Test errors of all cells on one curve in B_eff"),
            Parameter.of(ConvergenceCost.STEPS, "", "steps", "steps that runs of a cell took"),
            Parameter.of(
                ConvergenceCost.SAMPLES, "", "samples", "sample gradients that these steps took"),
            Parameter.of(
                ConvergenceCost.PARALLEL,
                "",
                "samples",
                "sample gradients of one step, which could run in parallel"),
            Parameter.of(
                ConvergenceCost.STEPS_SLOPE, "", "1", "slope of ln steps in ln B_eff, over cells"),
            Parameter.of(
                ConvergenceCost.SAMPLES_SLOPE,
                "",
                "1",
                "slope of ln samples in ln B_eff, over cells"));
  }

  @Override
  public List<FitRow> rows(FitContext context) {
    List<FitRow> rows = new ArrayList<>();
    List<EndedCell> cells = cells(context);
    for (List<EndedCell> group : by(cells, ComparedCells::alongBatch)) {
      List<Warning> unequal = unequal(group);
      rows.addAll(CurveDifferences.rows(group, unequal));
      rows.addAll(ConvergenceCost.rows(group));
      for (List<EndedCell> ofForm : EndedCell.byForm(group)) {
        rows.addAll(ConvergenceCost.slopes(ofForm, unequal(ofForm)));
      }
    }
    for (List<EndedCell> group : by(cells, ComparedCells::alongBatchAndRate)) {
      for (List<EndedCell> ofForm : EndedCell.byForm(group)) {
        rows.addAll(ErrorContest.rows(ofForm, unequal(ofForm)));
      }
    }
    return rows;
  }

  /** The cells that were evaluated, in the order of the grid. */
  static List<EndedCell> cells(FitContext context) {
    Map<String, FinalTestErrors> ends =
        FinalTestErrors.of(context.table(Table.EVALUATIONS), context.table(Table.RUNS));
    return context.ran().stream()
        .filter(ends::containsKey)
        .map(id -> new EndedCell(context.cells().get(id).facts(), ends.get(id)))
        .filter(cell -> !cell.ends().isEmpty())
        .toList();
  }

  /** Cells by what they have in common. */
  static Collection<List<EndedCell>> by(
      List<EndedCell> cells, Function<CellFacts, ComparedCells> common) {
    return cells.stream()
        .collect(
            Collectors.groupingBy(
                cell -> common.apply(cell.facts()), LinkedHashMap::new, Collectors.toList()))
        .values();
  }

  /** Why cells are not judged; empty where they are. */
  static List<Warning> unequal(List<EndedCell> cells) {
    return EqualLoss.between(cells.stream().map(EndedCell::ends).toList());
  }
}
