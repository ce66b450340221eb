package org.logscape.jobs.report;

import java.util.List;

/**
 * Colours that people who see fewer of them can tell apart. Kinds: the palette of Okabe and Ito
 * (Color Universal Design, 2008), in an order that keeps neighbours far apart. Orders: the cividis
 * scale (Nunez, Anderton, Renslow, PLOS ONE 13, e0199239, 2018), which grows in lightness for
 * everybody; the ends that would vanish on white or on black are left out.
 */
final class Palette {
  private static final List<Colour> KINDS =
      List.of(
          new Colour("#0072b2", "#4aa8e0"),
          new Colour("#d55e00", "#f0843c"),
          new Colour("#009e73", "#2fc79b"),
          new Colour("#b8578f", "#dd8fbc"),
          new Colour("#c98a00", "#e9b23c"),
          new Colour("#3a9bd0", "#8accf2"),
          new Colour("#5c5c5c", "#b8b8b8"));

  /** Every tenth of the cividis scale. */
  private static final int[][] CIVIDIS = {
    {0, 32, 77},
    {0, 48, 111},
    {60, 64, 108},
    {87, 83, 109},
    {107, 102, 112},
    {125, 121, 119},
    {146, 142, 119},
    {167, 163, 113},
    {191, 185, 101},
    {216, 207, 81},
    {255, 234, 70}
  };

  private Palette() {}

  /** The colour of the {@code i}-th kind; they repeat after seven. */
  static Colour kind(int i) {
    return KINDS.get(i % KINDS.size());
  }

  /** The colour of the {@code i}-th of {@code size} things that have an order. */
  static Colour ordered(int i, int size) {
    if (size <= KINDS.size()) {
      return kind(i);
    }
    double place = (double) i / (size - 1);
    return new Colour(cividis(0.82 * place), cividis(0.28 + 0.72 * place));
  }

  /** For what belongs to no group. */
  static Colour neutral() {
    return new Colour("#444444", "#c8c8c8");
  }

  private static String cividis(double place) {
    double at = place * (CIVIDIS.length - 1);
    int left = Math.min((int) at, CIVIDIS.length - 2);
    int[] mixed = new int[3];
    for (int c = 0; c < 3; c++) {
      double from = CIVIDIS[left][c];
      mixed[c] = (int) Math.round(from + (at - left) * (CIVIDIS[left + 1][c] - from));
    }
    return "#%02x%02x%02x".formatted(mixed[0], mixed[1], mixed[2]);
  }
}
