package org.logscape.jobs.store.list;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A wave that is complete in its staging folder: its list, and under which names its files lie
 * there. As text, the line of the list and then a line a file: table, staged name, final name,
 * separated by tabulators.
 *
 * @param wave what it publishes
 * @param files where its files lie, in the order of the list
 */
public record StagedWave(ListedWave wave, List<String> files) {
  private static final String TAB = "\t";

  public StagedWave {
    files = List.copyOf(files);
  }

  /** The text. */
  public String text() {
    StringBuilder text = new StringBuilder(wave.line()).append('\n');
    for (int i = 0; i < files.size(); i++) {
      ListedFile file = wave.files().get(i);
      text.append(String.join(TAB, file.table().tableName(), files.get(i), file.name()))
          .append('\n');
    }
    return text.toString();
  }

  /** The wave of a text; empty where the text is that of a version without lists. */
  public static Optional<StagedWave> parse(String text) {
    List<String> lines = text.lines().toList();
    if (lines.isEmpty()) {
      return Optional.empty();
    }
    return ListedWave.parse(lines.get(0))
        .map(
            wave -> {
              List<String> files = new ArrayList<>();
              lines.subList(1, lines.size()).forEach(line -> files.add(line.split(TAB, -1)[1]));
              return new StagedWave(wave, files);
            });
  }
}
