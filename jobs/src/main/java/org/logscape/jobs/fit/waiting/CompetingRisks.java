package org.logscape.jobs.fit.waiting;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.when;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.logscape.jobs.fit.CellGroup;
import org.logscape.jobs.fit.FitRow;
import org.logscape.jobs.fit.Measured;
import org.logscape.jobs.fit.Verdict;
import org.logscape.jobs.fit.Warning;
import org.logscape.jobs.fit.WarningCode;
import org.logscape.jobs.predict.CellFacts;
import org.logscape.jobs.predict.Watched;
import org.logscape.jobs.spec.key.Literal;
import org.logscape.jobs.store.RowBinding;
import org.logscape.kernel.Status;
import org.logscape.statistics.Interval;
import org.logscape.statistics.survival.CauseTable;
import org.logscape.statistics.survival.CumulativeIncidence;
import org.logscape.statistics.survival.RiskTable;
import scala.Tuple2;

/**
 * Which of several events comes first in a run: one of the observed events, or divergence. Gives
 * the cumulative incidence of each (Aalen and Johansen) at the time by which half of all first
 * events have occurred, and at the last event. Of events at one step the crossing of the ridge
 * counts first, then the highest level.
 */
final class CompetingRisks implements Serializable {
  static final String LAW = "competing-risks";
  static final String PARAMETER = "incidence";

  /** In ascending order of what counts at one step. */
  private final List<Watched> causes;

  /**
   * The end of a run.
   *
   * @param cause from 1 on; 0 for a censored run
   */
  private record End(String cellId, long step, int cause) implements Serializable {
    static final RowBinding<End> ROWS = RowBinding.ofQuery(End.class);
  }

  private CompetingRisks(List<Watched> causes) {
    this.causes = List.copyOf(causes);
  }

  /**
   * The risks of a spec.
   *
   * @param watched its events
   */
  static CompetingRisks of(List<Watched> watched) {
    List<Watched> causes = new ArrayList<>();
    watched.stream().filter(Watched::isLevel).forEach(causes::add);
    watched.stream().filter(w -> !w.isLevel()).forEach(causes::add);
    return new CompetingRisks(causes);
  }

  /**
   * The rows of these cells, in their order; each is made where the cell's table of ends is.
   *
   * @param diverged how many of all runs diverged
   */
  List<FitRow> rows(
      JavaSparkContext context,
      Dataset<Row> escapes,
      Dataset<Row> runs,
      long diverged,
      List<CellFacts> cells) {
    Map<String, Double> learningRates = new HashMap<>();
    cells.forEach(cell -> learningRates.put(cell.cellId(), cell.learningRate()));
    Broadcast<Map<String, Double>> etas = context.broadcast(learningRates);
    CompetingRisks risks = this;
    Map<String, List<FitRow>> rows =
        End.ROWS
            .rdd(ends(escapes, runs, diverged))
            .mapToPair(end -> new Tuple2<>(end.cellId(), end))
            .aggregateByKey(
                StepCounts.ofCauses(causes.size() + 1),
                (sum, end) -> sum.add(end.step(), end.cause()),
                StepCounts::merge)
            .filter(table -> etas.value().containsKey(table._1()))
            .mapToPair(
                table ->
                    new Tuple2<>(
                        table._1(),
                        risks.rows(table._1(), etas.value().get(table._1()), table._2())))
            .collectAsMap();
    return cells.stream()
        .flatMap(cell -> rows.getOrDefault(cell.cellId(), List.of()).stream())
        .toList();
  }

