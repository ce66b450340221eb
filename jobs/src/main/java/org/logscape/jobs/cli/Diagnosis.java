package org.logscape.jobs.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.logscape.jobs.doctor.CheckResult;
import org.logscape.jobs.text.Paragraph;
import org.logscape.jobs.text.Words;
import picocli.CommandLine.Help.Ansi;

/**
 * What the doctor found, as it is shown on a terminal.
 *
 * @param findings one for each thing looked at
 */
record Diagnosis(List<CheckResult> findings) {
  private static final int LEVEL_WIDTH = 9;
  private static final int SUBJECT_WIDTH = 16;
  private static final int NARROWEST = 30;
  private static final String ARROW = "-> ";

  static Diagnosis of(List<CheckResult> findings) {
    return new Diagnosis(List.copyOf(findings));
  }

  /** Whether nothing will keep the work from being done. */
  boolean isFit() {
    return count(CheckResult.Level.WRONG) == 0;
  }

  /**
   * One paragraph for each finding, and a last line that counts.
   *
   * @param width of the terminal in characters
   * @param ansi whether to colour
   */
  List<String> lines(int width, Ansi ansi) {
    String indent = " ".repeat(LEVEL_WIDTH + SUBJECT_WIDTH);
    int rest = Math.max(NARROWEST, width - 1 - indent.length());
    List<String> lines = new ArrayList<>();
    for (CheckResult finding : findings) {
      String start = level(finding.level(), ansi) + padded(finding.subject(), SUBJECT_WIDTH);
      for (String line : Paragraph.lines(finding.found(), rest)) {
        lines.add(start + line);
        start = indent;
      }
      if (finding.remedy().isPresent()) {
        start = indent + ARROW;
        for (String line : Paragraph.lines(finding.remedy().get(), rest - ARROW.length())) {
          lines.add(start + line);
          start = indent + " ".repeat(ARROW.length());
        }
      }
    }
    lines.add("");
    lines.add(sum());
    return lines;
  }

  /** The findings by their words, for programs. */
  List<Map<String, Object>> values() {
    return findings.stream().map(Diagnosis::values).toList();
  }

  private static Map<String, Object> values(CheckResult finding) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("level", Words.of(finding.level()));
    values.put("subject", finding.subject());
    values.put("found", finding.found());
    values.put("remedy", finding.remedy().orElse(null));
    return values;
  }

  private static String level(CheckResult.Level level, Ansi ansi) {
    String colour =
        switch (level) {
          case OK -> "green";
          case WARNING -> "yellow";
          case WRONG -> "red";
        };
    String word = level.name().toLowerCase(Locale.ROOT);
    return ansi.string("@|%s %s|@".formatted(colour, word))
        + " ".repeat(LEVEL_WIDTH - word.length());
  }

  private static String padded(String text, int width) {
    return text + " ".repeat(Math.max(1, width - text.length()));
  }

  private String sum() {
    long wrong = count(CheckResult.Level.WRONG);
    long warnings = count(CheckResult.Level.WARNING);
    String verdict = isFit() ? "fit for work" : "not fit for work";
    return "%s: %d wrong, %d %s"
        .formatted(verdict, wrong, warnings, warnings == 1 ? "warning" : "warnings");
  }

  private long count(CheckResult.Level level) {
    return findings.stream().filter(finding -> finding.level() == level).count();
  }
}
