package org.logscape.jobs.report.page;

import static org.logscape.jobs.report.page.Html.escaped;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.logscape.jobs.build.BuildInfo;
import org.logscape.jobs.fit.Warning;
import org.logscape.jobs.report.data.Budget;
import org.logscape.jobs.report.data.FittedLaws;
import org.logscape.jobs.report.data.Provenance;
import org.logscape.jobs.report.data.RareStatus;
import org.logscape.jobs.report.data.RunStatus;
import org.logscape.jobs.report.figure.DataTable;
import org.logscape.jobs.report.figure.Figure;
import org.logscape.jobs.report.paper.PaperFormat;
import org.logscape.jobs.verdict.LawRow;
import org.logscape.jobs.verdict.VerdictSize;

/**
 * The page: one HTML file that contains the charting library, the data and the script, and loads
 * nothing.
 *
 * @param provenance spec and manifest of the folder
 * @param laws the fits
 * @param status how runs ended
 * @param rare counts of rare-event sampling
 * @param notes sentences to read before the results
 * @param figures the figures for which there are data
 * @param absent sentences on the figures that are missing, and why
 * @param files whether figures for papers lie beside the page, and if not, why
 */
public record Page(
    Provenance provenance,
    FittedLaws laws,
    RunStatus status,
    RareStatus rare,
    List<String> notes,
    List<Figure> figures,
    List<String> absent,
    PaperFiles files) {
  private static final String ECHARTS =
      "/META-INF/resources/webjars/echarts/%s/dist/echarts.min.js";
  private static final Pattern PLACE = Pattern.compile("\\{\\{([a-z]+)}}");

  /**
   * Where the figures for papers are.
   *
   * @param folder beside the page
   * @param types the endings of their names
   * @param problem why there are none; empty where they are
   */
  public record PaperFiles(String folder, List<String> types, String problem) {
    /** Links to the files of a figure, and how to get the other formats. */
    private String links(String figure) {
      if (!problem.isEmpty()) {
        return escaped(problem);
      }
      String written =
          types.stream()
              .map(
                  type ->
                      "<a href=\"%s/%s.%s\">%s</a>"
                          .formatted(folder, figure, type, type.toUpperCase(Locale.ROOT)))
              .collect(Collectors.joining(" · ", "For papers, beside this page: ", ""));
      String others =
          Arrays.stream(PaperFormat.values())
              .map(PaperFormat::ending)
              .filter(type -> !types.contains(type))
              .collect(Collectors.joining(","));
      return others.isEmpty()
          ? written
          : "%s · others: <code>submit/logscape report DIR --figures %s</code>"
              .formatted(written, others);
    }
  }

  /** The whole file. */
  public String html() {
    Map<String, String> parts = new LinkedHashMap<>();
    parts.put("title", escaped(provenance.name()));
    parts.put("style", resource("report.css"));
    parts.put("summary", escaped(summary()));
    parts.put("verdict", notesText() + claim() + VerdictCard.of(laws));
    parts.put("figures", figures.stream().map(this::section).collect(Collectors.joining("\n")));
    parts.put(
        "absent",
        absent.stream()
            .map(sentence -> "<p class=\"absent\">" + escaped(sentence) + "</p>")
            .collect(Collectors.joining("\n")));
    parts.put("laws", lawTable());
    parts.put("status", statusTable());
    parts.put("provenance", Html.table(entries(), "What produced these results"));
    parts.put("commands", escaped(String.join("\n", provenance.commands())));
    parts.put("spec", escaped(provenance.spec()));
    parts.put("version", escaped(provenance.entry("logscape")));
    parts.put("fingerprint", escaped(provenance.entry("fingerprint")));
    parts.put("seed", escaped(provenance.entry("seed")));
    parts.put("data", FigureJson.of(figures));
    String echarts = resource(ECHARTS.formatted(BuildInfo.current().echarts()));
    String script = resource("report.js");
    parts.put("echarts", echarts);
    parts.put("script", script);
    parts.put("scripts", ScriptHash.of(echarts) + " " + ScriptHash.of(script));
    return filled(resource("report.html"), parts);
  }

  /** All places at once, so that what looks like a place in a user's text stays text. */
  private static String filled(String template, Map<String, String> parts) {
    return PLACE
        .matcher(template)
        .replaceAll(place -> Matcher.quoteReplacement(parts.get(place.group(1))));
  }

  private String notesText() {
    return notes.stream()
        .map(note -> "<p role=\"note\"><strong>" + escaped(note) + "</strong></p>\n")
        .collect(Collectors.joining());
  }

  private String claim() {
    return provenance.claim().isEmpty()
        ? ""
        : "<p class=\"small claim\">Claim: " + escaped(provenance.claim()) + "</p>\n";
  }

  private String summary() {
    if (rare.isEmpty()) {
      return runs();
    }
    return status.total() == 0 ? rare.summary() : runs() + " " + rare.summary();
  }

  private String runs() {
    return "%,d runs in %,d %s: %s."
        .formatted(
            status.total(),
            status.cellCount(),
            status.cellCount() == 1 ? "cell" : "cells",
            status.totals().entrySet().stream()
                .filter(e -> e.getValue() > 0)
                .map(e -> "%,d %s".formatted(e.getValue(), e.getKey()))
                .collect(Collectors.joining(", ")));
  }

  private String section(Figure figure) {
    String links = files.links(figure.id());
    return """
    <section aria-labelledby="%1$s-title">
    <h2 id="%1$s-title">%2$s</h2>
    <p class="key" id="%1$s-key"></p>
    <div class="chart" id="%1$s" role="img" aria-label="%2$s. %3$s The numbers are in the table below."></div>
    <p class="caption">%3$s</p>
    <details><summary>The numbers as a table</summary>
    %4$s</details>
    <p class="small">%5$s</p>
    </section>\
    """
        .formatted(
            figure.id(),
            escaped(figure.title()),
            escaped(figure.caption()),
            Html.table(figure.table(), figure.title()),
            links);
  }

  private DataTable entries() {
    List<List<String>> rows = new ArrayList<>();
    provenance.entries().forEach((key, value) -> rows.add(List.of(key.replace('_', ' '), value)));
    return DataTable.of("what", "value").with(rows);
  }

  private String lawTable() {
    if (laws.rows().isEmpty()) {
      return "<p class=\"absent\">No laws were fitted yet.</p>";
    }
    List<List<String>> rows = new ArrayList<>();
    for (LawRow row : laws.rows()) {
      rows.add(
          List.of(
              row.section(),
              row.where(),
              row.parameter(),
              row.measured(),
              row.expected(),
              VerdictSize.of(row),
              row.warnings().stream().map(Warning::text).collect(Collectors.joining("; "))));
    }
    String left =
        Budget.sentence(
            Math.min(rows.size(), DataTable.MOST_ROWS), laws.count(), "rows of the table fits");
    return Html.table(
            DataTable.of(
                    "law",
                    "fitted to",
                    "parameter",
                    "measured [95 %]",
                    "predicted",
                    "verdict",
                    "notes")
                .with(rows),
            "Every law: measured beside predicted")
        + (left.isEmpty()
            ? ""
            : "<p class=\"small\">" + escaped(left.replace(", evenly spread", "")) + "</p>");
  }

  private String statusTable() {
    String rows = status.cells().stream().map(Page::statusRow).collect(Collectors.joining("\n"));
    String left =
        status.cells().size() < status.cellCount()
            ? "<p class=\"small\">%,d of %,d cells, those with the most diverged and censored runs.</p>"
                .formatted(status.cells().size(), status.cellCount())
            : "";
    return """
    <div class="scroll" tabindex="0" role="region" aria-label="How runs ended, by cell"><table>
    <caption>How runs ended, by cell</caption>
    <thead><tr><th scope="col">cell</th><th scope="col">share</th>%s</tr></thead>
    <tbody>
    %s
    </tbody></table></div>
    %s\
    """
        .formatted(
            RunStatus.WORDS.stream()
                .map(
                    word -> "<th scope=\"col\"><i class=\"dot %1$s\"></i>%1$s</th>".formatted(word))
                .collect(Collectors.joining()),
            rows,
            left);
  }

  private static String statusRow(RunStatus.CellRuns cell) {
    String bars =
        cell.runs().entrySet().stream()
            .filter(e -> e.getValue() > 0)
            .map(
                e ->
                    "<i class=\"%s\" style=\"width:%.2f%%\"></i>"
                        .formatted(e.getKey(), 100.0 * e.getValue() / cell.total()))
            .collect(Collectors.joining());
    String numbers =
        cell.runs().values().stream()
            .map("<td class=\"number\">%,d</td>"::formatted)
            .collect(Collectors.joining());
    return "<tr><td>%s</td><td><span class=\"bar\" aria-hidden=\"true\">%s</span></td>%s</tr>"
        .formatted(escaped(cell.label()), bars, numbers);
  }

  private static String resource(String name) {
    try (InputStream in = Page.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
