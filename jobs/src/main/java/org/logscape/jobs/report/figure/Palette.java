package org.logscape.jobs.report.figure;

import java.util.List;

/**
 * Colours that colour-blind people can distinguish. Kinds: the palette of Okabe and Ito (Color
 * Universal Design, 2008), in an order that keeps neighbours far apart. Orders: the viridis scale
 * (Smith, van der Walt, Firing, matplotlib, 2015), which grows in lightness for everybody; the ends
 * that would vanish on white or on black are left out.
 */
public final class Palette {
  private static final List<Colour> KINDS =
      List.of(
          new Colour("#0072b2", "#4aa8e0"),
          new Colour("#d55e00", "#f0843c"),
          new Colour("#009e73", "#2fc79b"),
          new Colour("#b8578f", "#dd8fbc"),
          new Colour("#c98a00", "#e9b23c"),
          new Colour("#3a9bd0", "#8accf2"),
          new Colour("#5c5c5c", "#b8b8b8"));

  /** Every tenth of the viridis scale. */
  private static final int[][] VIRIDIS = {
    {68, 1, 84},
    {72, 35, 116},
    {64, 67, 135},
    {52, 94, 141},
    {41, 120, 142},
    {32, 144, 140},
    {34, 167, 132},
    {68, 190, 112},
    {121, 209, 81},
    {189, 222, 38},
    {253, 231, 37}
  };

  private Palette() {}

  /** The colour of the {@code i}-th kind; they repeat after seven. */
  public static Colour kind(int i) {
    return KINDS.get(i % KINDS.size());
  }

  /** The colour of the {@code i}-th of {@code size} things that have an order. */
  public static Colour ordered(int i, int size) {
    if (size <= KINDS.size()) {
      return kind(i);
    }
    double place = (double) i / (size - 1);
    return new Colour(viridis(0.85 * place), viridis(0.35 + 0.65 * place));
  }

  /** The colour of what belongs to no group. */
  public static Colour neutral() {
    return new Colour("#444444", "#c8c8c8");
  }

  private static String viridis(double place) {
    double at = place * (VIRIDIS.length - 1);
    int left = Math.min((int) at, VIRIDIS.length - 2);
    int[] mixed = new int[3];
    for (int c = 0; c < 3; c++) {
      double from = VIRIDIS[left][c];
      mixed[c] = (int) Math.round(from + (at - left) * (VIRIDIS[left + 1][c] - from));
    }
    return "#%02x%02x%02x".formatted(mixed[0], mixed[1], mixed[2]);
  }
}
