package org.logscape.jobs.spec.key;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * Lists of numbers that are written by their rule, wherever a list may stand: {@code {range: [1,
 * 10]}}, {@code {linspace: [0, 1, 5]}}, {@code {logspace: [0.001, 0.1, 5]}}. They become lists
 * before a spec is read, so a resolved spec has the numbers.
 */
public final class Series {
  private static final int MOST = 100_000;

  private final Faults faults;

  private Series(Faults faults) {
    this.faults = faults;
  }

  /** The same mapping with every series as a list; empty where one of them has a fault. */
  public static Optional<Map<String, Object>> expanded(Map<String, Object> yaml, Faults faults) {
    int before = faults.list().size();
    Map<String, Object> expanded = new Series(faults).mapping(yaml, "");
    return faults.list().size() == before ? Optional.of(expanded) : Optional.empty();
  }

  private Map<String, Object> mapping(Map<?, ?> yaml, String path) {
    Map<String, Object> expanded = new LinkedHashMap<>();
    yaml.forEach(
        (key, value) ->
            expanded.put(
                (String) key, value(value, path.isEmpty() ? (String) key : path + "." + key)));
    return expanded;
  }

  private Object value(Object yaml, String path) {
    if (yaml instanceof List<?> list) {
      List<Object> expanded = new ArrayList<>();
      for (int i = 0; i < list.size(); i++) {
        expanded.add(value(list.get(i), path + "[" + i + "]"));
      }
      return expanded;
    }
    if (!(yaml instanceof Map<?, ?> map)) {
      return yaml;
    }
    if (map.size() == 1) {
      Map.Entry<?, ?> rule = map.entrySet().iterator().next();
      Optional<Optional<List<Object>>> list =
          switch ((String) rule.getKey()) {
            case "range" -> Optional.of(range(rule.getValue()));
            case "linspace" -> Optional.of(spaced(rule.getValue(), false));
            case "logspace" -> Optional.of(spaced(rule.getValue(), true));
            default -> Optional.empty();
          };
      if (list.isPresent()) {
        return list.get().<Object>map(numbers -> numbers).orElseGet(() -> refused(rule, path));
      }
    }
    return mapping(map, path);
  }

  private Object refused(Map.Entry<?, ?> rule, String path) {
    faults.add(
        path + "." + rule.getKey(),
        "is %s; must be %s"
            .formatted(
                Literal.shown(rule.getValue()),
                rule.getKey().equals("range")
                    ? "[first, last], ascending whole numbers, at most 100000 of them"
                    : "[first, last, count], first below last, a count from 2 to 100000"
                        + (rule.getKey().equals("logspace") ? ", and first above 0" : "")));
    return List.of();
  }

  private static Optional<List<Object>> range(Object ends) {
    return ends instanceof List<?> list
            && list.size() == 2
            && list.get(0) instanceof Long first
            && list.get(1) instanceof Long last
            && first <= last
            && last - first >= 0
            && last - first < MOST
        ? Optional.of(LongStream.rangeClosed(first, last).<Object>mapToObj(n -> n).toList())
        : Optional.empty();
  }

  private static Optional<List<Object>> spaced(Object rule, boolean byRatio) {
    if (!(rule instanceof List<?> list)
        || list.size() != 3
        || !(list.get(0) instanceof Number from)
        || !(list.get(1) instanceof Number to)
        || !(list.get(2) instanceof Long count)) {
      return Optional.empty();
    }
    double first = from.doubleValue();
    double last = to.doubleValue();
    boolean sound =
        first < last
            && Double.isFinite(last - first)
            && count >= 2
            && count <= MOST
            && (!byRatio || first > 0);
    if (!sound) {
      return Optional.empty();
    }
    int steps = (int) (count - 1);
    DoubleStream inner =
        IntStream.range(1, steps)
            .mapToDouble(
                i ->
                    byRatio
                        ? first * StrictMath.pow(last / first, (double) i / steps)
                        : first + i * ((last - first) / steps));
    return Optional.of(
        DoubleStream.concat(
                DoubleStream.concat(DoubleStream.of(first), inner), DoubleStream.of(last))
            .<Object>mapToObj(number -> number)
            .toList());
  }
}
