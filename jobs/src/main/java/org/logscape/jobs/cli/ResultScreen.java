package org.logscape.jobs.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.logscape.jobs.cli.process.Terminal;
import org.logscape.jobs.manifest.FrozenSpec;
import org.logscape.jobs.report.ReportJob;
import org.logscape.jobs.store.ExperimentDir;
import org.logscape.jobs.verdict.AnswerScreen;
import org.logscape.jobs.verdict.LawRow;
import org.logscape.jobs.verdict.LawRows;
import picocli.CommandLine.Help.Ansi;

/** Prints the screen with which {@code run} and {@code fit} end; verdicts have colours. */
final class ResultScreen {
  private static final Pattern VERDICT =
      Pattern.compile("(?<good>agrees|preferred|better)$|(?<bad>within [0-9]+ %|differs.*|worse)$");

  private ResultScreen() {}

  /** After the page was written. */
  static void afterReport(ExperimentDir dir, PrintWriter out) {
    print(dir, out, "Page: %s/%s/index.html".formatted(shown(dir), ReportJob.FOLDER));
  }

  /** After a fit, which leaves the page of an earlier one as it is. */
  static void afterFit(ExperimentDir dir, PrintWriter out) {
    print(dir, out, "Page: submit/logscape report " + shown(dir));
  }

  private static void print(ExperimentDir dir, PrintWriter out, String page) {
    List<LawRow> rows = LawRows.of(dir);
    List<String> places =
        List.of(
            page,
            "Tables: %s/fits".formatted(shown(dir)),
            "All numbers: submit/logscape show %s%s".formatted(shown(dir), example(rows)));
    AnswerScreen.of(FrozenSpec.of(dir).claim(), rows, places, Terminal.width())
        .forEach(line -> out.println(coloured(line, Terminal.colours())));
    out.flush();
  }

  /** A local path as a shell takes it. */
  private static String shown(ExperimentDir dir) {
    return dir.path().replaceFirst("^file:(?=/)", "");
  }

  private static String example(List<LawRow> rows) {
    return rows.isEmpty() ? "" : " --law " + rows.get(rows.size() - 1).law();
  }

  static String coloured(String line, Ansi ansi) {
    if (!ansi.enabled()) {
      return line;
    }
    Matcher verdict = VERDICT.matcher(line);
    return verdict.find()
        ? line.substring(0, verdict.start())
            + (verdict.group("good") == null ? Ansi.Style.fg_yellow : Ansi.Style.fg_green).on()
            + verdict.group()
            + Ansi.Style.reset.on()
        : line;
  }
}
