package org.logscape.jobs.spec.key;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A value of several kinds, which the file has as a mapping: the key {@code type} names the kind,
 * and each kind has keys of its own, as in {@code {type: step, every: 1000}}. Such a mapping is one
 * value of the grid.
 *
 * @param <T> the typed value of all kinds
 */
public final class Kinds<T> {
  private static final String TYPE = "type";

  private final Map<String, Group<? extends T>> groups;

  private Kinds(Map<String, Group<? extends T>> groups) {
    this.groups = groups;
  }

  /** Kinds by their words, in the order in which pages show them. */
  public static <T> Kinds<T> of(Map<String, Group<? extends T>> groups) {
    return new Kinds<>(new LinkedHashMap<>(groups));
  }

  /** The keys of each kind by its word. */
  public Map<String, Group<? extends T>> groups() {
    return new LinkedHashMap<>(groups);
  }

  /** The mappings, each with all its keys: defaults are filled in. */
  public Domain<Map<String, Object>> domain() {
    return Domain.mapping(
        "type (%s) and the keys of that type".formatted(words()), this::read, schema());
  }

  private String words() {
    return String.join(", ", groups.keySet());
  }

  private Domain.Reading<Map<String, Object>> read(Map<String, Object> yaml) {
    Group<? extends T> group = groups.get(String.valueOf(yaml.get(TYPE)));
    if (group == null) {
      String given =
          yaml.containsKey(TYPE) ? "has type " + Literal.shown(yaml.get(TYPE)) : "has no type";
      return new Domain.Reading<>(
          Optional.empty(), "%s; must have one of %s".formatted(given, words()));
    }
    return read(yaml, group);
  }

  private <S extends T> Domain.Reading<Map<String, Object>> read(
      Map<String, Object> yaml, Group<S> group) {
    Map<String, Object> own = new LinkedHashMap<>(yaml);
    own.remove(TYPE);
    Faults faults = new Faults();
    Optional<S> value = group.read(Section.of(group.path(), own, group.names(), faults), faults);
    String problems =
        faults.list().stream()
            .map(fault -> fault.path().substring(group.path().length() + 1) + " " + fault.problem())
            .collect(Collectors.joining("; "));
    return new Domain.Reading<>(value.map(this::written), problems);
  }

  /** The typed value of a mapping of the domain. */
  public T value(Map<String, Object> mapping) {
    Group<? extends T> group = groups.get((String) mapping.get(TYPE));
    Map<String, Object> values = new LinkedHashMap<>();
    mapping.forEach((name, value) -> values.put(group.path() + "." + name, value));
    return group.make(new Point(values));
  }

  /** The mapping of a typed value. */
  public Map<String, Object> written(T value) {
    return groups.entrySet().stream()
        .filter(kind -> kind.getValue().type().isInstance(value))
        .findFirst()
        .map(kind -> written(kind.getKey(), kind.getValue(), value))
        .orElseThrow(() -> new IllegalArgumentException("of no kind: " + value));
  }

  private static <S> Map<String, Object> written(String word, Group<S> group, Object value) {
    Map<String, Object> mapping = new LinkedHashMap<>();
    mapping.put(TYPE, word);
    group
        .values(group.type().cast(value))
        .forEach(
            (path, setting) -> mapping.put(path.substring(path.lastIndexOf('.') + 1), setting));
    return mapping;
  }

  private Map<String, Object> schema() {
    List<Object> kinds = new ArrayList<>();
    groups.forEach((word, group) -> kinds.add(schema(word, group)));
    return Map.of("oneOf", kinds);
  }

  private static Map<String, Object> schema(String word, Group<?> group) {
    Map<String, Object> properties = new LinkedHashMap<>();
    List<String> required = new ArrayList<>(List.of(TYPE));
    properties.put(TYPE, Map.of("const", word));
    for (Key<?> key : group.keys()) {
      Map<String, Object> property = new LinkedHashMap<>();
      property.put("description", key.text() + ".");
      property.putAll(key.domain().schema());
      properties.put(key.name(), property);
      if (key.isRequired()) {
        required.add(key.name());
      }
    }
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("description", group.text());
    schema.put("type", "object");
    schema.put("required", required);
    schema.put("properties", properties);
    schema.put("additionalProperties", false);
    return schema;
  }
}
