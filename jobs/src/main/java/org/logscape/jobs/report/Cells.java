package org.logscape.jobs.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.logscape.jobs.predict.CellFacts;
import org.logscape.jobs.predict.CellTheory;

/** The cells of a sweep that are shown, in the order of the grid, each with its theory. */
final class Cells {
  private final Map<String, CellTheory> byId;
  private final long count;

  private Cells(Map<String, CellTheory> byId, long count) {
    this.byId = byId;
    this.count = count;
  }

  /** Reads the cells table; of more cells than the budget has an even spread is shown. */
  static Cells of(Dataset<Row> table) {
    List<String> ids =
        table.select("cell_id").collectAsList().stream().map(row -> row.getString(0)).toList();
    List<String> shown = Budget.spread(ids, Budget.POINT_CELLS);
    Map<String, CellTheory> byId = new LinkedHashMap<>();
    shown.forEach(id -> byId.put(id, null));
    Dataset<Row> wanted = table.where(table.col("cell_id").isInCollection(shown));
    for (CellFacts facts : CellFacts.ROWS.list(wanted)) {
      byId.put(facts.cellId(), CellTheory.of(facts));
    }
    return new Cells(byId, ids.size());
  }

  /** Ids of the cells that are shown. */
  List<Object> ids() {
    return new ArrayList<>(byId.keySet());
  }

  /** All that are shown. */
  List<CellTheory> all() {
    return List.copyOf(byId.values());
  }

  /** Number of cells of the sweep. */
  long count() {
    return count;
  }

  boolean isEmpty() {
    return byId.isEmpty();
  }

  CellTheory theory(String id) {
    return byId.get(id);
  }

  boolean holds(String id) {
    return byId.containsKey(id);
  }

  /** The words for a cell: what varies in the grid, or what it is where nothing does. */
  String label(String id) {
    CellFacts facts = byId.get(id).facts();
    return facts.label().isEmpty() ? facts.model() : facts.label();
  }

  /**
   * Of the cells that are shown, those that a table has rows of; an even spread of at most so many.
   */
  List<String> having(Dataset<Row> table, int most) {
    return Budget.spread(having(table), most);
  }

  private List<String> having(Dataset<Row> table) {
    Set<String> there =
        table.select("cell_id").distinct().collectAsList().stream()
            .map(row -> row.getString(0))
            .collect(Collectors.toSet());
    return byId.keySet().stream().filter(there::contains).toList();
  }

  /** What of a table's cells was left out, in a sentence; empty where nothing was. */
  String leftOut(List<String> shown, Dataset<Row> table) {
    return Budget.sentence(shown.size(), having(table).size(), "cells");
  }

  /** What was left out, in a sentence; empty where nothing was. */
  String sentence() {
    return Budget.sentence(byId.size(), count, "cells");
  }
}
