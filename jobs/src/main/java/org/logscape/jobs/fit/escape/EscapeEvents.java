package org.logscape.jobs.fit.escape;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.logscape.jobs.fit.FitContext;
import org.logscape.jobs.fit.FitRow;
import org.logscape.jobs.fit.RunSums;
import org.logscape.jobs.fit.WarningCode;
import org.logscape.jobs.predict.CellTheory;
import org.logscape.jobs.predict.Watched;
import org.logscape.schemas.Table;

/**
 * The events of a folder as points of the escape laws: one for each cell and event that has rows,
 * in the order of the grid, with the sums of single runs and of rare-event sampling.
 */
public final class EscapeEvents {
  private final FitContext context;
  private final List<Watched> watched;
  private final int replicates;
  private final Dataset<Row> escapes;
  private final Map<EventSums.Key, EventSums> brute;
  private final List<EscapePoint> points;

  private EscapeEvents(FitContext context) {
    this.context = context;
    RareSums rare = RareSums.of(context.table(Table.RARE_RATES));
    watched = rare.addTo(Watched.of(context.spec()));
    replicates = context.replicates(watched.size());
    escapes = context.pairs().named(context.table(Table.ESCAPES));
    brute = sums(escapes);
    points = points(rare.addTo(brute, context.bootstrap(), replicates));
  }

  /** The events of a folder, read once for all laws. */
  public static EscapeEvents of(FitContext context) {
    return context.once(EscapeEvents.class, EscapeEvents::new);
  }

  /** The sums of these rows of the table of escapes. */
  Map<EventSums.Key, EventSums> sums(Dataset<Row> rows) {
    Map<String, EventSums.Setting> settings = new HashMap<>();
    context
        .cells()
        .forEach(
            (cell, theory) ->
                settings.put(
                    cell,
                    new EventSums.Setting(
                        theory.facts().learningRate(), theory.facts().lossMin())));
    Broadcast<Map<String, EventSums.Setting>> shared = context.sparkContext().broadcast(settings);
    return EventSums.of(rows, shared, context.bootstrap(), replicates);
  }

  private List<EscapePoint> points(Map<EventSums.Key, EventSums> sums) {
    List<EscapePoint> all = new ArrayList<>();
    for (CellTheory theory : context.cells().values()) {
      String cell = theory.facts().cellId();
      for (Watched event : watched) {
        EventSums sum = sums.get(new EventSums.Key(cell, event));
        if (sum != null) {
          RunSums runs = context.runs().get(cell);
          long diverged = runs == null ? 0 : runs.diverged();
          all.add(new EscapePoint(theory, event, sum, diverged, context.spec().stop().after()));
        }
      }
    }
    return all;
  }

  /** The observed events, those of rare-event sampling last. */
  public List<Watched> watched() {
    return watched;
  }

  /** Resamplings of the runs. */
  int replicates() {
    return replicates;
  }

  /**
   * The waiting times of single runs; cells that share random numbers have their runs in common.
   */
  public Dataset<Row> escapes() {
    return escapes;
  }

  /** The points. */
  public List<EscapePoint> points() {
    return points;
  }

  /** Whether single runs were watched for an event, and not rare-event sampling alone. */
  boolean hasWaitingTimes(Watched event) {
    return brute.keySet().stream().anyMatch(key -> key.watched().equals(event));
  }

  /** The row, with a warning where its interval uses fewer resamplings than requested. */
  public FitRow cut(FitRow row) {
    return replicates < context.replicates() && row.measured().hasInterval()
        ? row.warn(
            WarningCode.FEWER_RESAMPLINGS.says(
                "interval from %d resamplings of the runs: of the %d asked for, the driver's memory"
                        .formatted(replicates, context.replicates())
                    + " holds no more at this number of cells"))
        : row;
  }
}
