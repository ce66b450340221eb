package org.logscape.jobs.predict;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.logscape.jobs.text.Numbers;

/**
 * A range of the excess loss x = L/L* - 1, and how the column {@code group_key} of fits names it:
 * {@code L/L*-1=0.1..2.5}, to three digits.
 *
 * @param from lower end, above 0
 * @param to upper end; infinite where the last bin is open
 */
public record LossRange(double from, double to) {
  private static final String QUANTITY = "L/L*-1";
  private static final String OPEN = "inf";
  private static final Pattern KEY =
      Pattern.compile(Pattern.quote(QUANTITY) + "=([^ ]+)\\.\\.([^ ]+)");

  /** The range that a group key names, if it names one. */
  public static Optional<LossRange> of(String groupKey) {
    Matcher range = KEY.matcher(groupKey);
    return range.find()
        ? Optional.of(new LossRange(end(range.group(1)), end(range.group(2))))
        : Optional.empty();
  }

  private static double end(String text) {
    return text.equals(OPEN) ? Double.POSITIVE_INFINITY : Double.parseDouble(text);
  }

  /** As a group key. */
  public String groupKey() {
    return "%s=%s..%s".formatted(QUANTITY, Numbers.brief(from), Numbers.brief(to));
  }
}
