package org.logscape.jobs.plan;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.logscape.theory.LogLandscape;

/** A plan as lists, mappings and numbers, for programs. */
public final class PlanValues {
  private PlanValues() {}

  /** Size, cost, and the predictions for the cells that were examined. */
  public static Map<String, Object> of(Plan plan) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("name", plan.spec().name());
    values.put("cells", plan.spec().grid().cells());
    values.put("replicas", plan.spec().replicas());
    values.put("runs", plan.spec().runs());
    values.put("core_seconds", number(plan.cost().sweep()));
    Map<String, Object> commands = new LinkedHashMap<>();
    plan.cost().commands().forEach((command, seconds) -> commands.put(command, number(seconds)));
    values.put("processor_seconds", commands);
    values.put("planned", plan.cells().stream().map(PlanValues::cell).toList());
    return values;
  }

  private static Map<String, Object> cell(PlannedCell cell) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("cell_id", cell.theory().facts().cellId());
    values.put("label", cell.theory().facts().label());
    if (cell.theory().hasLandscape()) {
      LogLandscape landscape = cell.theory().landscape();
      values.put("curvature_step", number(landscape.curvatureStep()));
      values.put("temperature", number(landscape.temperature()));
      values.put("outliers", landscape.outliers());
      values.put("phi", number(landscape.phi()));
      values.put("escape_exponent", number(landscape.escapeExponent()));
    }
    values.put("seconds_per_run", number(cell.secondsPerRun()));
    values.put("events", cell.events().stream().map(event -> event(cell, event)).toList());
    values.put("warnings", cell.concerns().stream().map(List::of).map(Concern::together).toList());
    return values;
  }

  private static Map<String, Object> event(PlannedCell cell, PlannedCell.EventForecast event) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("event", event.watched().word());
    values.put("level", event.watched().isLevel() ? number(event.watched().level()) : null);
    values.put("rate", number(event.rate()));
    values.put("mean_steps", number(1 / (event.rate() * cell.theory().facts().learningRate())));
    values.put("runs_with_event", number(event.runs()));
    return values;
  }

  private static Double number(double value) {
    return Double.isFinite(value) ? (Double) value : null;
  }
}
