package org.logscape.jobs.verdict;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Warnings as notes below a table: one number for all warnings that differ in their figures alone,
 * with the first of them as the example.
 */
final class Warnings {
  private static final String SEPARATOR = "; ";

  private final Map<String, List<String>> byKind = new LinkedHashMap<>();

  /** The numbers of a row's notes: {@code 1 3}. */
  String marks(String warnings) {
    return Stream.of(warnings.split(SEPARATOR))
        .filter(warning -> !warning.isEmpty())
        .map(this::mark)
        .distinct()
        .collect(Collectors.joining(" "));
  }

  private String mark(String warning) {
    String kind = warning.replaceAll("[0-9][0-9.,e+-]*", "#");
    byKind.computeIfAbsent(kind, k -> new ArrayList<>()).add(warning);
    return String.valueOf(List.copyOf(byKind.keySet()).indexOf(kind) + 1);
  }

  /** The notes. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    for (List<String> alike : byKind.values()) {
      String more = alike.size() > 1 ? " (and %,d more)".formatted(alike.size() - 1) : "";
      lines.add("%2d  %s%s".formatted(lines.size() + 1, alike.get(0), more));
    }
    return lines;
  }
}
