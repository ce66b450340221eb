package org.logscape.jobs.fit;

import java.util.Optional;

/**
 * A parameter of a law: a number that the fits table may hold.
 *
 * @param law the word in the column {@code law}
 * @param name the word in the column {@code parameter}
 * @param symbol as formulas write it; empty where it has none
 * @param unit 1 where it has none
 * @param meaning one line
 * @param sentence the line of the verdict card, without event and colon; empty where the card has
 *     none
 */
public record Parameter(
    String law, String name, String symbol, String unit, String meaning, String sentence) {

  /** A parameter of the law that states it, without a line on the verdict card. */
  public static Parameter of(String name, String symbol, String unit, String meaning) {
    return new Parameter("", name, symbol, unit, meaning, "");
  }

  /** The same parameter under another word in the column {@code law}. */
  public Parameter under(String word) {
    return new Parameter(word, name, symbol, unit, meaning, sentence);
  }

  /** The same parameter with a line on the verdict card. */
  public Parameter onCard(String line) {
    return new Parameter(law, name, symbol, unit, meaning, line);
  }

  /** The line of the verdict card, if it has one. */
  public Optional<String> card() {
    return sentence.isEmpty() ? Optional.empty() : Optional.of(sentence);
  }
}
