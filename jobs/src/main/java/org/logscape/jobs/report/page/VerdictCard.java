package org.logscape.jobs.report.page;

import static org.logscape.jobs.report.page.Html.escaped;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Optional;
import org.logscape.jobs.report.data.FittedLaws;
import org.logscape.jobs.text.Numbers;
import org.logscape.jobs.verdict.Answer;
import org.logscape.jobs.verdict.LawRow;

/** The card that comes first: what the data say of the laws, each in a sentence with its number. */
final class VerdictCard {
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

  private List<CardLine> findings() {
    List<CardLine> findings = new ArrayList<>();
    for (String event : List.of("separatrix", "basin")) {
      contest(event).ifPresent(findings::add);
      rivals(event).ifPresent(findings::add);
      ofAllCells("escape-law", event, "slope")
          .ifPresent(
              row ->
                  findings.add(
                      CardLine.beside(
                          "Exponent over all cells, in units of 1/T + 1 − n/2 (" + event + "):",
                          row)));
      ofAllCells("weibull-aft", event, "scale")
          .ifPresent(
              row ->
                  findings.add(
                      CardLine.beside(
                          "Waiting times, Weibull scale; 1 is memoryless (" + event + "):", row)));
    }
    laws.verdicts()
        .forEach(
            (kind, verdicts) ->
                sentence(kind).ifPresent(words -> findings.add(CardLine.count(words, verdicts))));
    for (String event : List.of("separatrix", "basin", "level")) {
      gain(event).ifPresent(findings::add);
    }
    findings.addAll(TrainingFindings.of(laws));
    return findings;
  }

  private Optional<CardLine> contest(String event) {
    return ofAllCells("escape-law", event, "aic_difference")
        .map(
            row -> {
              boolean wins = row.verdict().equals("preferred");
              boolean open = row.low() <= 0 && row.high() >= 0;
              String sentence =
                  "The power law in Lˢ/L* is %s Arrhenius' law (%s), ΔAIC ="
                      .formatted(
                          open ? "not told from" : wins ? "preferred to" : "worse than", event);
              return new CardLine(sentence, row.measured(), open ? "undecided" : row.verdict());
            });
  }

  /** The contest of all laws for the rates of an event, as far as it has been decided. */
  private Optional<CardLine> rivals(String event) {
    List<LawRow> all =
        laws.rows(row -> row.is("law-contest", event, "aic_difference") && row.cellId().isEmpty());
    return all.stream()
        .filter(row -> row.verdict().equals("preferred") || row.verdict().equals("undecided"))
        .min(Comparator.comparingDouble(LawRow::estimate))
        .map(
            row ->
                new CardLine(
                    "Of %d rival laws for the rates (%s) %s, ΔAIC to the next:"
                        .formatted(
                            all.size(),
                            event,
                            row.verdict().equals("preferred")
                                ? "the data prefer " + row.group().replace("law=", "")
                                : "several stand, at their head "
                                    + row.group().replace("law=", "")),
                    row.measured(),
                    row.verdict()));
  }

  /** What sharing random numbers was worth, over the contrasts that are shown. */
  private Optional<CardLine> gain(String event) {
    DoubleSummaryStatistics gains =
        laws.rows(row -> row.is("contrast", event, "variance_gain")).stream()
            .mapToDouble(LawRow::estimate)
            .filter(Double::isFinite)
            .summaryStatistics();
    return gains.getCount() == 0
        ? Optional.empty()
        : Optional.of(
            new CardLine(
                "Sharing random numbers was worth so many times the runs (" + event + "):",
                Numbers.range(gains.getMin(), gains.getMax()),
                "no-prediction"));
  }

  /** Kinds of rows of single cells that are told by how many of them agree. */
  private static Optional<String> sentence(FittedLaws.Kind kind) {
    String law = kind.law();
    String event = kind.event();
    Optional<String> own =
        switch (law + " " + kind.parameter()) {
          case "survival weibull_shape" ->
              Optional.of("Weibull shapes of single cells, 1 is memoryless (" + event + "):");
          case "memorylessness p_value" ->
              Optional.of("No memory once the dead time is over (" + event + "):");
          case "memorylessness rate_after_dead_time" ->
              Optional.of("Rates once the dead time is over (" + event + "):");
          case "log-rank p_value" ->
              Optional.of("Cells with one predicted rate have one law of times (" + event + "):");
          case "contrast rate_ratio" ->
              Optional.of(
                  "Ratios of rates between cells that share random numbers (" + event + "):");
          case "tail-law exponent" ->
              Optional.of("Exponents of the loss's density, Clauset, Shalizi and Newman:");
          case "tail-law p_value" -> Optional.of("Tails of the loss that a power law goes with:");
          case "stationary-law goodness_p_value" ->
              Optional.of("Losses that a Beta law goes with:");
          default -> Optional.empty();
        };
    if (own.isPresent()) {
      return own;
    }
    return switch (kind.parameter()) {
      case "rate" ->
          law.equals("escape-rate")
              ? Optional.of("Rates of single cells (" + kind.event() + "):")
              : Optional.of("Rates under the exact noise (" + kind.event() + "):");
      case "phi" -> Optional.of("Stationary exponent φ of single cells:");
      case "tail_exponent" -> Optional.of("Tail exponent of the loss, law " + law + ":");
      case "mean_excess_loss" -> Optional.of("Mean excess loss, law " + law + ":");
      case "local_exponent" -> Optional.of("Exponents between loss levels, law " + law + ":");
      default -> Optional.empty();
    };
  }

  private Optional<LawRow> ofAllCells(String law, String event, String parameter) {
    return laws.rows(row -> row.is(law, event, parameter) && row.isOfAllCells()).stream()
        .findFirst();
  }

  private String counts() {
    long agree = sum("agrees");
    long differ = sum("differs");
    return ("<p class=\"small\">Of %,d fitted numbers, %,d agree with their prediction and %,d differ;"
            + " a difference is a finding, not a fault.</p>\n")
        .formatted(laws.count(), agree, differ);
  }

  private long sum(String verdict) {
    return laws.verdicts().values().stream()
        .mapToLong(verdicts -> verdicts.getOrDefault(verdict, 0L))
        .sum();
  }
}
