package org.logscape.jobs.fit.waiting;

import java.io.Serializable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.logscape.jobs.fit.FitContext;
import org.logscape.jobs.fit.FitRow;
import org.logscape.jobs.fit.LawFailure;
import org.logscape.jobs.fit.escape.EscapeEvents;
import org.logscape.jobs.fit.escape.EscapePoint;
import org.logscape.jobs.fit.escape.EventSums;
import org.logscape.jobs.predict.Watched;
import org.logscape.jobs.store.RowBinding;
import org.logscape.observe.Event;
import org.logscape.schemas.Table;
import scala.Tuple2;

/**
 * The ends of the runs by cell and event, for laws that need more of the waiting times than their
 * sum. One pass makes the tables, which stay on the executors; only rows of the fits table reach
 * the driver.
 */
final class WaitingTimes {
  private final FitContext context;
  private final List<EscapePoint> points;
  private final JavaPairRDD<EventSums.Key, StepCounts> tables;

  private WaitingTimes(FitContext context) {
    this.context = context;
    EscapeEvents events = EscapeEvents.of(context);
    points = events.points();
    tables = context.kept(tables(events.escapes()));
  }

  /** The waiting times of a folder, read once for all laws. */
  static WaitingTimes of(FitContext context) {
    return context.once(WaitingTimes.class, WaitingTimes::new);
  }

  /** The step at which the watch of a run for an event ended. */
  private record End(String cellId, Event event, Double level, boolean occurred, long step)
      implements Serializable {
    static final RowBinding<End> ROWS = RowBinding.partOf(Table.ESCAPES, End.class);

    EventSums.Key key() {
      return new EventSums.Key(cellId, new Watched(event, level));
    }
  }

  /** Computes the rows of one event of one cell, where its times are. */
  interface PointLaw extends Serializable {
    List<FitRow> rows(EventOfCell event, StepCounts counts);
  }

  /** The ends of the runs by cell and event. */
  static JavaPairRDD<EventSums.Key, StepCounts> tables(Dataset<Row> escapes) {
    return End.ROWS
        .rdd(escapes)
        .mapToPair(end -> new Tuple2<>(end.key(), end))
        .aggregateByKey(
            StepCounts.ofCauses(1),
            (counts, end) -> counts.add(end.step(), end.occurred() ? 1 : 0),
            StepCounts::merge);
  }

  /** The tables. */
  JavaPairRDD<EventSums.Key, StepCounts> tables() {
    return tables;
  }

  /** The points, in the order of the grid. */
  List<EscapePoint> points() {
    return points;
  }

  /**
   * The rows of a law of single events, in the order of the points.
   *
   * @param name of the law
   * @param parameter of the row that says where the law fails
   */
  List<FitRow> rows(String name, String parameter, PointLaw law) {
    Map<EventSums.Key, EventOfCell> events = new HashMap<>();
    points.forEach(point -> events.put(key(point), EventOfCell.of(point)));
    Broadcast<Map<EventSums.Key, EventOfCell>> shared = context.sparkContext().broadcast(events);
    Map<EventSums.Key, List<FitRow>> fitted =
        tables
            .filter(table -> shared.value().containsKey(table._1()))
            .mapToPair(
                table -> {
                  EventOfCell event = shared.value().get(table._1());
                  return new Tuple2<>(
                      table._1(),
                      LawFailure.orRow(
                          event.place(name, parameter), () -> law.rows(event, table._2())));
                })
            .collectAsMap();
    return points.stream().flatMap(p -> fitted.getOrDefault(key(p), List.of()).stream()).toList();
  }

  private static EventSums.Key key(EscapePoint point) {
    return new EventSums.Key(point.theory().facts().cellId(), point.watched());
  }
}
