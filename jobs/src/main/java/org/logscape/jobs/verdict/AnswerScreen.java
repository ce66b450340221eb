package org.logscape.jobs.verdict;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.logscape.jobs.fit.LawCatalogue;
import org.logscape.jobs.fit.Parameter;
import org.logscape.jobs.fit.Warning;
import org.logscape.jobs.fit.escape.EscapeLaws;
import org.logscape.jobs.fit.escape.EscapePowerLaw;
import org.logscape.jobs.text.Numbers;
import org.logscape.jobs.text.Paragraph;
import org.logscape.jobs.text.TextTable;
import org.logscape.jobs.text.TextTable.Align;
import org.logscape.jobs.text.Words;
import org.logscape.observe.Event;

/**
 * One screen for a terminal: the claim of the spec, the answer, one line for each law, what could
 * not be judged and why, and where the rest is.
 */
public final class AnswerScreen {
  /** Lines of the screen; the command prints one more above it, with the number of runs. */
  public static final int MOST_LINES = 23;

  private static final int MOST_CLAIM_LINES = 3;

  /**
   * Letters of the answer, five lines of the usual width; on a narrow screen the table gives way.
   */
  private static final int MOST_ANSWER = 500;

  private static final int MOST_REASONS = 2;
  private static final int MOST_GROUPS = 3;

  /** The longest name of a parameter that is on the screen. */
  private static final int LEAST_PARAMETER = 16;

  private static final String CUT = "...";

  private final List<LawRow> rows;
  private final int width;

  private AnswerScreen(List<LawRow> rows, int width) {
    this.rows = rows;
    this.width = width;
  }

  /**
   * The lines.
   *
   * @param claim what the experiment tests, if its spec says so
   * @param rows of the fits table, in the order of the catalogue
   * @param places where the rest is, one line each
   * @param width characters in a line
   */
  public static List<String> of(
      Optional<String> claim, List<LawRow> rows, List<String> places, int width) {
    return new AnswerScreen(rows, width).lines(claim, places);
  }

  private List<String> lines(Optional<String> claim, List<String> places) {
    List<String> lines = new ArrayList<>();
    claim.ifPresent(
        words -> {
          lines.addAll(paragraph("Claim: " + words, MOST_CLAIM_LINES));
          lines.add("");
        });
    if (rows.isEmpty()) {
      lines.add("No laws were fitted: the spec asks for none, or the tables have no rows.");
      return lines;
    }
    List<String> answer = Answer.of(rows);
    if (!answer.isEmpty()) {
      lines.addAll(paragraph("Answer: " + String.join(" ", answer), 1 + (MOST_ANSWER - 1) / width));
      lines.add("");
    }
    List<String> end = new ArrayList<>(notJudged());
    end.addAll(places);
    // one line is the head of the table, one tells how many laws it leaves out, one is blank
    lines.addAll(table(MOST_LINES - lines.size() - end.size() - 3));
    lines.add("");
    lines.addAll(end);
    return lines;
  }

  private List<String> paragraph(String text, int most) {
    List<String> lines = Paragraph.lines(plain(text), width);
    if (lines.size() <= most) {
      return lines;
    }
    List<String> cut = new ArrayList<>(lines.subList(0, most));
    String last = cut.get(most - 1);
    cut.set(most - 1, cut(last + " " + lines.get(most), width - 1).stripTrailing());
    return cut;
  }

  /** Letters that every terminal shows. */
  private static String plain(String text) {
    return text.replace("ˢ", "^s").replace("−", "-").replace("φ", "phi").replace("κ", "kappa");
  }

  // ---- the table of laws
  // -------------------------------------------------------------------------

  /**
   * A line of the table.
   *
   * @param law the word of the fits table
   */
  private record Line(
      String law, String parameter, String measured, String predicted, String verdict) {
    static Line of(LawRow row, String where) {
      return new Line(
          row.law(),
          where.isEmpty() ? row.parameter() : row.parameter() + ", " + where,
          row.measured(),
          row.expected(),
          VerdictSize.of(row));
    }
  }

