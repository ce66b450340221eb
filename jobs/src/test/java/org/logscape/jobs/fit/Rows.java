package org.logscape.jobs.fit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

/** Rows that a law gave, found by their parameter. */
public final class Rows {
  private Rows() {}

  /** The one row of a parameter. */
  public static FitRow one(List<FitRow> rows, String parameter) {
    return one(rows, parameter, "");
  }

  /** The one row of a parameter whose group holds the words. */
  public static FitRow one(List<FitRow> rows, String parameter, String group) {
    List<FitRow> found =
        rows.stream()
            .filter(
                row -> row.parameter().equals(parameter) && row.group().toString().contains(group))
            .toList();
    assertThat(found).as(parameter + " " + group).hasSize(1);
    return found.get(0);
  }
}
