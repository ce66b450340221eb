package org.logscape.jobs.fit;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.logscape.jobs.spec.key.Literal;
import org.logscape.theory.RegimeGuard;

/**
 * What the reader of a row must know: a code for programs and a sentence for people. The columns
 * {@code warning_codes} and {@code warnings} of the fits table hold the codes and the sentences of
 * a row in one order; this class alone writes and reads them.
 *
 * @param code kind of warning
 * @param text sentence with its numbers, without a semicolon followed by a space
 */
public record Warning(WarningCode code, String text) implements Serializable {
  private static final String BETWEEN_CODES = ",";
  private static final String BETWEEN_TEXTS = "; ";

  public Warning {
    if (text.contains(BETWEEN_TEXTS)) {
      throw new IllegalArgumentException("two sentences in one warning: " + text);
    }
  }

  /** The warnings of a text that may hold several sentences, all of one code. */
  static List<Warning> all(WarningCode code, String text) {
    return Arrays.stream(text.split(BETWEEN_TEXTS)).map(part -> new Warning(code, part)).toList();
  }

  /** The guard's reasons why a law need not hold. */
  public static List<Warning> of(List<RegimeGuard.Caution> cautions) {
    return cautions.stream()
        .map(
            caution ->
                new Warning(LawCatalogue.code(Literal.of(caution.reason())), caution.sentence()))
        .toList();
  }

  /** The column {@code warning_codes}; null without warnings. */
  static String codes(List<Warning> warnings) {
    return warnings.isEmpty()
        ? null
        : warnings.stream().map(w -> w.code().word()).collect(Collectors.joining(BETWEEN_CODES));
  }

  /** The column {@code warnings}; empty without warnings. */
  static String texts(List<Warning> warnings) {
    return warnings.stream().map(Warning::text).collect(Collectors.joining(BETWEEN_TEXTS));
  }

  /**
   * The warnings of a row of the fits table.
   *
   * @param codes of the column; empty for tables of versions that wrote none
   * @param texts of the column
   */
  public static List<Warning> read(Optional<String> codes, String texts) {
    if (texts.isEmpty()) {
      return List.of();
    }
    String[] words = codes.map(column -> column.split(BETWEEN_CODES, -1)).orElse(new String[0]);
    String[] sentences = texts.split(BETWEEN_TEXTS, -1);
    List<Warning> warnings = new ArrayList<>();
    for (int i = 0; i < sentences.length; i++) {
      warnings.add(
          new Warning(
              words.length == sentences.length ? LawCatalogue.code(words[i]) : WarningCode.UNKNOWN,
              sentences[i]));
    }
    return warnings;
  }
}
