package org.logscape.jobs.spec.schema;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.logscape.jobs.spec.key.Constraint;
import org.logscape.jobs.spec.key.Group;
import org.logscape.jobs.spec.key.Key;
import org.logscape.jobs.spec.key.Literal;

/** Parts of the JSON Schema: one key, one mapping, one condition. */
final class SchemaParts {
  private static final Map<String, Object> SERIES = Map.of("$ref", "#/$defs/series");

  private SchemaParts() {}

  /** A map of pairs, in this order. */
  static Map<String, Object> of(Object... pairs) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      map.put((String) pairs[i], pairs[i + 1]);
    }
    return map;
  }

  /** A key that takes one value. */
  static Map<String, Object> property(Key<?> key) {
    Map<String, Object> schema = described(key);
    if ("array".equals(key.domain().schema().get("type")) && isNumeric(key.domain().schema())) {
      schema.put("anyOf", List.of(key.domain().schema(), SERIES));
    } else {
      schema.putAll(key.domain().schema());
    }
    return schema;
  }

  /** A key that takes one value or a list of them. */
  static Map<String, Object> axis(Key<?> key) {
    Map<String, Object> one = key.domain().schema();
    Map<String, Object> schema = described(key);
    List<Object> forms = new ArrayList<>();
    forms.add(one);
    forms.add(of("type", "array", "minItems", 1, "items", one));
    if (isNumeric(one)) {
      forms.add(SERIES);
    }
    schema.put("anyOf", forms);
    return schema;
  }

  /** Whether numbers, or lists of them, are among the values. */
  private static boolean isNumeric(Map<?, ?> schema) {
    if (schema.get("items") instanceof Map<?, ?> items) {
      return isNumeric(items);
    }
    if (schema.get("anyOf") instanceof List<?> forms) {
      return forms.stream().anyMatch(form -> isNumeric((Map<?, ?>) form));
    }
    return "number".equals(schema.get("type")) || "integer".equals(schema.get("type"));
  }

  private static Map<String, Object> described(Key<?> key) {
    StringBuilder text = new StringBuilder(key.text());
    if (!key.unit().isEmpty()) {
      text.append("; in ").append(key.unit());
    }
    if (key.fallback().isEmpty() && !key.defaultText().isEmpty()) {
      text.append("; default: ").append(key.defaultText());
    }
    Map<String, Object> schema = of("description", text.append('.').toString());
    key.fallback().ifPresent(value -> schema.put("default", json(key.domain().written(value))));
    return schema;
  }

  private static Object json(Object value) {
    return value instanceof Number || value instanceof Boolean || value instanceof Map<?, ?>
        ? value
        : Literal.of(value);
  }

  /** The mapping that some groups of keys make up together. */
  static Map<String, Object> object(Group<?>... groups) {
    Map<String, Object> object =
        of(
            "description",
            groups[0].text(),
            "type",
            "object",
            "properties",
            new LinkedHashMap<String, Object>(),
            "additionalProperties",
            false);
    List<Object> constraints = new ArrayList<>();
    for (Group<?> group : groups) {
      group.keys().forEach(key -> add(object, key, group.isVaried() ? axis(key) : property(key)));
      group.constraints().forEach(constraint -> constraints.add(constraint(constraint)));
    }
    if (!constraints.isEmpty()) {
      object.put("allOf", constraints);
    }
    return object;
  }

  /** Adds a key to a mapping. */
  static void add(Map<String, Object> object, Key<?> key, Map<String, Object> schema) {
    @SuppressWarnings("unchecked") // object() puts a map there
    Map<String, Object> properties = (Map<String, Object>) object.get("properties");
    properties.put(key.name(), schema);
    if (key.isRequired()) {
      @SuppressWarnings("unchecked") // and a list here
      List<Object> required =
          (List<Object>) object.computeIfAbsent("required", name -> new ArrayList<>());
      required.add(key.name());
    }
  }

  private static Map<String, Object> constraint(Constraint constraint) {
    List<String> names = Key.names(constraint.keys());
    List<Map<String, Object>> given =
        names.stream().map(name -> of("required", List.of(name))).toList();
    return switch (constraint.kind()) {
      case AT_MOST_ONE -> of("not", of("required", names));
      case EXACTLY_ONE -> of("oneOf", given);
      case AT_LEAST_ONE -> of("anyOf", given);
      case ALL_OR_NONE ->
          of("anyOf", List.of(of("required", names), of("not", of("anyOf", given))));
    };
  }

  /** A mapping that has the key, whose value fits. */
  static Map<String, Object> having(String name, Object schema) {
    return of("required", List.of(name), "properties", of(name, schema));
  }

  /** A mapping whose value at a path fits, if it has one there. */
  static Map<String, Object> at(String path, Object schema) {
    int dot = path.indexOf('.');
    return dot < 0
        ? of("properties", of(path, schema))
        : of("properties", of(path.substring(0, dot), at(path.substring(dot + 1), schema)));
  }

  /** One of some words, or a list of them. */
  static Map<String, Object> words(List<String> words) {
    return of(
        "anyOf",
        List.of(Map.of("enum", words), of("type", "array", "items", Map.of("enum", words))));
  }

  /** A list of paths of keys. */
  static Map<String, Object> paths(String text, boolean orListOfLists) {
    Map<String, Object> list =
        of("type", "array", "minItems", orListOfLists ? 2 : 1, "items", Map.of("type", "string"));
    return orListOfLists
        ? of(
            "description",
            text,
            "anyOf",
            List.of(list, of("type", "array", "minItems", 1, "items", list)))
        : of("description", text, "type", "array", "minItems", 1, "items", list.get("items"));
  }

  /** A list of numbers, written by its rule. */
  static Map<String, Object> series() {
    Map<String, Object> number = Map.of("type", "number");
    Map<String, Object> ends =
        of(
            "type",
            "array",
            "minItems",
            3,
            "maxItems",
            3,
            "prefixItems",
            List.of(number, number, of("type", "integer", "minimum", 2)));
    return of(
        "description",
        "A list of numbers: {range: [first, last]} of whole numbers, {linspace: [first, last, count]}"
            + " at equal distances, {logspace: [first, last, count]} at equal ratios.",
        "type",
        "object",
        "minProperties",
        1,
        "maxProperties",
        1,
        "properties",
        of(
            "range",
            of("type", "array", "minItems", 2, "maxItems", 2, "items", Map.of("type", "integer")),
            "linspace",
            ends,
            "logspace",
            ends),
        "additionalProperties",
        false);
  }
}
