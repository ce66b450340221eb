package org.logscape.jobs.verdict;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.logscape.jobs.fit.Warning;
import org.logscape.jobs.text.CsvText;
import org.logscape.jobs.text.JsonText;
import org.logscape.jobs.text.Words;

/** Rows of the fits table for programs, with the names of its columns and the cell's label. */
public final class RowFormat {
  private RowFormat() {}

  /** A JSON array, one object a line. Numbers that are none are null. */
  public static Stream<String> json(List<LawRow> rows) {
    return Stream.concat(
        IntStream.range(0, rows.size())
            .mapToObj(
                i ->
                    (i == 0 ? "[" : " ")
                        + JsonText.of(values(rows.get(i)))
                        + (i == rows.size() - 1 ? "]" : ",")),
        rows.isEmpty() ? Stream.of("[]") : Stream.empty());
  }

  /** CSV by RFC 4180, with a header. Numbers that are none are empty. */
  public static Stream<String> csv(List<LawRow> rows) {
    return rows.isEmpty()
        ? Stream.empty()
        : Stream.concat(
            Stream.of(String.join(",", values(rows.get(0)).keySet())),
            rows.stream()
                .map(
                    row ->
                        values(row).values().stream()
                            .map(value -> value == null ? "" : CsvText.field(value.toString()))
                            .collect(Collectors.joining(","))));
  }

  private static Map<String, Object> values(LawRow row) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("law", row.law());
    values.put("event", row.event().map(Words::of).orElse(""));
    values.put("cell_id", row.cellId());
    values.put("label", row.label());
    values.put("group_key", row.group().toString());
    values.put("parameter", row.parameter());
    values.put("estimate", number(row.estimate()));
    values.put("ci_low", number(row.low()));
    values.put("ci_high", number(row.high()));
    values.put("predicted", number(row.predicted()));
    values.put("observations", row.observations());
    values.put("verdict", row.verdict());
    values.put(
        "warnings", row.warnings().stream().map(Warning::text).collect(Collectors.joining("; ")));
    return values;
  }

  private static Double number(double value) {
    return Double.isFinite(value) ? (Double) value : null;
  }
}
