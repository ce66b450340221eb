package org.logscape.jobs.report;

import java.awt.GraphicsEnvironment;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.logscape.jobs.report.Page.PaperFiles;
import org.logscape.jobs.store.ExperimentDir;
import org.logscape.jobs.store.Folder;
import org.logscape.schemas.Table;

/**
 * From the tables of a folder to its report: {@code index.html}, and {@code figures/} with each
 * figure as SVG, PDF and PNG.
 */
public final class ReportJob {
  /** The report's folder in a results folder; no table has this name. */
  public static final String FOLDER = "report";

  private static final String PAGE = "index.html";
  private static final String FIGURES = "figures";

  /** Every figure that a report may have. */
  private static final List<String> IDS =
      List.of(
          "rate-separatrix",
          "one-line-separatrix",
          "rate-basin",
          "one-line-basin",
          "rate-level",
          "survival-separatrix",
          "survival-basin",
          "survival-level",
          "loss",
          "noise",
          "decoupling",
          "spectrum",
          "spectral-density",
          "learning",
          "test-error",
          "tail",
          "exponents");

  private static final List<String> TYPES = List.of("svg", "pdf", "png");

  private final ExperimentDir dir;
  private final Folder folder;
  private final List<String> absent = new ArrayList<>();

  private ReportJob(ExperimentDir dir, Folder folder) {
    this.dir = dir;
    this.folder = folder;
  }

  /**
   * The report of a folder.
   *
   * @param dir a folder that holds results
   * @param to the folder to write to, a Hadoop path
   */
  public static ReportJob of(SparkSession spark, ExperimentDir dir, String to) {
    return new ReportJob(dir, Folder.of(to, spark.sparkContext().hadoopConfiguration()));
  }

  /** The report of a folder, written beside its tables. */
  public static ReportJob of(SparkSession spark, ExperimentDir dir) {
    return of(spark, dir, dir.path() + "/" + FOLDER);
  }

  /** Writes the report and gives the path of its page. */
  public String run() {
    Cells cells = Cells.of(dir.table(Table.CELLS));
    Laws laws = Laws.of(dir.table(Table.FITS), cells);
    List<Figure> figures = figures(cells, laws);
    PaperFiles files = new PaperFiles(FIGURES, problemOfFonts());
    writeFigures(figures, files);
    Page page =
        new Page(
            Provenance.of(dir),
            laws,
            RunStatus.of(dir.table(Table.RUNS), dir.table(Table.CELLS)),
            RareStatus.of(dir.table(Table.RARE_RATES)),
            figures,
            absent,
            files);
    folder.write(PAGE, page.html());
    return folder.path(PAGE);
  }

  private List<Figure> figures(Cells cells, Laws laws) {
    List<Figure> all = new ArrayList<>();
    add(all, RateFigures.of(cells, laws), "No escape rate over a saddle was fitted.");
    add(all, LevelFigures.of(cells, laws), "No rate of reaching a loss level was fitted.");
    add(all, SurvivalFigures.of(dir.table(Table.ESCAPES), cells), "No escapes were watched for.");
    add(
        all,
        LossFigure.of(dir.table(Table.LOSS_HISTOGRAMS), cells, laws),
        "No cell has %d losses counted (observe.loss_histogram), the fewest for a distribution."
            .formatted(LossHistograms.FEWEST_LOSSES));
    List<Figure> measured = new ArrayList<>();
    measured.addAll(NoiseFigure.of(dir.table(Table.NOISE), cells));
    measured.addAll(DecouplingFigure.of(dir.table(Table.SPECTRA), cells));
    measured.addAll(SpectrumFigures.of(dir.table(Table.SPECTRA), cells));
    measured.addAll(LearningFigure.of(dir.table(Table.EVALUATIONS), cells));
    measured.addAll(TestErrorFigure.of(dir.table(Table.EVALUATIONS), dir.table(Table.RUNS), cells));
    add(
        all,
        measured,
        "Gradient noise, spectra, and losses and errors by epoch were not measured.");
    add(
        all,
        TailFigure.of(dir.table(Table.LOSS_HISTOGRAMS), cells, laws),
        "No loss tail was fitted (fit: tail-law).");
    add(all, ExponentFigure.of(laws), "No exponent was fitted that has a prediction.");
    return all;
  }

  private void add(List<Figure> all, List<Figure> figures, String without) {
    List<Figure> drawn = figures.stream().filter(Figure::hasMeasurements).toList();
    if (drawn.isEmpty()) {
      absent.add(without);
    }
    all.addAll(drawn);
  }

  /** Those of an earlier report that this one does not have are removed. */
  private void writeFigures(List<Figure> figures, PaperFiles files) {
    Folder target = folder.folder(FIGURES);
    for (String id : IDS) {
      TYPES.forEach(type -> target.delete(id + "." + type));
    }
    if (files.problem().isEmpty()) {
      figures.forEach(figure -> FigureFiles.of(figure).forEach(target::write));
    }
  }

  /** A bare container may have no fonts, without which Java draws no text: no reason to fail. */
  private static String problemOfFonts() {
    try {
      return GraphicsEnvironment.getLocalGraphicsEnvironment().getAvailableFontFamilyNames().length
              > 0
          ? ""
          : "There are no figures for papers: this machine has no fonts (install fontconfig and"
              + " one font).";
    } catch (LinkageError | RuntimeException | InternalError noFonts) {
      return ("There are no figures for papers: Java finds no fonts here (%s; install fontconfig and"
              + " one font).")
          .formatted(noFonts.getMessage());
    }
  }
}
