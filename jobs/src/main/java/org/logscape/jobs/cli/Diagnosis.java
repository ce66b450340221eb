package org.logscape.jobs.cli;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.logscape.jobs.doctor.Finding;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.Ansi.Text;
import picocli.CommandLine.Help.Column;
import picocli.CommandLine.Help.Column.Overflow;

/**
 * What the doctor found, as it is told on a terminal.
 *
 * @param findings one for each thing looked at
 */
record Diagnosis(List<Finding> findings) {
  private static final int LEVEL_WIDTH = 9;
  private static final int SUBJECT_WIDTH = 16;
  private static final int NARROWEST = 30;

  static Diagnosis of(List<Finding> findings) {
    return new Diagnosis(List.copyOf(findings));
  }

  /** Whether nothing will keep the work from being done. */
  boolean isFit() {
    return count(Finding.Level.WRONG) == 0;
  }

  /**
   * One paragraph for each finding, and a last line that counts.
   *
   * @param width of the terminal in characters
   * @param ansi whether to colour
   */
  List<String> lines(int width, Ansi ansi) {
    int rest = Math.max(NARROWEST, width - 1 - LEVEL_WIDTH - SUBJECT_WIDTH);
    Help.TextTable table =
        Help.TextTable.forColumns(
            Help.defaultColorScheme(ansi),
            new Column(LEVEL_WIDTH, 0, Overflow.TRUNCATE),
            new Column(SUBJECT_WIDTH, 0, Overflow.TRUNCATE),
            new Column(rest, 0, Overflow.WRAP));
    for (Finding finding : findings) {
      table.addRowValues(
          level(finding.level(), ansi), ansi.text(finding.subject()), ansi.text(finding.found()));
      finding
          .remedy()
          .ifPresent(
              remedy ->
                  table.addRowValues(ansi.text(""), ansi.text(""), ansi.text("-> " + remedy)));
    }
    return Stream.concat(table.toString().lines().map(String::stripTrailing), Stream.of("", sum()))
        .toList();
  }

  private static Text level(Finding.Level level, Ansi ansi) {
    String style =
        switch (level) {
          case OK -> "fg(green)";
          case WARNING -> "fg(yellow)";
          case WRONG -> "bold,fg(red)";
        };
    return ansi.text("@|%s %s|@".formatted(style, level.name().toLowerCase(Locale.ROOT)));
  }

  private String sum() {
    long wrong = count(Finding.Level.WRONG);
    long warnings = count(Finding.Level.WARNING);
    String verdict = isFit() ? "fit for work" : "not fit for work";
    return "%s: %d wrong, %d %s"
        .formatted(verdict, wrong, warnings, warnings == 1 ? "warning" : "warnings");
  }

  private long count(Finding.Level level) {
    return findings.stream().filter(finding -> finding.level() == level).count();
  }
}
