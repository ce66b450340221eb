package org.logscape.jobs.report;

import static org.apache.spark.sql.functions.col;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.logscape.jobs.report.Figure.MarkKey;
import org.logscape.jobs.report.Series.Mark;
import org.logscape.jobs.text.Numbers;

/**
 * The spectrum of the Hessian, its eigenvalues by rank, and their density: of each cell one, at the
 * minimum from which its runs start, else at the last step of its first run.
 */
final class SpectrumFigures {
  private static final int MOST_RANKS = 200;
  private static final int MOST_POINTS = 400;

  private SpectrumFigures() {}

  /** Figures of the kinds of rows that there are. */
  static List<Figure> of(Dataset<Row> spectra, Cells cells) {
    List<Figure> figures = new ArrayList<>();
    Dataset<Row> eigenvalues =
        spectra.where(col("kind").equalTo("eigenvalue").and(col("index").lt(MOST_RANKS)));
    List<String> ranked = cells.having(eigenvalues, Budget.CROSSING_CURVES);
    if (!ranked.isEmpty()) {
      figures.add(
          ranks(read(eigenvalues, ranked, "value"), cells, cells.leftOut(ranked, eigenvalues)));
    }
    Dataset<Row> densities =
        spectra.where(col("kind").equalTo("density").and(col("density").gt(0)));
    List<String> dense = cells.having(densities, Budget.CROSSING_CURVES);
    if (!dense.isEmpty()) {
      figures.add(
          density(read(densities, dense, "density"), cells, cells.leftOut(dense, densities)));
    }
    return figures;
  }

  /** For one place in each cell rows of (index, value, what), in the order of the index. */
  private static Map<SpectrumPlace, List<Row>> read(
      Dataset<Row> table, List<String> cells, String what) {
    List<SpectrumPlace> places = SpectrumPlace.ofEach(table, cells);
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
    return byPlace;
  }

  private static Figure ranks(Map<SpectrumPlace, List<Row>> spectra, Cells cells, String left) {
    List<Series> series = new ArrayList<>();
    List<List<String>> rows = new ArrayList<>();
    spectra.forEach(
        (place, eigenvalues) -> {
          String name = place.name(cells);
          series.add(
              new Series(
                  name,
                  Mark.MEASURED,
                  Palette.kind(series.size()),
                  eigenvalues.stream()
                      .map(
                          e ->
                              new Point(
                                  e.getInt(0) + 1, e.getDouble(1), Double.NaN, Double.NaN, name))
                      .toList()));
          rows.add(
              List.of(
                  name,
                  String.valueOf(eigenvalues.size()),
                  Numbers.brief(eigenvalues.get(0).getDouble(1)),
                  Numbers.brief(eigenvalues.get(eigenvalues.size() - 1).getDouble(1))));
        });
    return new Figure(
        "spectrum",
        "Eigenvalues of the Hessian",
        ("The largest eigenvalues by rank, at the minimum unless a step is named. Those that stand off the bulk are the "
                + "outliers, n of them, of size h*, that the laws speak of. "
                + left)
            .strip(),
        Axis.linear("rank"),
        Axis.linear("eigenvalue"),
        List.of(new MarkKey(Mark.MEASURED, "eigenvalue")),
        series,
        DataTable.of("cell", "eigenvalues", "largest", "smallest shown").with(rows));
  }

  private static Figure density(Map<SpectrumPlace, List<Row>> spectra, Cells cells, String left) {
    List<Series> series = new ArrayList<>();
    List<List<String>> rows = new ArrayList<>();
    spectra.forEach(
        (place, all) -> {
          List<Row> points = Budget.spread(all, MOST_POINTS);
          String name = place.name(cells);
          series.add(
              new Series(
                  name,
                  Mark.STEPS,
                  Palette.kind(series.size()),
                  points.stream()
                      .map(
                          p ->
                              new Point(
                                  p.getDouble(1), p.getDouble(2), Double.NaN, Double.NaN, name))
                      .toList()));
          rows.add(
              List.of(
                  name,
                  String.valueOf(all.size()),
                  Numbers.brief(
                      all.stream().mapToDouble(p -> p.getDouble(1)).max().orElseThrow())));
        });
    return new Figure(
        "spectral-density",
        "Spectral density of the Hessian",
        ("Density of eigenvalues, at the minimum unless a step is named: a bulk near zero, and "
                + "outliers apart from it. "
                + left)
            .strip(),
        Axis.linear("eigenvalue"),
        Axis.log("spectral density"),
        List.of(new MarkKey(Mark.STEPS, "density")),
        series,
        DataTable.of("cell", "points", "largest place").with(rows));
  }
}
