package org.logscape.jobs.text;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The words that stand for the constants of an enum in specs, tables and on the terminal. */
public final class Words {
  private Words() {}

  /** The word of a constant: {@code ONLINE_IN_LAW} is online-in-law. */
  public static String of(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The words of all constants of an enum, in their order. */
  public static List<String> of(Class<? extends Enum<?>> type) {
    return Arrays.stream(type.getEnumConstants()).map(Words::of).toList();
  }

  /**
   * The constant that a word stands for.
   *
   * @throws IllegalArgumentException if the enum has no such constant
   */
  public static <E extends Enum<E>> E parse(Class<E> type, String word) {
    return Arrays.stream(type.getEnumConstants())
        .filter(constant -> of(constant).equals(word))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "'%s' is no word of %s; must be one of %s"
                        .formatted(word, type.getSimpleName(), String.join(", ", of(type)))));
  }
}