  private List<String> table(int most) {
    Optional<Event> event = event();
    List<Line> all = lines(event);
    List<Line> shown = all.subList(0, Math.min(all.size(), most));
    List<String> lines = new ArrayList<>(fitted(event, shown));
    if (all.size() > shown.size()) {
      lines.add(
          cut(
              "... and %d more: %s"
                  .formatted(
                      all.size() - shown.size(),
                      all.stream()
                          .skip(shown.size())
                          .map(Line::law)
                          .distinct()
                          .collect(Collectors.joining(", "))),
              width));
    }
    return lines;
  }

  /**
   * The table in the fullest layout that fits the screen. Words may be cut, and intervals left out,
   * which the answer and the command show have; numbers and verdicts are whole.
   */
  private List<String> fitted(Optional<Event> event, List<Line> shown) {
    String head = event.map(of -> "law (" + Words.of(of) + ")").orElse("law");
    List<String> lines = List.of();
    for (Layout layout : Layout.NARROWER) {
      int longest = shown.stream().mapToInt(line -> line.parameter().length()).max().orElse(0);
      lines = table(layout, head, shown, longest);
      int excess = lines.stream().mapToInt(String::length).max().orElse(0) - width;
      if (excess > 0) {
        lines = table(layout, head, shown, Math.max(layout.parameter(), longest - excess));
      }
      if (lines.stream().allMatch(line -> line.length() <= width)) {
        break;
      }
    }
    return lines;
  }

  /**
   * What a table of laws shows.
   *
   * @param law letters of the name of a law, and of the head of that column
   * @param parameter least letters of the name of a parameter
   * @param hasIntervals whether intervals are shown
   */
  private record Layout(int law, int parameter, boolean hasIntervals) {
    static final List<Layout> NARROWER =
        List.of(
            new Layout(Integer.MAX_VALUE, LEAST_PARAMETER, true),
            new Layout(LEAST_PARAMETER, LEAST_PARAMETER, false),
            new Layout(12, 10, false),
            new Layout(6, 6, false));

    String measured(Line line) {
      return hasIntervals ? line.measured() : line.measured().replaceAll(" \\[.*]$", "");
    }
  }

  private static List<String> table(
      Layout layout, String head, List<Line> shown, int parameterWidth) {
    TextTable table =
        TextTable.empty()
            .column(head.length() <= layout.law() ? head : "law", Align.LEFT)
            .column(parameterWidth < 9 ? "" : "parameter", Align.LEFT)
            .column(layout.hasIntervals() ? "measured [95 %]" : "measured", Align.LEFT)
            .column("predicted", Align.RIGHT)
            .column("verdict", Align.LEFT);
    for (Line line : shown) {
      table.row(
          cut(line.law(), layout.law()),
          cut(line.parameter(), parameterWidth),
          layout.measured(line),
          line.predicted(),
          line.verdict());
    }
    return table.lines();
  }

  private static String cut(String text, int most) {
    return text.length() <= most ? text : text.substring(0, most - CUT.length()) + CUT;
  }

  /** The event of the answer: the first in the order of {@link Event} that was fitted. */
  private Optional<Event> event() {
    return rows.stream().flatMap(row -> row.event().stream()).min(Comparator.naturalOrder());
  }

  /**
   * The exponents of the groups of cells first and what temperature and enhancement do to them,
   * then the first number of each law.
   */
  private List<Line> lines(Optional<Event> event) {
    List<Line> lines = new ArrayList<>();
    List<LawRow> groups =
        rows.stream()
            .filter(row -> row.is(EscapePowerLaw.EXPONENT, event) && row.cellId().isEmpty())
            .toList();
    groups.stream()
        .limit(MOST_GROUPS)
        .forEach(row -> lines.add(Line.of(row, Settings.words(row, groups))));
    rows.stream()
        .filter(row -> row.is(EscapePowerLaw.EXPONENT_RATIO, event))
        .limit(MOST_GROUPS)
        .forEach(
            row ->
                lines.add(
                    Line.of(
                        row,
                        row.group()
                            .shown(EscapeLaws.TEMPERATURE)
                            .map(t -> "T = " + t)
                            .orElse(""))));
    Set<String> laws = new LinkedHashSet<>();
    List<Parameter> parameters = new ArrayList<>(List.of(EscapePowerLaw.EQUAL_BATCH_RATIO));
    parameters.addAll(LawCatalogue.parameters());
    for (Parameter parameter : parameters) {
      List<LawRow> of =
          rows.stream()
              .filter(row -> row.is(parameter))
              .filter(row -> row.event().isEmpty() || row.event().equals(event))
              .toList();
      if (!of.isEmpty() && isShown(parameter) && laws.add(parameter.law())) {
        lines.add(line(parameter, of));
      }
    }
    return lines;
  }

