package org.logscape.jobs.report.page;

import java.util.Map;
import java.util.Optional;
import org.logscape.jobs.fit.LawCatalogue;
import org.logscape.jobs.fit.Parameter;
import org.logscape.jobs.text.Words;
import org.logscape.jobs.verdict.LawRow;
import org.logscape.jobs.verdict.VerdictSize;
import org.logscape.observe.Event;

/**
 * A line of the card of verdicts.
 *
 * @param sentence what is found, up to its numbers
 * @param numbers measured, beside predicted where there is a prediction
 * @param verdict the word of the fits table, or {@code mixed} or {@code no-verdict}
 * @param badge the verdict as it is shown, with its size if it has one
 */
record CardLine(String sentence, String numbers, String verdict, String badge) {
  /** A line whose verdict has no size. */
  CardLine(String sentence, String numbers, String verdict) {
    this(sentence, numbers, verdict, verdict);
  }

  /**
   * The words for a parameter, up to its numbers.
   *
   * @param event empty for laws without events
   */
  static String sentence(Parameter parameter, Optional<Event> event) {
    String words = parameter.card().orElseThrow();
    boolean isOfSeveralLaws =
        LawCatalogue.parameters().stream().filter(p -> p.sentence().equals(words)).count() > 1;
    return words
        + (isOfSeveralLaws ? ", law " + parameter.law() : "")
        + event.map(of -> " (" + Words.of(of) + "):").orElse(":");
  }

  /** One row, measured beside predicted. */
  static CardLine beside(String sentence, LawRow row) {
    return new CardLine(
        sentence,
        Double.isNaN(row.predicted())
            ? row.measured()
            : "%s; predicted %s".formatted(row.measured(), row.expected()),
        row.verdict(),
        VerdictSize.of(row));
  }

  /**
   * Many rows, by how many agree.
   *
   * @param verdicts how many rows have each verdict
   */
  static CardLine count(String sentence, Map<String, Long> verdicts) {
    long agree = verdicts.getOrDefault("agrees", 0L);
    long differ = verdicts.getOrDefault("differs", 0L);
    long all = verdicts.values().stream().mapToLong(Long::longValue).sum();
    String rest =
        all == agree + differ
            ? ""
            : "; %,d not judged (outside the regime, or too few events)"
                .formatted(all - agree - differ);
    return new CardLine(
        sentence,
        agree + differ == 0
            ? "none of %,d judged (outside the regime, or too few events)".formatted(all)
            : "%,d of %,d agree with the prediction%s".formatted(agree, agree + differ, rest),
        agree + differ == 0
            ? "no-verdict"
            : differ == 0 ? "agrees" : agree == 0 ? "differs" : "mixed");
  }
}
