package org.logscape.jobs.report.law;

import static org.apache.spark.sql.functions.col;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.logscape.jobs.report.data.Budget;
import org.logscape.jobs.report.data.ShownCells;
import org.logscape.jobs.report.data.ShownCells.Selection;
import org.logscape.jobs.report.data.SpectrumPlace;

/**
 * One spectrum of each cell that is shown.
 *
 * @param byPlace rows of (index, value, asked column), in the order of the index
 * @param leftOut how many cells are left out, in a sentence
 */
record Spectra(Map<SpectrumPlace, List<Row>> byPlace, String leftOut) {

  /**
   * Reads the spectra; empty if there are none.
   *
   * @param table rows of the spectra table of one kind
   * @param what the column to read besides index and value
   */
  static Optional<Spectra> of(Dataset<Row> table, ShownCells cells, String what) {
    Selection shown = cells.having(table, Budget.CROSSING_CURVES);
    if (shown.ids().isEmpty()) {
      return Optional.empty();
    }
    List<SpectrumPlace> places = SpectrumPlace.ofEach(table, shown.ids());
    Map<String, List<Row>> byCell = new HashMap<>();
    table
        .where(SpectrumPlace.anyOf(places))
        .select(col("index"), col("value"), col(what), col("cell_id"))
        .orderBy("cell_id", "index")
        .collectAsList()
        .forEach(
            row -> byCell.computeIfAbsent(row.getString(3), cell -> new ArrayList<>()).add(row));
    Map<SpectrumPlace, List<Row>> byPlace = new LinkedHashMap<>();
    places.forEach(place -> byPlace.put(place, byCell.get(place.cell())));
    return Optional.of(new Spectra(byPlace, shown.leftOut()));
  }
}
