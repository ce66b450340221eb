package org.logscape.jobs.verdict;

import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.logscape.jobs.fit.CellGroup;
import org.logscape.jobs.fit.error.TestErrorLaw;
import org.logscape.jobs.fit.escape.EscapePowerLaw;
import org.logscape.jobs.fit.escape.EscapeRateLaw;
import org.logscape.jobs.fit.preference.PreferenceLaw;
import org.logscape.jobs.text.Numbers;
import org.logscape.jobs.text.Words;
import org.logscape.observe.Event;

/**
 * The answer of a folder in a few sentences: which law of escape the data prefer and by how much,
 * the exponent of each group of cells and the rates beside their predictions, and the rates under
 * enhanced noise beside those of plain SGD, and which of two wells runs leave sooner. Without a law
 * of escape it is what the noise does to test errors. The page opens with it.
 */
public final class Answer {
  private static final int MOST_GROUPS = 3;

  private final List<LawRow> rows;

  private Answer(List<LawRow> rows) {
    this.rows = rows;
  }

  /**
   * The sentences; none where nothing was fitted that has a prediction.
   *
   * @param rows of the fits table
   */
  public static List<String> of(List<LawRow> rows) {
    return new Answer(rows).sentences();
  }

  /** Of the first crossing if it was fitted, else of the arrival in the other basin. */
  private List<String> sentences() {
    for (Event event : List.of(Event.SEPARATRIX, Event.BASIN)) {
      List<String> sentences = new ArrayList<>();
      contest(event).ifPresent(sentences::add);
      exponents(event).ifPresent(sentences::add);
      preference(event).or(() -> rates(event)).ifPresent(sentences::add);
      enhancement(event).ifPresent(sentences::add);
      if (!sentences.isEmpty()) {
        return sentences;
      }
    }
    List<String> errors = testErrors();
    if (!errors.isEmpty()) {
      return errors;
    }
    return agreement().map(List::of).orElse(List.of());
  }

  /** What enhanced noise does to the test error; the first differences, and how many more. */
  private List<String> testErrors() {
    List<LawRow> differences =
        rows.stream()
            .filter(row -> row.is(TestErrorLaw.DIFFERENCE) && row.isInside())
            .filter(row -> Double.isFinite(row.estimate()))
            .toList();
    List<String> sentences =
        differences.stream()
            .limit(MOST_GROUPS)
            .map(
                row ->
                    "Test error of %s: %s, by %s."
                        .formatted(row.where(), VerdictSize.of(row), parenthesised(row)))
            .collect(Collectors.toCollection(ArrayList::new));
    int more = differences.size() - MOST_GROUPS;
    if (more > 0) {
      sentences.add(
          more == 1
              ? "One more difference is in the table."
              : "%,d more differences are in the table.".formatted(more));
    }
    return sentences;
  }

  /** Estimate with its interval as prose has it: {@code 4.12 (3.90 to 4.30)}. */
  private static String parenthesised(LawRow row) {
    return row.measured().replace("[", "(").replace(", ", " to ").replace("]", ")");
  }

  /** Without a law of escape: how many numbers agree with their predictions. */
  private Optional<String> agreement() {
    long agree = rows.stream().filter(row -> row.verdict().equals("agrees")).count();
    long differ = rows.stream().filter(row -> row.verdict().equals("differs")).count();
    return agree + differ == 0
        ? Optional.empty()
        : Optional.of(
            "Of %,d measured numbers with a prediction, %,d agree with it and %,d differ."
                .formatted(agree + differ, agree, differ));
  }

  private Optional<String> contest(Event event) {
    return rows.stream()
        .filter(row -> row.is(EscapePowerLaw.CONTEST, event) && row.isOfAllCells())
        .filter(row -> Double.isFinite(row.estimate()))
        .findFirst()
        .map(row -> contest(row, event));
  }

  private static String contest(LawRow row, Event event) {
    if (row.low() <= 0 && row.high() >= 0) {
      return "The data do not tell the power law in Lˢ/L* from Arrhenius' law: AIC differs by %s%s (%s)."
          .formatted(whole(row.estimate()), interval(row.low(), row.high()), Words.of(event));
    }
    double sign = Math.signum(row.estimate());
    double nearer = sign < 0 ? -row.high() : row.low();
    double further = sign < 0 ? -row.low() : row.high();
    return "Escape (%s) follows %s: AIC is lower by %s%s."
        .formatted(
            Words.of(event),
            sign < 0
                ? "a power law in Lˢ/L* rather than Arrhenius' law"
                : "Arrhenius' law rather than a power law in Lˢ/L*",
            whole(Math.abs(row.estimate())),
            interval(nearer, further));
  }

