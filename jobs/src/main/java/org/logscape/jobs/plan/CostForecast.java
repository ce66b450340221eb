package org.logscape.jobs.plan;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.logscape.jobs.fit.LawCatalogue;
import org.logscape.jobs.fit.LawFacts;
import org.logscape.jobs.predict.RareForecast;
import org.logscape.jobs.spec.rare.Rare;
import org.logscape.schemas.Table;

/**
 * Seconds of processor time that the commands of a plan are expected to take, Java's and Spark's
 * start included. What is not known (data that are not read yet) makes a sweep not a number.
 */
final class CostForecast {
  private final Plan plan;
  private final TableForecast tables;

  private CostForecast(Plan plan, TableForecast tables) {
    this.plan = plan;
    this.tables = tables;
  }

  /** The forecast of a plan. */
  static CostForecast of(Plan plan) {
    return new CostForecast(plan, plan.tables());
  }

  /** The sweep: its start, the steps of all runs, and their rows. */
  double sweep() {
    return started()
        + Prices.STAGE * stagesOfWidth()
        + plan.stepSeconds()
        + Prices.RUN * tables.rows(Table.RUNS)
        + Prices.ROW * tables.rows()
        + Prices.STATE_NUMBER * tables.stateNumbers();
  }

  private double started() {
    return Prices.START + Prices.SWEEP + (plan.spec().data().isPresent() ? Prices.NETWORKS : 0);
  }

  /** Runs are followed to at most twice their length, or doubled, until a width is reached. */
  private double stagesOfWidth() {
    double more = tables.rows(Table.RUNS) / plan.spec().runs();
    return plan.spec().until().isWanted() ? 2 + Math.log(more) / Math.log(2) : 0;
  }

  /** The laws that the spec asks for. */
  double fit() {
    Set<Table> read = new LinkedHashSet<>(List.of(Table.CELLS, Table.RUNS));
    double laws = 0;
    double cells = plan.spec().grid().cells();
    for (LawFacts law : laws()) {
      read.addAll(law.tables());
      laws +=
          Prices.law(law.name(), tables.rows(Table.ESCAPES)) + Prices.lawInCell(law.name()) * cells;
    }
    double rows =
        read.stream().mapToDouble(table -> Prices.fittedRow(table) * tables.rows(table)).sum();
    return Prices.START + Prices.FIT + laws + rows;
  }

  /** The page and its figures. */
  double report() {
    return Prices.START + Prices.REPORT;
  }

  /** The main job: sweep, fit and report, which share one start. */
  double run() {
    return sweep() + fit() + report() - 2 * Prices.START;
  }

  /** Rare-event sampling; empty where the spec asks for none. */
  Optional<Double> rare() {
    return plan.spec().rare().map(this::rare);
  }

  private double rare(Rare rare) {
    RareForecast forecast = RareForecast.of(rare);
    double cells = (double) plan.spec().grid().cells() / plan.cells().size();
    double steps = 0;
    double members = 0;
    double most = 0;
    for (PlannedCell cell : plan.cells()) {
      double stages = forecast.stages(cell.theory());
      steps += cells * forecast.steps(cell.theory()) * cell.secondsPerRun() / cell.stepsPerRun();
      members += cells * stages * rare.trials() * rare.repeats();
      most = Math.max(most, stages);
    }
    return started() + steps + Prices.STAGE * most + Prices.MEMBER * members;
  }

  private List<LawFacts> laws() {
    return LawCatalogue.all().stream()
        .map(law -> law.facts())
        .filter(facts -> plan.spec().fits().contains(facts.fit()))
        .toList();
  }

  /** Seconds by command, in the order in which they are used. */
  Map<String, Double> commands() {
    Map<String, Double> seconds = new LinkedHashMap<>();
    seconds.put("sweep", sweep());
    rare().ifPresent(rare -> seconds.put("rare", rare));
    seconds.put("fit", fit());
    seconds.put("report", report());
    seconds.put("run", run());
    return seconds;
  }
}
