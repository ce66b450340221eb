package org.logscape.jobs.report;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.SparkSession;
import org.logscape.jobs.manifest.FrozenSpec;
import org.logscape.jobs.report.data.ReportData;
import org.logscape.jobs.report.figure.Figure;
import org.logscape.jobs.report.law.LawFigure;
import org.logscape.jobs.report.law.LawFigures;
import org.logscape.jobs.report.page.Page;
import org.logscape.jobs.report.page.Page.PaperFiles;
import org.logscape.jobs.report.paper.FigureFiles;
import org.logscape.jobs.report.paper.PaperFonts;
import org.logscape.jobs.report.paper.PaperFormat;
import org.logscape.jobs.store.ExperimentDir;
import org.logscape.jobs.store.Folder;
import org.logscape.jobs.sweep.work.Completeness;
import org.logscape.jobs.text.StepLine;

/**
 * Writes the report of a folder from its tables: {@code index.html}, and {@code figures/} with each
 * figure as SVG, or in the formats that are asked for.
 */
public final class ReportJob {
  /** The report's folder in a results folder; no table has this name. */
  public static final String FOLDER = "report";

  private static final String PAGE = "index.html";
  private static final String FIGURES = "figures";

  private final ExperimentDir dir;
  private final Folder folder;
  private final Set<PaperFormat> formats;
  private final Optional<PrintStream> terminal;

  private ReportJob(
      ExperimentDir dir, Folder folder, Set<PaperFormat> formats, Optional<PrintStream> terminal) {
    this.dir = dir;
    this.folder = folder;
    this.formats = formats;
    this.terminal = terminal;
  }

  /**
   * The report of a folder.
   *
   * @param dir a folder that holds results
   * @param to the folder to write to, a Hadoop path
   */
  public static ReportJob of(SparkSession spark, ExperimentDir dir, String to) {
    return new ReportJob(
        dir,
        Folder.of(to, spark.sparkContext().hadoopConfiguration()),
        EnumSet.of(PaperFormat.SVG),
        Optional.empty());
  }

  /** The report of a folder, written to {@link #FOLDER} in it. */
  public static ReportJob of(SparkSession spark, ExperimentDir dir) {
    return of(spark, dir, dir.path() + "/" + FOLDER);
  }

  /**
   * The same report, which prints its progress to {@code place}; without progress where it is
   * empty.
   */
  public ReportJob drawnOn(Optional<PrintStream> place) {
    return new ReportJob(dir, folder, formats, place);
  }

  /**
   * The same report with its figures in other formats. The page itself needs none of them.
   *
   * @param wanted at least one
   */
  public ReportJob withFigures(Set<PaperFormat> wanted) {
    return new ReportJob(dir, folder, EnumSet.copyOf(wanted), terminal);
  }

  /** What is drawn, and what is missing for the rest, in sentences. */
  private record Drawn(List<Figure> figures, List<String> absent) {
    static Drawn of(ReportData data, StepLine progress) {
      List<Figure> figures = new ArrayList<>();
      Set<String> present = new LinkedHashSet<>();
      Set<String> absent = new LinkedHashSet<>();
      for (LawFigure law : LawFigures.all()) {
        progress.begin(law.id());
        Optional<Figure> figure =
            law.needs().stream().allMatch(data::has)
                ? law.of(data).filter(Figure::hasMeasurements)
                : Optional.empty();
        figure.ifPresent(figures::add);
        (figure.isPresent() ? present : absent).add(law.absence());
      }
      absent.removeAll(present);
      return new Drawn(figures, List.copyOf(absent));
    }
  }

  /** Writes the report and gives the path of its page. */
  public String run() {
    ReportData data = ReportData.of(dir);
    PaperFiles files =
        new PaperFiles(
            FIGURES, formats.stream().map(PaperFormat::ending).toList(), PaperFonts.problem());
    Drawn drawn;
    // the figures for papers are the last step
    try (StepLine progress = StepLine.of("report", LawFigures.all().size() + 1, terminal)) {
      drawn = Drawn.of(data, progress);
      progress.begin("figures for papers");
      writeFigures(drawn.figures(), files);
    }
    Page page =
        new Page(
            data.provenance(),
            data.laws(),
            data.runStatus(),
            data.rareStatus(),
            Completeness.of(dir, FrozenSpec.of(dir)).lines(),
            drawn.figures(),
            drawn.absent(),
            files);
    folder.write(PAGE, page.html());
    return folder.path(PAGE);
  }

  /** Replaces the figures of an earlier report, and removes those that this one does not have. */
  private void writeFigures(List<Figure> figures, PaperFiles files) {
    Folder target = folder.folder(FIGURES);
    for (LawFigure law : LawFigures.all()) {
      for (PaperFormat format : PaperFormat.values()) {
        target.delete(law.id() + "." + format.ending());
      }
    }
    if (files.problem().isEmpty()) {
      figures.forEach(figure -> FigureFiles.of(figure, formats).forEach(target::write));
    }
  }
}
