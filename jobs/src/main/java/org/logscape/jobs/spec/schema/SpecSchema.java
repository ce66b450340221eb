package org.logscape.jobs.spec.schema;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.logscape.jobs.spec.SpecKeys;
import org.logscape.jobs.spec.Stop;
import org.logscape.jobs.spec.Until;
import org.logscape.jobs.spec.data.DataFormat;
import org.logscape.jobs.spec.data.DataSpec;
import org.logscape.jobs.spec.dynamics.DynamicsSpec;
import org.logscape.jobs.spec.key.Group;
import org.logscape.jobs.spec.key.Key;
import org.logscape.jobs.spec.key.Literal;
import org.logscape.jobs.spec.model.FormulaSpec;
import org.logscape.jobs.spec.model.ModelSpec;
import org.logscape.jobs.spec.model.ModelType;
import org.logscape.jobs.spec.model.NetworkSpec;
import org.logscape.jobs.spec.observe.Observers;
import org.logscape.jobs.spec.rare.Rare;
import org.logscape.jobs.spec.start.Start;

/**
 * The JSON Schema (draft 2020-12) of a spec, made from the declarations of its keys. An editor
 * completes and checks a spec by it. What it accepts may still have faults that only {@code
 * logscape plan} finds, such as levels that do not ascend.
 */
public final class SpecSchema {
  private static final String DIALECT = "https://json-schema.org/draft/2020-12/schema";

  private SpecSchema() {}

  /** The schema as indented JSON, closed by a line feed. */
  public static String text() {
    return JsonText.of(schema());
  }

  private static Map<String, Object> schema() {
    Map<String, Object> definitions = new LinkedHashMap<>();
    definitions.put("series", SchemaParts.series());
    Map<String, Object> properties = new LinkedHashMap<>();
    SpecKeys.KEYS.forEach(key -> properties.put(key.name(), SchemaParts.property(key)));
    properties.put(
        "model",
        variants(
            "model",
            "The model of the cells.",
            ModelSpec.TYPE,
            List.of(ModelType.values()),
            type -> SchemaParts.object(type.group()),
            definitions));
    properties.put(
        DataSpec.SECTION,
        variants(
            DataSpec.SECTION,
            "The data from which networks learn.",
            DataSpec.FORMAT,
            List.of(DataFormat.values()),
            SpecSchema::data,
            definitions));
    properties.put("dynamics", SchemaParts.object(DynamicsSpec.GROUP));
    properties.put(
        "include",
        SchemaParts.of(
            "description",
            "another spec, whose keys stand under those of this one",
            "type",
            "string"));
    properties.put("zip", SchemaParts.paths(SpecKeys.ZIP_TEXT, true));
    properties.put("pair", SchemaParts.paths(SpecKeys.PAIR_TEXT, false));
    properties.put("start", start());
    properties.put("observe", observe());
    properties.put("stop", SchemaParts.object(Stop.LIMITS, Stop.RULE));
    properties.put("rare", SchemaParts.object(Rare.GROUP));
    properties.put(Until.GROUP.name(), SchemaParts.object(Until.GROUP));
    properties.put(SpecKeys.FIT.name(), SchemaParts.property(SpecKeys.FIT));
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("$schema", DIALECT);
    schema.put("$id", "urn:logscape:spec");
    schema.put("title", "Logscape spec");
    schema.put("description", "One experiment of Logscape. Written by `logscape schema`.");
    schema.put("type", "object");
    schema.put(
        "required",
        Stream.concat(
                SpecKeys.KEYS.stream().filter(Key::isRequired).map(Key::name),
                Stream.of("model", "dynamics"))
            .toList());
    schema.put("properties", properties);
    schema.put("additionalProperties", false);
    schema.put("allOf", SchemaRules.all());
    schema.put("$defs", definitions);
    return schema;
  }

  /** A mapping whose other keys depend on one of them. */
  private static <E extends Enum<E>> Map<String, Object> variants(
      String path,
      String text,
      Key<E> key,
      List<E> words,
      Function<E, Map<String, Object>> variant,
      Map<String, Object> definitions) {
    List<Object> choices = new ArrayList<>();
    for (E word : words) {
      String name = path + "-" + Literal.of(word);
      Map<String, Object> definition = variant.apply(word);
      @SuppressWarnings("unchecked") // SchemaParts.object puts a map there
      Map<String, Object> properties = (Map<String, Object>) definition.get("properties");
      properties.put(key.name(), true);
      definitions.put(name, definition);
      choices.add(
          SchemaParts.of(
              "if", SchemaParts.having(key.name(), Map.of("const", Literal.of(word))),
              "then", SchemaParts.of("$ref", "#/$defs/" + name)));
    }
    return SchemaParts.of(
        "description",
        text,
        "type",
        "object",
        "required",
        List.of(key.name()),
        "properties",
        SchemaParts.of(key.name(), SchemaParts.property(key)),
        "allOf",
        choices);
  }

  private static Map<String, Object> data(DataFormat format) {
    Map<String, Object> object = SchemaParts.object(format.group(), DataSpec.COMMON);
    SchemaParts.add(object, NetworkSpec.TAKE, SchemaParts.axis(NetworkSpec.TAKE));
    return object;
  }

  private static Map<String, Object> pathOrMapping(Key<String> path, Group<?> mapping) {
    return SchemaParts.of(
        "anyOf", List.of(SchemaParts.property(path), SchemaParts.object(mapping)));
  }

  private static Map<String, Object> start() {
    Map<String, Object> mappings = new LinkedHashMap<>();
    mappings.put(
        FormulaSpec.START.name(),
        SchemaParts.of(
            "description",
            "Formulas with several minima: " + FormulaSpec.START.text(),
            "anyOf",
            List.of(
                Map.of("type", "string"),
                SchemaParts.of("type", "array", "items", Map.of("type", "string")))));
    mappings.put(Start.Random.GROUP.name(), SchemaParts.object(Start.Random.GROUP));
    mappings.put(Start.Pretrained.GROUP.name(), SchemaParts.object(Start.Pretrained.GROUP));
    mappings.put(
        Start.Weights.GROUP.name(), pathOrMapping(Start.Weights.FILE, Start.Weights.GROUP));
    mappings.put(
        Start.Snapshots.GROUP.name(), pathOrMapping(Start.Snapshots.DIR, Start.Snapshots.GROUP));
    return SchemaParts.of(
        "description",
        "Where runs start: at the model's minimum (the default of landscapes), at random (that of"
            + " networks), at a minimum trained beforehand, or at kept snapshots.",
        "anyOf",
        List.of(
            Map.of("enum", List.of("minimum", "random")),
            SchemaParts.of(
                "type",
                "object",
                "minProperties",
                1,
                "maxProperties",
                1,
                "properties",
                mappings,
                "additionalProperties",
                false)));
  }

  private static Map<String, Object> observe() {
    Map<String, Object> observers = new LinkedHashMap<>();
    for (Group<?> kind : Observers.ALL) {
      observers.put(kind.name(), SchemaParts.object(kind));
    }
    return SchemaParts.of(
        "description",
        "What is recorded of each run.",
        "type",
        "object",
        "properties",
        observers,
        "additionalProperties",
        false);
  }
}
