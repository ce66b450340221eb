package org.logscape.jobs.report.law;

import static org.apache.spark.sql.functions.col;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.logscape.jobs.fit.training.SpectrumLaw;
import org.logscape.jobs.report.data.Budget;
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
 * The density of the eigenvalues of the Hessian: of each cell one spectrum, at the minimum from
 * which its runs start, else at the last step of its first run.
 */
final class SpectralDensityFigure implements LawFigure {
  private static final int MOST_POINTS = 400;

  @Override
  public String id() {
    return "spectral-density";
  }

  @Override
  public String title() {
    return "Spectral density of the Hessian";
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
        data.table(Table.SPECTRA).where(col("kind").equalTo("density").and(col("density").gt(0)));
    return Spectra.of(rows, data.cells()).map(spectra -> figure(spectra, data.cells()));
  }

  private Figure figure(Spectra spectra, ShownCells cells) {
    List<Series> series = new ArrayList<>();
    List<List<String>> rows = new ArrayList<>();
    spectra
        .byPlace()
        .forEach(
            (place, all) -> {
              List<Spectra.Point> points = Budget.spread(all, MOST_POINTS);
              String name = place.name(cells);
              series.add(
                  new Series(
                      name,
                      Mark.STEPS,
                      Palette.kind(series.size()),
                      points.stream()
                          .map(
                              p ->
                                  new DataPoint(
                                      p.value(), p.density(), Double.NaN, Double.NaN, name))
                          .toList()));
              rows.add(
                  List.of(
                      name,
                      String.valueOf(all.size()),
                      Numbers.brief(
                          all.stream().mapToDouble(Spectra.Point::value).max().orElseThrow())));
            });
    return new Figure(
        id(),
        title(),
        ("Density of eigenvalues, at the minimum unless a step is named: a bulk near zero, and "
                + "outliers apart from it. "
                + spectra.leftOut())
            .strip(),
        Axis.linear("eigenvalue"),
        Axis.log("spectral density"),
        List.of(new MarkKey(Mark.STEPS, "density")),
        series,
        DataTable.of("cell", "points", "largest place").with(rows));
  }
}