  /** The exponent of each group of cells with one temperature; empty if none was fitted. */
  private Optional<String> exponents(Event event) {
    List<LawRow> groups =
        rows.stream()
            .filter(row -> row.is(EscapePowerLaw.EXPONENT, event) && row.cellId().isEmpty())
            .filter(row -> Double.isFinite(row.estimate()) && Double.isFinite(row.predicted()))
            .toList();
    if (groups.isEmpty()) {
      return Optional.empty();
    }
    String more =
        groups.size() > MOST_GROUPS
            ? "; %,d more groups of cells are in the table".formatted(groups.size() - MOST_GROUPS)
            : "";
    return Optional.of(
        groups.stream()
            .limit(MOST_GROUPS)
            .map(row -> exponent(row, groups))
            .collect(Collectors.joining("; ", "Its exponent is ", more + ".")));
  }

  private static String exponent(LawRow row, List<LawRow> groups) {
    String measured =
        "%s where theory predicts %s: %s"
            .formatted(parenthesised(row), row.expected(), VerdictSize.of(row));
    String where = Settings.words(row, groups);
    return where.isEmpty() ? measured : measured + " (" + where + ")";
  }

  /** The range of measured over predicted rates, for each kind of dynamics where there are two. */
  private Optional<String> rates(Event event) {
    Map<String, List<LawRow>> byDynamics =
        rows.stream()
            .filter(row -> row.is(EscapeRateLaw.RATE, event) && row.isInside())
            .filter(row -> row.estimate() > 0 && row.predicted() > 0)
            .collect(
                Collectors.groupingBy(
                    row -> Settings.dynamics(row).orElse(""),
                    LinkedHashMap::new,
                    Collectors.toList()));
    return byDynamics.isEmpty()
        ? Optional.empty()
        : Optional.of(
            byDynamics.entrySet().stream()
                .map(
                    entry ->
                        "%s%s"
                            .formatted(
                                range(entry.getValue(), row -> row.estimate() / row.predicted()),
                                entry.getKey().isEmpty() ? "" : " (" + entry.getKey() + ")"))
                .collect(Collectors.joining(", ", "Measured over predicted rates: ", ".")));
  }

  /** Whether the enhancement acts as a smaller batch: each rate over that of its plain twin. */
  private Optional<String> enhancement(Event event) {
    List<LawRow> ratios =
        rows.stream()
            .filter(row -> row.is(EscapePowerLaw.EQUAL_BATCH_RATIO, event) && row.isInside())
            .filter(row -> Double.isFinite(row.estimate()))
            .toList();
    long agree = ratios.stream().filter(row -> row.verdict().equals("agrees")).count();
    return ratios.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "With enhanced noise at equal B_eff rates are %s times those of plain SGD: %,d of %,d agree with 1."
                .formatted(range(ratios, LawRow::estimate), agree, ratios.size()));
  }

  /** Which of two wells runs leave sooner, for the first pair of names. */
  private Optional<String> preference(Event event) {
    Map<CellGroup, List<LawRow>> byNames =
        rows.stream()
            .filter(row -> row.is(PreferenceLaw.RATE_RATIO, event) && row.isInside())
            .filter(row -> row.estimate() > 0)
            .collect(Collectors.groupingBy(LawRow::group, LinkedHashMap::new, Collectors.toList()));
    return byNames.values().stream().findFirst().map(Answer::preference);
  }

  private static String preference(List<LawRow> ratios) {
    String from = ratios.get(0).group().shown("from").orElse("one well");
    String to = ratios.get(0).group().shown("to").orElse("the other");
    boolean isSlower = ratios.stream().allMatch(row -> row.estimate() < 1);
    List<LawRow> predicted = ratios.stream().filter(row -> row.predicted() > 0).toList();
    long agree = predicted.stream().filter(row -> row.verdict().equals("agrees")).count();
    return "Runs leave %s %s times as fast as %s%s."
        .formatted(
            isSlower ? to : from,
            range(ratios, row -> isSlower ? 1 / row.estimate() : row.estimate()),
            isSlower ? from : to,
            predicted.isEmpty()
                ? ""
                : " where theory predicts %s: %,d of %,d agree"
                    .formatted(
                        range(predicted, row -> isSlower ? 1 / row.predicted() : row.predicted()),
                        agree,
                        predicted.size()));
  }

  private static String range(List<LawRow> rows, ToDoubleFunction<LawRow> value) {
    DoubleSummaryStatistics values = rows.stream().mapToDouble(value).summaryStatistics();
    return Numbers.range(values.getMin(), values.getMax());
  }

  private static String interval(double low, double high) {
    return Double.isNaN(low) ? "" : " (%s to %s)".formatted(whole(low), whole(high));
  }

  /** AIC differences have no use for decimals above 100. */
  private static String whole(double value) {
    return Math.abs(value) < 100
        ? Numbers.brief(value)
        : String.format(Locale.ROOT, "%,.0f", value);
  }
}
