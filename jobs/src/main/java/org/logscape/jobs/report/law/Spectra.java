package org.logscape.jobs.report.law;

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
import org.logscape.jobs.store.RowBinding;
import org.logscape.schemas.Table;

/**
 * One spectrum of each cell that is shown.
 *
 * @param byPlace rows of (index, value, asked column), in the order of the index
 * @param leftOut how many cells are left out, in a sentence
 */
record Spectra(Map<SpectrumPlace, List<Spectra.Point>> byPlace, String leftOut) {
  /**
   * A point of a spectrum.
   *
   * @param density null of an eigenvalue
   */
  record Point(String cellId, int index, double value, Double density) {
    static final RowBinding<Point> ROWS = RowBinding.partOf(Table.SPECTRA, Point.class);
  }

  /**
   * Reads the spectra; empty if there are none.
   *
   * @param table rows of the spectra table of one kind
   */
  static Optional<Spectra> of(Dataset<Row> table, ShownCells cells) {
    Selection shown = cells.having(table, Budget.CROSSING_CURVES);
    if (shown.ids().isEmpty()) {
      return Optional.empty();
    }
    List<SpectrumPlace> places = SpectrumPlace.ofEach(table, shown.ids());
    Map<String, List<Point>> byCell = new HashMap<>();
    Point.ROWS
        .list(table.where(SpectrumPlace.anyOf(places)).orderBy("cell_id", "index"))
        .forEach(
            point -> byCell.computeIfAbsent(point.cellId(), cell -> new ArrayList<>()).add(point));
    Map<SpectrumPlace, List<Point>> byPlace = new LinkedHashMap<>();
    places.forEach(place -> byPlace.put(place, byCell.get(place.cellId())));
    return Optional.of(new Spectra(byPlace, shown.leftOut()));
  }
}
