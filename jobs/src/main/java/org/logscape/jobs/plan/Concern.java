package org.logscape.jobs.plan;

import java.util.DoubleSummaryStatistics;
import java.util.List;
import org.logscape.jobs.text.Numbers;

/**
 * A warning about one cell, as a sentence that may hold one number.
 *
 * @param before the sentence up to the number
 * @param number not a number where the sentence has none
 * @param after the rest
 */
record Concern(String before, double number, String after) {

  /** A sentence without a number of its own. */
  static Concern of(String sentence) {
    return new Concern(sentence, Double.NaN, "");
  }

  /** Concerns of one kind are reported together. */
  String kind() {
    return before + "..." + after;
  }

  /** One sentence for concerns of one kind, with the range of their numbers. */
  static String together(List<Concern> concerns) {
    DoubleSummaryStatistics range =
        concerns.stream().mapToDouble(Concern::number).summaryStatistics();
    Concern first = concerns.get(0);
    if (Double.isNaN(first.number())) {
      return first.before();
    }
    String low = Numbers.brief(range.getMin());
    String high = Numbers.brief(range.getMax());
    return first.before() + (low.equals(high) ? low : low + " to " + high) + first.after();
  }
}
