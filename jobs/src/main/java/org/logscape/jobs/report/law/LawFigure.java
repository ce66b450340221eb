package org.logscape.jobs.report.law;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.logscape.jobs.report.data.ReportData;
import org.logscape.jobs.report.figure.Figure;
import org.logscape.schemas.Table;

/** A figure of the report, which shows laws beside the measured numbers. */
public interface LawFigure {
  /** Its name in the page and of its files: lower case with hyphens. */
  String id();

  /** What it shows, as a heading. */
  String title();

  /** Names of the laws that it shows, as in the column {@code law} of the fits table. */
  List<String> laws();

  /** The tables that it reads besides cells and fits, none by default; it needs rows in each. */
  default Set<Table> needs() {
    return Set.of();
  }

  /** What the page says if there is no figure: the data that are missing, in a sentence. */
  String absence();

  /** Builds the figure; empty if the data that it shows are missing. */
  Optional<Figure> of(ReportData data);
}
