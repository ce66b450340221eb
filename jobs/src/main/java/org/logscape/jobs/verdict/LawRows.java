package org.logscape.jobs.verdict;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.logscape.jobs.fit.LawCatalogue;
import org.logscape.jobs.rows.EstimateRow;
import org.logscape.jobs.store.ExperimentDir;
import org.logscape.jobs.store.RowBinding;
import org.logscape.schemas.Table;

/** The fits of a folder, law by law in the order of the catalogue. */
public final class LawRows {
  private LawRows() {}

  /** A cell with its label. */
  private record Labelled(String cellId, String label) {
    static final RowBinding<Labelled> ROWS = RowBinding.partOf(Table.CELLS, Labelled.class);
  }

  /** Reads the rows. Cells may be many: only the labels that fits need are read. */
  public static List<LawRow> of(ExperimentDir dir) {
    Dataset<Row> fits = dir.table(Table.FITS);
    Map<String, String> labels = new LinkedHashMap<>();
    Labelled.ROWS
        .list(
            dir.table(Table.CELLS)
                .join(fits.select("cell_id").where("cell_id IS NOT NULL").distinct(), "cell_id"))
        .forEach(cell -> labels.put(cell.cellId(), cell.label()));
    List<LawRow> rows = new ArrayList<>();
    for (EstimateRow row : EstimateRow.ROWS.list(fits)) {
      String cell = row.cellId();
      rows.add(LawRow.of(row, cell == null ? "" : labels.getOrDefault(cell, "")));
    }
    rows.sort(Comparator.comparingInt(row -> LawCatalogue.place(row.law())));
    return List.copyOf(rows);
  }
}
