package org.logscape.jobs.report.data;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.logscape.jobs.predict.CellFacts;
import org.logscape.jobs.predict.CellTheory;
import org.logscape.jobs.store.RowBinding;
import org.logscape.schemas.Table;

/** The cells of a sweep that are shown, in the order of the grid, each with its theory. */
public final class ShownCells {
  private final Map<String, CellTheory> byId;
  private final Map<String, String> labels;

  private ShownCells(Map<String, CellTheory> byId, Map<String, String> labels) {
    this.byId = byId;
    this.labels = labels;
  }

  /**
   * Some of the shown cells, for one figure.
   *
   * @param ids in the order of the grid
   * @param leftOut how many cells are left out, in a sentence; empty if none is
   */
  public record Selection(List<String> ids, String leftOut) {}

  /** A cell with what names it. */
  private record Named(String cellId, String label, String model) {
    static final RowBinding<Named> ROWS = RowBinding.partOf(Table.CELLS, Named.class);

    /** The label, which names what varies in the grid; the model where nothing varies. */
    String words() {
      return label.isEmpty() ? model : label;
    }
  }

  /** Reads the cells table; of more cells than the budget, an even spread is shown. */
  static ShownCells of(Dataset<Row> table) {
    Map<String, String> labels = new LinkedHashMap<>();
    Named.ROWS.list(table).forEach(cell -> labels.put(cell.cellId(), cell.words()));
    List<String> shown = Budget.spread(List.copyOf(labels.keySet()), Budget.POINT_CELLS);
    Map<String, CellTheory> byId = new LinkedHashMap<>();
    shown.forEach(id -> byId.put(id, null));
    Dataset<Row> wanted =
        shown.size() == labels.size()
            ? table
            : table.where(table.col("cell_id").isInCollection(shown));
    for (CellFacts facts : CellFacts.ROWS.list(wanted)) {
      byId.put(facts.cellId(), CellTheory.of(facts));
    }
    return new ShownCells(byId, labels);
  }

  /** Ids of the cells that are shown. */
  public List<Object> ids() {
    return new ArrayList<>(byId.keySet());
  }

  /** Labels of all cells of the sweep by their ids, in the order of the grid. */
  Map<String, String> labels() {
    return labels;
  }

  /** Whether every cell of the sweep is shown. */
  boolean areAll() {
    return byId.size() == labels.size();
  }

  /**
   * The theory of a shown cell.
   *
   * @return null if the cell is not shown
   */
  public CellTheory theory(String id) {
    return byId.get(id);
  }

  /** Whether a cell is shown. */
  public boolean holds(String id) {
    return byId.containsKey(id);
  }

  /**
   * The label of a cell: its values along the axes of the grid, or its model where nothing varies.
   */
  public String label(String id) {
    return labels.get(id);
  }

  /**
   * An even spread of the shown cells that have rows in a table. Runs one Spark job.
   *
   * @param table with a column {@code cell_id}
   * @param most number of cells, at most
   */
  public Selection having(Dataset<Row> table, int most) {
    Set<String> there =
        new HashSet<>(table.select("cell_id").distinct().as(Encoders.STRING()).collectAsList());
    List<String> having = byId.keySet().stream().filter(there::contains).toList();
    List<String> ids = Budget.spread(having, most);
    return new Selection(ids, Budget.sentence(ids.size(), having.size(), "cells"));
  }

  /** How many cells of the sweep are left out, in a sentence; empty if none is. */
  public String sentence() {
    return Budget.sentence(byId.size(), labels.size(), "cells");
  }
}
