package org.logscape.statistics.oracle;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The shared data sets and the lines of numbers that oracle.py prints. */
final class OracleData {
  private static final String FOLDER = "/org/logscape/statistics/oracle/";

  private OracleData() {}

  /** A column of data/NAME.csv. */
  static double[] column(String name, String column) {
    List<String> lines = lines(FOLDER + "data/" + name + ".csv");
    int place = Arrays.asList(lines.get(0).split(",", -1)).indexOf(column);
    return lines.stream()
        .skip(1)
        .mapToDouble(line -> Double.parseDouble(line.split(",", -1)[place]))
        .toArray();
  }

  static boolean[] flags(double[] column) {
    boolean[] flags = new boolean[column.length];
    for (int i = 0; i < flags.length; i++) {
      flags[i] = column[i] != 0;
    }
    return flags;
  }

  static Map<String, Double> stored() {
    return parse(lines(FOLDER + "expected.properties").stream());
  }

  static Map<String, Double> parse(Stream<String> lines) {
    Map<String, Double> numbers = new HashMap<>();
    lines
        .map(line -> line.split(" = ", 2))
        .forEach(
            pair ->
                numbers.put(
                    pair[0],
                    pair[1].equals("inf")
                        ? Double.POSITIVE_INFINITY
                        : Double.parseDouble(pair[1].replace("nan", "NaN"))));
    return numbers;
  }

  private static List<String> lines(String resource) {
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                OracleData.class.getResourceAsStream(resource), StandardCharsets.UTF_8))) {
      return new ArrayList<>(reader.lines().toList());
    } catch (IOException fault) {
      throw new UncheckedIOException(fault);
    }
  }
}
