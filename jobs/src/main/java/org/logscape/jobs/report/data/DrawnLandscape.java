package org.logscape.jobs.report.data;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.logscape.dynamics.LandscapeDynamics;
import org.logscape.formula.FormulaLoss;
import org.logscape.formula.FormulaModel;
import org.logscape.jobs.spec.CellSpec;
import org.logscape.jobs.spec.Spec;
import org.logscape.jobs.spec.model.FormulaSpec;
import org.logscape.jobs.spec.start.Start;
import org.logscape.jobs.sweep.CellDynamics;
import org.logscape.kernel.BlockKernel;
import org.logscape.landscape.EscapePath;
import org.logscape.landscape.LandscapeException;
import org.logscape.landscape.Wells;
import org.logscape.model.Model;
import org.logscape.observe.EndsAfter;
import org.logscape.observe.EscapeObserver;
import org.logscape.observe.Event;
import org.logscape.observe.TrajectoryObserver;
import org.logscape.random.StreamFamily;

/**
 * A landscape typed as formulas, as a report draws it.
 *
 * @param label the label of its cell
 * @param coordinates names of the parameters
 * @param names of the minimum where runs start and the other one
 * @param model the loss
 * @param wells minima and saddle
 * @param path of steepest descent over the saddle
 * @param trajectories the last states of some runs of the cell, computed again: up to the arrival
 *     in the other basin, or the end of the time allowed
 */
public record DrawnLandscape(
    String label,
    List<String> coordinates,
    List<String> names,
    Model model,
    Wells wells,
    EscapePath path,
    List<List<double[]>> trajectories) {
  private static final int MOST = 4;
  private static final int RUNS = 3;
  private static final int STATES = 150;
  private static final long MOST_STEPS = 200_000;

  /** The first landscapes of a spec that differ in more than where runs start. */
  static List<DrawnLandscape> of(Spec spec) {
    Map<FormulaSpec, CellSpec> different = new LinkedHashMap<>();
    for (long i = 0; i < Math.min(spec.grid().cells(), Budget.POINT_CELLS); i++) {
      CellSpec cell = spec.grid().cell(i);
      if (cell.model() instanceof FormulaSpec formula && different.size() < MOST) {
        different.putIfAbsent(formula.startingAnywhere(), cell);
      }
    }
    List<DrawnLandscape> drawn = new ArrayList<>();
    for (CellSpec cell : different.values()) {
      try {
        add(spec, cell, drawn);
      } catch (LandscapeException noPath) {
        // A minimum lies on the way that the spec does not name: nothing to draw.
      }
    }
    return drawn;
  }

  private static void add(Spec spec, CellSpec cell, List<DrawnLandscape> drawn) {
    FormulaSpec formula = (FormulaSpec) cell.model();
    Model model = formula.populationModel();
    Wells wells =
        model instanceof FormulaModel typed ? typed.wells() : ((FormulaLoss) model).wells();
    if (wells.exit().isPresent()) {
      EscapePath path = EscapePath.of(wells.loss(), wells.minimum(), wells.exit().get());
      drawn.add(
          new DrawnLandscape(
              cell.label(),
              formula.landscape().coordinates(),
              formula.wellNames(),
              model,
              wells,
              path,
              formula.dimensions() == 2 ? trajectories(spec, cell) : List.of()));
    }
  }

  /** Runs have the random numbers of the sweep's, so these are its runs. */
  private static List<List<double[]>> trajectories(Spec spec, CellSpec cell) {
    if (!(spec.start() instanceof Start.Minimum)) {
      return List.of();
    }
    LandscapeDynamics dynamics = CellDynamics.of(cell, spec.seed());
    StreamFamily streams = StreamFamily.ofRuns(spec.seed(), spec.pairing().streamBits(cell));
    List<List<double[]>> runs = new ArrayList<>();
    for (int run = 0; run < RUNS; run++) {
      Deque<double[]> last = new ArrayDeque<>();
      long steps = Math.min(cell.steps(), MOST_STEPS);
      BlockKernel.untilEvent(
              dynamics,
              org.logscape.kernel.Start.minimum(),
              steps,
              List.of(
                  EscapeObserver.of(
                      dynamics.model(), Set.of(Event.BASIN), List.of(), EndsAfter.BASIN),
                  TrajectoryObserver.of(
                      new TrajectoryObserver.Stretch(0, steps, 1),
                      state -> {
                        last.add(state.theta());
                        if (last.size() > STATES) {
                          last.remove();
                        }
                      })))
          .run(streams, run, run + 1);
      runs.add(List.copyOf(last));
    }
    return runs;
  }
}
