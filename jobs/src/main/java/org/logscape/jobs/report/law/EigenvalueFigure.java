package org.logscape.jobs.report.law;

import static org.apache.spark.sql.functions.col;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.logscape.jobs.fit.training.SpectrumLaw;
import org.logscape.jobs.report.data.ReportData;
import org.logscape.jobs.report.data.ShownCells;
import org.logscape.jobs.report.figure.Axis;
import org.logscape.jobs.report.figure.DataPoint;
import org.logscape.jobs.report.figure.DataTable;
import org.logscape.jobs.report.figure.Figure;
import org.logscape.jobs.report.figure.Figure.MarkKey;
import org.logscape.jobs.report.figure.Palette;
import org.logscape.jobs.report.figure.Series;
import org.logscape.jobs.report.figure.Series.Mark;
import org.logscape.jobs.text.Numbers;
import org.logscape.schemas.Table;

/**
 * The largest eigenvalues of the Hessian by rank: of each cell one spectrum, at the minimum from
 * which its runs start, else at the last step of its first run.
 */
final class EigenvalueFigure implements LawFigure {
  private static final int MOST_RANKS = 200;

  @Override
  public String id() {
    return "spectrum";
  }

  @Override
  public String title() {
    return "Eigenvalues of the Hessian";
  }

  @Override
  public List<String> laws() {
    return List.of(SpectrumLaw.SIZE.law());
  }

  @Override
  public Set<Table> needs() {
    return Set.of(Table.SPECTRA);
  }

  @Override
  public String absence() {
    return Absence.TRAINING;
  }

  @Override
  public Optional<Figure> of(ReportData data) {
    Dataset<Row> rows =
        data.table(Table.SPECTRA)
            .where(col("kind").equalTo("eigenvalue").and(col("index").lt(MOST_RANKS)));
    return Spectra.of(rows, data.cells()).map(spectra -> figure(spectra, data.cells()));
  }

  private Figure figure(Spectra spectra, ShownCells cells) {
    List<Series> series = new ArrayList<>();
    List<List<String>> rows = new ArrayList<>();
    spectra
        .byPlace()
        .forEach(
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
                                  new DataPoint(
                                      e.index() + 1, e.value(), Double.NaN, Double.NaN, name))
                          .toList()));
              rows.add(
                  List.of(
                      name,
                      String.valueOf(eigenvalues.size()),
                      Numbers.brief(eigenvalues.get(0).value()),
                      Numbers.brief(eigenvalues.get(eigenvalues.size() - 1).value())));
            });
    return new Figure(
        id(),
        title(),
        ("The largest eigenvalues by rank, at the minimum unless a step is named. Those that stand"
                + " off the bulk are the outliers: n of them, of mean size h*, as the laws use them. "
                + spectra.leftOut())
            .strip(),
        Axis.linear("rank"),
        Axis.linear("eigenvalue"),
        List.of(new MarkKey(Mark.MEASURED, "eigenvalue")),
        series,
        DataTable.of("cell", "eigenvalues", "largest", "smallest shown").with(rows));
  }
}
