package org.logscape.jobs.text;

import java.time.Duration;
import java.util.Locale;

/** Numbers in few characters. */
public final class Numbers {
  private static final int FEWEST_DIGITS = 3;
  private static final int MOST_DIGITS = 7;

  private Numbers() {}

  /** Three significant digits: 0.0216, 579, 1.20e+09; a dash for what is not a number. */
  public static String brief(double value) {
    return rounded(value, FEWEST_DIGITS);
  }

  /**
   * Significant digits, at least three, to which numbers are printed beside a reference so that
   * they look less, equal or greater just as they are.
   *
   * @param reference that the numbers are compared with
   */
  public static int digits(double reference, double... numbers) {
    int digits = FEWEST_DIGITS;
    for (double number : numbers) {
      while (digits < MOST_DIGITS && hides(number, reference, digits)) {
        digits++;
      }
    }
    return digits;
  }

  private static boolean hides(double number, double reference, int digits) {
    return number != reference && rounded(number, digits).equals(rounded(reference, digits));
  }

  /** So many significant digits; a dash for what is not a number. */
  public static String rounded(double value, int digits) {
    if (Double.isNaN(value)) {
      return "-";
    }
    if (Double.isInfinite(value)) {
      return value > 0 ? "inf" : "-inf";
    }
    double size = Math.abs(value);
    if (size != 0 && (size < 1e-4 || size >= 1e6)) {
      return String.format(Locale.ROOT, "%." + (digits - 1) + "e", value);
    }
    if (size == 0) {
      // a zero has no sign
      return "0";
    }
    int decimals = Math.max(0, digits - 1 - (int) Math.floor(Math.log10(size)));
    return String.format(Locale.ROOT, "%." + decimals + "f", value);
  }

  /** Both ends, or one number where three digits do not tell them apart: 0.95 to 1.85. */
  public static String range(double low, double high) {
    String first = brief(low);
    String last = brief(high);
    return first.equals(last) ? first : first + " to " + last;
  }

  /** A length of time: 12 s, 3 min 20 s, 5 h 12 min, 3 d 4 h. */
  public static String duration(double seconds) {
    if (!(seconds < 1e11)) {
      return "more than 3,000 years";
    }
    Duration time = Duration.ofSeconds(Math.round(seconds));
    if (time.toDays() > 0) {
      return String.format(Locale.ROOT, "%,d d %d h", time.toDays(), time.toHoursPart());
    }
    if (time.toHours() > 0) {
      return "%d h %d min".formatted(time.toHours(), time.toMinutesPart());
    }
    return time.toMinutes() > 0
        ? "%d min %d s".formatted(time.toMinutes(), time.toSecondsPart())
        : "%d s".formatted(time.toSeconds());
  }

  /** A size in decimal units, with two or three digits: 480 B, 7.1 KB, 191 MB, 1.2 GB. */
  public static String bytes(double bytes) {
    String[] units = {"B", "KB", "MB", "GB", "TB", "PB"};
    int unit = 0;
    double size = bytes;
    while (size >= 999.5 && unit < units.length - 1) {
      size /= 1000;
      unit++;
    }
    return String.format(
        Locale.ROOT, unit > 0 && size < 9.95 ? "%.1f %s" : "%.0f %s", size, units[unit]);
  }
}
