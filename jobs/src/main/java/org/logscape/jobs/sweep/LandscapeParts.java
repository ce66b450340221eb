package org.logscape.jobs.sweep;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.logscape.jobs.spec.CellSpec;
import org.logscape.jobs.spec.Spec;
import org.logscape.jobs.spec.observe.Observe;
import org.logscape.kernel.ObserverFactory;
import org.logscape.kernel.Start;
import org.logscape.model.Model;
import org.logscape.observe.EscapeObserver;
import org.logscape.observe.LogBins;
import org.logscape.observe.LossHistogramObserver;
import org.logscape.observe.OccupancyObserver;

/** Maps the settings of a cell whose loss is in closed form to model, dynamics and observers. */
final class LandscapeParts {
  private LandscapeParts() {}

  static CellParts of(Spec spec, CellSpec cell, RunInputs inputs) {
    Model model = cell.landscape().model(spec.seed());
    return new CellParts(
        CellDynamics.of(model, cell.dynamics()), start(spec, inputs), observers(spec, cell, model));
  }

  private static Start start(Spec spec, RunInputs inputs) {
    if (spec.start() instanceof org.logscape.jobs.spec.start.Start.Random random) {
      return Start.random(random.scale());
    }
    return inputs.start().map(snapshots -> Start.at(snapshots.points())).orElseGet(Start::minimum);
  }

  private static List<ObserverFactory> observers(Spec spec, CellSpec cell, Model model) {
    List<ObserverFactory> observers = new ArrayList<>();
    Observe observe = spec.observe();
    observe
        .escape()
        .ifPresent(
            escape ->
                observers.add(
                    EscapeObserver.of(
                        model, Set.copyOf(escape.events()), escape.levels(), spec.stop().after())));
    observe
        .lossHistogram()
        .ifPresent(
            histogram ->
                observers.add(
                    LossHistogramObserver.of(
                        model,
                        LogBins.of(histogram.binsPerDecade()),
                        histogram.burnIn(),
                        histogram.every())));
    observe
        .snapshots()
        .ifPresent(
            snapshots ->
                observers.add(
                    CellParts.snapshots(snapshots, CellParts.schedule(snapshots).afterStart())));
    observe
        .occupancy()
        .ifPresent(
            stays ->
                observers.add(
                    OccupancyObserver.of(
                        cell.landscape().regions(), stays.burnIn(), stays.every())));
    return observers;
  }
}
