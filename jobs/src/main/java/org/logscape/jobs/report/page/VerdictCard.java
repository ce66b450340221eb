package org.logscape.jobs.report.page;

import static org.logscape.jobs.report.page.Html.escaped;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.logscape.jobs.fit.LawCatalogue;
import org.logscape.jobs.fit.Parameter;
import org.logscape.jobs.fit.contest.LawContestLaw;
import org.logscape.jobs.report.data.FittedLaws;
import org.logscape.jobs.text.Numbers;
import org.logscape.jobs.verdict.Answer;
import org.logscape.jobs.verdict.LawRow;
import org.logscape.observe.Event;

/**
 * The first card of the page: what the data say about the laws, each in a sentence with its number.
 */
final class VerdictCard {
  private static final String NO_PREDICTION = "no-prediction";

  /** Events in the order of the card; the last is that of laws without events. */
  private static final List<Optional<Event>> EVENTS =
      Stream.concat(
              Arrays.stream(Event.values()).map(Optional::of), Stream.of(Optional.<Event>empty()))
          .toList();

  private final FittedLaws laws;

  private VerdictCard(FittedLaws laws) {
    this.laws = laws;
  }

  /** The card as HTML. */
  static String of(FittedLaws laws) {
    return new VerdictCard(laws).html();
  }

  private String html() {
    if (laws.count() == 0) {
      return "<p class=\"absent\">No laws were fitted yet: run <code>logscape fit</code> on this"
          + " folder.</p>";
    }
    List<String> answer = Answer.of(laws.rows());
    return answer.isEmpty()
        ? list()
        : "<p class=\"answer\">%s</p>\n<details><summary>All findings</summary>\n%s</details>\n"
            .formatted(escaped(String.join(" ", answer)), list());
  }

  private String list() {
    StringBuilder html = new StringBuilder("<ul class=\"findings\">\n");
    for (CardLine line : findings()) {
      html.append(
          "<li><span class=\"badge %s\">%s</span><span>%s <b>%s</b></span></li>\n"
              .formatted(
                  escaped(line.verdict()),
                  escaped(line.badge()),
                  escaped(line.sentence()),
                  escaped(line.numbers())));
    }
    return html.append("</ul>\n").append(counts()).toString();
  }

  /** The parameters of the catalogue that have a line, in its order; training comes last. */
  private List<CardLine> findings() {
    List<CardLine> findings = new ArrayList<>();
    for (Parameter parameter : LawCatalogue.parameters()) {
      if (parameter.card().isPresent() && !TrainingFindings.PARAMETERS.contains(parameter)) {
        EVENTS.forEach(event -> line(parameter, event).ifPresent(findings::add));
      }
    }
    findings.addAll(TrainingFindings.of(laws));
    return findings;
  }

  private Optional<CardLine> line(Parameter parameter, Optional<Event> event) {
    if (parameter.equals(LawContestLaw.DIFFERENCE)) {
      return rivals(event);
    }
    Map<String, Long> verdicts =
        laws.verdicts().entrySet().stream()
            .filter(entry -> entry.getKey().is(parameter) && entry.getKey().event().equals(event))
            .map(Map.Entry::getValue)
            .findFirst()
            .orElse(Map.of());
    String sentence = CardLine.sentence(parameter, event);
    Optional<LawRow> pooled = laws.ofAllCells(parameter, event);
    if (pooled.isPresent()) {
      return pooled.map(row -> CardLine.beside(sentence, row));
    }
    if (verdicts.isEmpty()) {
      return Optional.empty();
    }
    return verdicts.keySet().equals(Set.of(NO_PREDICTION))
        ? range(parameter, event)
        : Optional.of(CardLine.count(sentence, verdicts));
  }

  /** The contest of all laws for the rates of an event, as far as it has been decided. */
  private Optional<CardLine> rivals(Optional<Event> event) {
    return laws
        .rows(row -> row.is(LawContestLaw.DIFFERENCE, event) && row.cellId().isEmpty())
        .stream()
        .filter(row -> row.verdict().equals("preferred") || row.verdict().equals("undecided"))
        .min(Comparator.comparingDouble(LawRow::estimate))
        .map(
            row ->
                new CardLine(
                    CardLine.sentence(LawContestLaw.DIFFERENCE, event),
                    row.group().shown(LawContestLaw.RIVAL).orElse("") + " " + row.measured(),
                    row.verdict()));
  }

  /** The range of a number without a prediction, over the rows that are shown. */
  private Optional<CardLine> range(Parameter parameter, Optional<Event> event) {
    DoubleSummaryStatistics numbers =
        laws.rows(row -> row.is(parameter, event)).stream()
            .mapToDouble(LawRow::estimate)
            .filter(Double::isFinite)
            .summaryStatistics();
    return numbers.getCount() == 0
        ? Optional.empty()
        : Optional.of(
            new CardLine(
                CardLine.sentence(parameter, event),
                Numbers.range(numbers.getMin(), numbers.getMax()),
                NO_PREDICTION));
  }

  private String counts() {
    long agree = sum("agrees");
    long differ = sum("differs");
    return ("<p class=\"small\">Of %,d fitted numbers, %,d agree with their prediction and %,d"
            + " differ; a difference is a finding, not a fault. They overlap:"
            + " several laws are fitted to the same runs.</p>\n")
        .formatted(laws.count(), agree, differ);
  }

  private long sum(String verdict) {
    return laws.verdicts().values().stream()
        .mapToLong(verdicts -> verdicts.getOrDefault(verdict, 0L))
        .sum();
  }
}
