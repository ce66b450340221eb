package org.logscape.formula.names;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.logscape.formula.syntax.Parser;

/** The names that formulas may use: parameters with their lengths, and constants. */
public final class Names {
  private static final String PATTERN = "[A-Za-z_][A-Za-z_0-9]*";

  private final Map<String, Integer> lengths;
  private final Map<String, Integer> offsets = new LinkedHashMap<>();
  private final List<String> constants;

  private Names(Map<String, Integer> lengths, List<String> constants) {
    this.lengths = lengths;
    this.constants = constants;
    int offset = 0;
    for (Map.Entry<String, Integer> parameter : lengths.entrySet()) {
      offsets.put(parameter.getKey(), offset);
      offset += parameter.getValue();
    }
  }

  /**
   * Checks and keeps names.
   *
   * @param parameters name and number of elements of each parameter, in the order of theta; 1 for a
   *     single number, 0 for a vector that is absent
   * @param constants names of the constants
   * @throws IllegalArgumentException if a name is not usable or stands twice, or theta is empty
   */
  public static Names of(Map<String, Integer> parameters, List<String> constants) {
    List<String> all = new ArrayList<>(parameters.keySet());
    all.addAll(constants);
    for (String name : all) {
      if (!name.matches(PATTERN)) {
        throw new IllegalArgumentException(
            "'" + name + "' is no name: letters, digits and _ make one");
      }
      if (Parser.isReserved(name)) {
        throw new IllegalArgumentException("'" + name + "' is a function of the language");
      }
      if (all.indexOf(name) != all.lastIndexOf(name)) {
        throw new IllegalArgumentException("'" + name + "' is both a parameter and a constant");
      }
    }
    if (parameters.values().stream().anyMatch(length -> length < 0)) {
      throw new IllegalArgumentException("a parameter has at least 0 elements");
    }
    if (parameters.values().stream().mapToInt(length -> length).sum() == 0) {
      throw new IllegalArgumentException("a landscape needs at least one parameter");
    }
    return new Names(new LinkedHashMap<>(parameters), List.copyOf(constants));
  }

  /** Length of theta. */
  public int dimensions() {
    return lengths.values().stream().mapToInt(length -> length).sum();
  }

  /** Names of the constants in the order of their values. */
  public List<String> constants() {
    return constants;
  }

  /** Names of the coordinates of theta: u, v[1], v[2], ... */
  public List<String> coordinates() {
    List<String> coordinates = new ArrayList<>();
    lengths.forEach(
        (name, length) -> {
          for (int i = 1; i <= length; i++) {
            coordinates.add(length == 1 ? name : name + "[" + i + "]");
          }
        });
    return coordinates;
  }

  OptionalInt length(String parameter) {
    Integer length = lengths.get(parameter);
    return length == null ? OptionalInt.empty() : OptionalInt.of(length);
  }

  int offset(String parameter) {
    return offsets.get(parameter);
  }

  OptionalInt constant(String name) {
    int index = constants.indexOf(name);
    return index < 0 ? OptionalInt.empty() : OptionalInt.of(index);
  }

  boolean knows(String name) {
    return lengths.containsKey(name) || constants.contains(name);
  }

  /** What a message lists. */
  String shown() {
    String list = "parameters " + String.join(", ", lengths.keySet());
    return constants.isEmpty() ? list : list + " and constants " + String.join(", ", constants);
  }
}
