package org.logscape.jobs.report.paper;

import java.util.ArrayList;
import java.util.List;
import org.logscape.jobs.report.figure.Axis;
import org.logscape.jobs.text.Numbers;

/**
 * The ticks of an axis: at powers of ten, at 1, 2, 5 times those, or at round numbers, whichever
 * gives a handful. The page's script has the same rule, to follow its zoom.
 */
final class Ticks {
  private static final String SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";
  private static final int HANDFUL = 6;

  private Ticks() {}

  /**
   * A tick.
   *
   * @param position along the axis: the value, or its decimal logarithm
   */
  record Tick(double position, String label) {}

  /** The ticks of an axis between two positions. */
  static List<Tick> of(Axis axis, double from, double to) {
    if (!axis.isLog()) {
      return round(from, to).stream().map(v -> new Tick(v, plain(v))).toList();
    }
    double decades = to - from;
    if (decades >= 3) {
      return powers(from, to);
    }
    List<Double> values =
        decades >= 0.9 ? oneTwoFive(from, to) : round(Math.pow(10, from), Math.pow(10, to));
    return values.stream().map(v -> new Tick(Math.log10(v), plain(v))).toList();
  }

  private static List<Tick> powers(double from, double to) {
    int step = (int) Math.max(1, Math.ceil((to - from) / (HANDFUL + 2)));
    List<Tick> ticks = new ArrayList<>();
    for (int k = (int) Math.ceil(from / step) * step; k <= to; k += step) {
      ticks.add(new Tick(k, power(k)));
    }
    return ticks;
  }

  private static List<Double> oneTwoFive(double from, double to) {
    List<Double> values = new ArrayList<>();
    for (int k = (int) Math.floor(from); k <= to; k++) {
      for (double digit : new double[] {1, 2, 5}) {
        double value = Double.parseDouble("%se%d".formatted(digit, k));
        if (Math.log10(value) >= from && Math.log10(value) <= to) {
          values.add(value);
        }
      }
    }
    return values;
  }

  private static List<Double> round(double from, double to) {
    double raw = (to - from) / HANDFUL;
    if (!(raw > 0)) {
      return List.of(from);
    }
    double size = Math.pow(10, Math.floor(Math.log10(raw)));
    double step = size;
    for (double digit : new double[] {1, 2, 5, 10}) {
      step = digit * size;
      if (step >= raw) {
        break;
      }
    }
    List<Double> values = new ArrayList<>();
    for (long k = (long) Math.ceil(from / step - 1e-9); k * step <= to + 1e-9 * step; k++) {
      values.add(k * step);
    }
    return values;
  }

  private static String power(int exponent) {
    if (exponent == 0) {
      return "1";
    }
    StringBuilder label = new StringBuilder("10");
    String digits = String.valueOf(Math.abs(exponent));
    if (exponent < 0) {
      label.append('⁻');
    }
    digits.chars().forEach(digit -> label.append(SUPERSCRIPTS.charAt(digit - '0')));
    return label.toString();
  }

  /** Without the zeros at its end. */
  private static String plain(double value) {
    String brief = Numbers.brief(value);
    return brief.contains("e") || !brief.contains(".")
        ? brief
        : brief.replaceAll("0+$", "").replaceAll("\\.$", "");
  }
}