  /** One row a run: the columns of {@link End}. */
  private Dataset<Row> ends(Dataset<Row> escapes, Dataset<Row> runs, long diverged) {
    Column cause = lit(0);
    for (int i = 0; i < causes.size(); i++) {
      Watched watched = causes.get(i);
      Column same = col("event").equalTo(watched.word());
      cause =
          when(watched.isLevel() ? same.and(col("level").equalTo(watched.level())) : same, i + 1)
              .otherwise(cause);
    }
    // step and cause in one number, of equal steps the least for the last cause: longs aggregate
    // without a sort
    long kinds = causes.size() + 1L;
    Column code = col("step").multiply(kinds).plus(lit(kinds - 1)).minus(col("cause"));
    Dataset<Row> first =
        escapes
            .withColumn("cause", cause)
            .where(col("cause").gt(0))
            .groupBy("cell_id", "run_id")
            .agg(
                min(when(col("occurred"), code)).as("code"),
                max(when(not(col("occurred")), col("step"))).as("last"));
    Column came = col("code").isNotNull();
    Column event = lit(kinds - 1).minus(col("code").mod(kinds)).cast("int");
    Column at =
        when(came, col("code").minus(col("code").mod(kinds)).divide(kinds).cast("long"))
            .otherwise(col("last"));
    if (diverged == 0) {
      return first.select(
          col("cell_id"), at.as("step"), when(came, event).otherwise(lit(0)).as("cause"));
    }
    Dataset<Row> bad =
        runs.where(col("status").equalTo(Literal.of(Status.DIVERGED)))
            .select(col("run_id"), lit(true).as("diverged"));
    return first
        .join(bad, first.col("run_id").equalTo(bad.col("run_id")), "left")
        .select(
            col("cell_id"),
            at.as("step"),
            when(came, event)
                .when(col("diverged").isNotNull(), lit(causes.size() + 1))
                .otherwise(lit(0))
                .as("cause"));
  }

  private List<FitRow> rows(String cell, double learningRate, StepCounts counts) {
    CauseTable table = counts.causeTable(learningRate);
    RiskTable any = table.anyCause();
    List<Warning> binning = EventOfCell.binning(counts);
    if (any.events() == 0) {
      List<Warning> warnings = new ArrayList<>(binning);
      warnings.addAll(
          WarningCode.NO_EVENTS.says("no events: all %,d runs are censored".formatted(any.runs())));
      return List.of(
          row(cell, null, CellGroup.none(), Measured.none(), 0, Verdict.TOO_FEW_EVENTS, warnings));
    }
    List<FitRow> rows = new ArrayList<>();
    double[] times = times(any);
    for (int cause = 1; cause <= table.causes(); cause++) {
      long events = table.cause(cause).events();
      if (cause > causes.size() && events == 0) {
        continue;
      }
      Watched watched = cause > causes.size() ? null : causes.get(cause - 1);
      CellGroup name =
          watched == null ? CellGroup.none().word("diverged") : CellGroup.ofEvent(watched);
      CumulativeIncidence incidence = CumulativeIncidence.of(table, cause);
      for (double time : times) {
        List<Warning> warnings = new ArrayList<>(binning);
        Measured measured =
            incidence
                .interval(time, Interval.COVERAGE)
                .map(interval -> Measured.of(incidence.incidence(time), interval))
                .orElseGet(() -> Measured.of(incidence.incidence(time)));
        if (!measured.hasInterval()) {
          warnings.addAll(
              incidence.incidence(time) > 0
                  ? WarningCode.SHARE_AT_EDGE.says("it came first in every run")
                  : WarningCode.SHARE_AT_EDGE.says("it came first in no run"));
        }
        rows.add(
            row(
                cell,
                watched,
                name.number("t", time),
                measured,
                events,
                measured.hasInterval() ? Verdict.NO_PREDICTION : Verdict.TOO_FEW_EVENTS,
                warnings));
      }
    }
    return rows;
  }

  /** When half of all events, and when all of them have come. */
  private static double[] times(RiskTable table) {
    long seen = 0;
    double half = 0;
    double last = 0;
    for (int i = 0; i < table.size(); i++) {
      if (table.events(i) > 0) {
        half = 2 * seen < table.events() ? table.time(i) : half;
        last = table.time(i);
        seen += table.events(i);
      }
    }
    return half == last ? new double[] {last} : new double[] {half, last};
  }

  private static FitRow row(
      String cell,
      Watched watched,
      CellGroup group,
      Measured measured,
      long events,
      Verdict verdict,
      List<Warning> warnings) {
    return FitRow.of(LAW, PARAMETER)
        .cell(cell)
        .event(watched)
        .group(group)
        .measured(measured)
        .support(events)
        .verdict(verdict)
        .warn(warnings);
  }
}
