package org.logscape.jobs.rare;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;
import org.logscape.jobs.store.TableRow;
import org.logscape.rare.Crossing;
import org.logscape.rare.Interfaces;
import org.logscape.rare.Member;
import org.logscape.rare.StageTally;
import org.logscape.schemas.Table;

/** Rows of the tables that the stages hand on, there and back. */
final class RareRows {
  private RareRows() {}

  static List<TableRow> interfaces(String cellId, Interfaces interfaces) {
    List<Double> thresholds = interfaces.thresholds();
    return IntStream.range(0, thresholds.size())
        .mapToObj(
            stage ->
                new TableRow(
                    Table.RARE_INTERFACES,
                    new Object[] {
                      cellId,
                      stage,
                      thresholds.get(stage),
                      interfaces.basin(),
                      interfaces.burnIn(),
                      interfaces.walkSteps(),
                      interfaces.pilotSteps(),
                      interfaces.end().name().toLowerCase(Locale.ROOT)
                    }))
        .toList();
  }

  /** Interfaces from the rows of one cell, in the order of the stages. */
  static Interfaces interfaces(List<Row> rows) {
    Row any = rows.get(0);
    return new Interfaces(
        any.<Double>getAs("basin_value"),
        rows.stream().map(row -> row.<Double>getAs("order_value")).toList(),
        any.<Long>getAs("burn_in"),
        any.<Long>getAs("walk_steps"),
        any.<Long>getAs("pilot_steps"),
        Interfaces.PilotEnd.valueOf(any.<String>getAs("pilot_end").toUpperCase(Locale.ROOT)));
  }

  /** A tally and the time that its stage took. */
  record Timed(String cellId, StageTally tally, double seconds) {}

  static TableRow stage(String cellId, StageTally tally, double seconds) {
    return new TableRow(
        Table.RARE_STAGES,
        new Object[] {
          cellId,
          tally.repeat(),
          tally.stage(),
          tally.threshold(),
          tally.trials(),
          tally.crossed(),
          tally.immediate(),
          tally.returned(),
          tally.censored(),
          tally.diverged(),
          tally.strayed(),
          tally.steps(),
          tally.stepsAtRisk(),
          seconds
        });
  }

  static Timed stage(Object[] row) {
    return new Timed(
        (String) row[0],
        new StageTally(
            (Integer) row[1],
            (Integer) row[2],
            (Double) row[3],
            (Long) row[4],
            (Long) row[5],
            (Long) row[6],
            (Long) row[7],
            (Long) row[8],
            (Long) row[9],
            (Long) row[10],
            (Long) row[11],
            (Long) row[12]),
        (Double) row[13]);
  }

  static TableRow snapshot(String cellId, int repeat, int stage, Member member) {
    Crossing state = member.state();
    double[] position = new double[state.position().length];
    for (int i = 0; i < position.length; i++) {
      position[i] = state.position()[i];
    }
    return new TableRow(
        Table.RARE_SNAPSHOTS,
        new Object[] {
          cellId,
          repeat,
          stage,
          member.index(),
          member.parent(),
          member.ancestor(),
          state.order(),
          state.loss(),
          state.theta(),
          position,
          state.arrived(),
          state.strayed(),
          member.stream(),
          member.highest()
        });
  }

  /** The member of a row with the columns of its table in their order. */
  static Member member(Row row) {
    return new Member(
        row.getInt(3),
        row.getInt(4),
        row.getInt(5),
        new Crossing(
            row.getDouble(6),
            row.getDouble(7),
            row.<Double>getList(8).stream().mapToDouble(v -> v).toArray(),
            row.<Double>getList(9).stream().mapToInt(Double::intValue).toArray(),
            row.getBoolean(10),
            row.getBoolean(11)),
        row.getLong(12),
        row.getDouble(13));
  }
}
