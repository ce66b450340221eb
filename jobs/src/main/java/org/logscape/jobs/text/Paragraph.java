package org.logscape.jobs.text;

import java.util.ArrayList;
import java.util.List;

/** Text broken into lines between its words. */
public final class Paragraph {
  private Paragraph() {}

  /**
   * Breaks a text. A word that is longer than a line, a path for example, stays in one piece, so
   * that it can be copied.
   *
   * @param text words with blanks between them
   * @param width characters in a line
   */
  public static List<String> lines(String text, int width) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : text.strip().split("\\s+", -1)) {
      if (!line.isEmpty() && line.length() + 1 + word.length() > width) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.isEmpty() ? "" : " ").append(word);
    }
    lines.add(line.toString());
    return lines;
  }
}