  /** The exponent over all cells assumes one prefactor; those of the groups stand in its place. */
  private static boolean isShown(Parameter parameter) {
    return parameter.equals(EscapePowerLaw.EQUAL_BATCH_RATIO)
        || (parameter.card().isPresent() && !parameter.equals(EscapePowerLaw.SLOPE));
  }

  private static Line line(Parameter parameter, List<LawRow> rows) {
    Optional<LawRow> one =
        rows.stream()
            .filter(LawRow::isOfAllCells)
            .findFirst()
            .or(() -> preferred(rows))
            .or(() -> rows.size() == 1 ? Optional.of(rows.get(0)) : Optional.empty());
    if (one.isPresent()) {
      return Line.of(one.get(), one.get().isOfAllCells() ? "" : Settings.words(one.get(), rows));
    }
    double[] estimates =
        rows.stream().mapToDouble(LawRow::estimate).filter(Double::isFinite).sorted().toArray();
    Set<Double> predicted =
        rows.stream().map(LawRow::predicted).filter(Double::isFinite).collect(Collectors.toSet());
    return new Line(
        parameter.law(),
        parameter.name(),
        estimates.length == 0 ? "-" : Numbers.range(estimates[0], estimates[estimates.length - 1]),
        predicted.size() == 1 ? Numbers.brief(predicted.iterator().next()) : "-",
        agreement(rows));
  }

  /** Of rival laws the one that the data prefer. */
  private static Optional<LawRow> preferred(List<LawRow> rows) {
    return rows.stream()
        .filter(row -> row.cellId().isEmpty() && row.verdict().equals("preferred"))
        .findFirst();
  }

  private static String agreement(List<LawRow> rows) {
    long agree = rows.stream().filter(row -> row.verdict().equals("agrees")).count();
    long differ = rows.stream().filter(row -> row.verdict().equals("differs")).count();
    if (agree + differ > 0) {
      return "%,d of %,d agree".formatted(agree, agree + differ);
    }
    Set<String> verdicts = rows.stream().map(LawRow::verdict).collect(Collectors.toSet());
    return verdicts.size() == 1 ? verdicts.iterator().next() : "mixed";
  }

  // ---- what could not be judged
  // ------------------------------------------------------------------

  private List<String> notJudged() {
    List<LawRow> open = rows.stream().filter(LawRow::isOutsideRegime).toList();
    if (open.isEmpty()) {
      return List.of();
    }
    Map<String, Long> reasons =
        open.stream()
            .collect(
                Collectors.groupingBy(
                    AnswerScreen::reason, LinkedHashMap::new, Collectors.counting()));
    String why =
        reasons.entrySet().stream()
            .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
            .limit(MOST_REASONS)
            .map(reason -> "%,d: %s".formatted(reason.getValue(), reason.getKey()))
            .collect(Collectors.joining("; ", "", reasons.size() > MOST_REASONS ? "; ..." : ""));
    return paragraph(
        "Not judged: %,d of %,d numbers (%s).".formatted(open.size(), rows.size(), why), 2);
  }

  /** The last warning of a row says what it lacks. */
  private static String reason(LawRow row) {
    List<Warning> warnings = row.warnings();
    String verdict = row.verdict().replace('-', ' ');
    return warnings.isEmpty()
        ? verdict
        : verdict + ", " + warnings.get(warnings.size() - 1).text().replaceAll(":.*", "");
  }
}
