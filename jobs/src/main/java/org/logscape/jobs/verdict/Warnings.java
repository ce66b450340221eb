package org.logscape.jobs.verdict;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.logscape.jobs.fit.Warning;

/**
 * Warnings as notes below a table: one number for all warnings of one code whose sentences differ
 * in their figures alone, with the first of them as the example.
 */
final class Warnings {
  private final Map<Kind, List<String>> byKind = new LinkedHashMap<>();

  /**
   * Warnings that share a note.
   *
   * @param sentence without its figures
   */
  private record Kind(String code, String sentence) {
    static Kind of(Warning warning) {
      return new Kind(warning.code().word(), warning.text().replaceAll("[0-9][0-9.,e+-]*", "#"));
    }
  }

  /** The numbers of a row's notes: {@code 1 3}. */
  String marks(List<Warning> warnings) {
    return warnings.stream().map(this::mark).distinct().collect(Collectors.joining(" "));
  }

  private String mark(Warning warning) {
    Kind kind = Kind.of(warning);
    byKind.computeIfAbsent(kind, k -> new ArrayList<>()).add(warning.text());
    return String.valueOf(List.copyOf(byKind.keySet()).indexOf(kind) + 1);
  }

  /** The notes. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    for (List<String> alike : byKind.values()) {
      String more = alike.size() > 1 ? " (in %,d rows)".formatted(alike.size()) : "";
      lines.add("%2d  %s%s".formatted(lines.size() + 1, alike.get(0), more));
    }
    return lines;
  }
}
