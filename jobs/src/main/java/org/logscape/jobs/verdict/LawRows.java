package org.logscape.jobs.verdict;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.logscape.jobs.fit.LawCatalogue;
import org.logscape.jobs.store.ExperimentDir;
import org.logscape.schemas.Table;

/** The fits of a folder, law by law in the order of the catalogue. */
public final class LawRows {
  private LawRows() {}

  /** Reads the rows. Cells may be many: only the labels that fits need are read. */
  public static List<LawRow> of(ExperimentDir dir) {
    Dataset<Row> fits = dir.table(Table.FITS);
    Map<String, String> labels = new LinkedHashMap<>();
    dir.table(Table.CELLS)
        .select("cell_id", "label")
        .join(fits.select("cell_id").where("cell_id IS NOT NULL").distinct(), "cell_id")
        .collectAsList()
        .forEach(row -> labels.put(row.getString(0), row.getString(1)));
    List<LawRow> rows = new ArrayList<>();
    for (Row row : fits.collectAsList()) {
      String cell = row.getAs("cell_id");
      rows.add(LawRow.of(row, cell == null ? "" : labels.getOrDefault(cell, "")));
    }
    rows.sort(Comparator.comparingInt(row -> LawCatalogue.place(row.law())));
    return List.copyOf(rows);
  }
}
