package org.logscape.jobs.rare;

import java.util.List;
import java.util.stream.IntStream;
import org.logscape.jobs.store.RowBinding;
import org.logscape.jobs.store.TableRow;
import org.logscape.rare.Interfaces;
import org.logscape.rare.Interfaces.PilotEnd;
import org.logscape.schemas.Table;

/**
 * One interface of a cell: a row of the table rare_interfaces. Components are named as the columns.
 */
record InterfaceRow(
    String cellId,
    int stage,
    double orderValue,
    double basinValue,
    long burnIn,
    long walkSteps,
    long pilotSteps,
    PilotEnd pilotEnd)
    implements TableRow {
  static final RowBinding<InterfaceRow> ROWS =
      RowBinding.of(Table.RARE_INTERFACES, InterfaceRow.class);

  /** The rows of a cell, in the order of the stages. */
  static List<InterfaceRow> of(String cellId, Interfaces interfaces) {
    List<Double> thresholds = interfaces.thresholds();
    return IntStream.range(0, thresholds.size())
        .mapToObj(
            stage ->
                new InterfaceRow(
                    cellId,
                    stage,
                    thresholds.get(stage),
                    interfaces.basin(),
                    interfaces.burnIn(),
                    interfaces.walkSteps(),
                    interfaces.pilotSteps(),
                    interfaces.end()))
        .toList();
  }

  /** The interfaces of a cell from its rows, which are in the order of the stages. */
  static Interfaces interfaces(List<InterfaceRow> rows) {
    InterfaceRow any = rows.get(0);
    return new Interfaces(
        any.basinValue,
        rows.stream().map(InterfaceRow::orderValue).toList(),
        any.burnIn,
        any.walkSteps,
        any.pilotSteps,
        any.pilotEnd);
  }

  @Override
  public RowBinding<InterfaceRow> binding() {
    return ROWS;
  }
}
