package org.logscape.jobs.spec.schema;

import static org.logscape.jobs.spec.schema.SchemaParts.at;
import static org.logscape.jobs.spec.schema.SchemaParts.having;
import static org.logscape.jobs.spec.schema.SchemaParts.words;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.logscape.jobs.spec.SpecKeys;
import org.logscape.jobs.spec.key.Key;
import org.logscape.jobs.spec.key.Literal;
import org.logscape.jobs.spec.model.ModelType;

/** What must hold between sections, as far as a schema can say it. */
final class SchemaRules {
  private SchemaRules() {}

  static List<Object> all() {
    List<Object> rules = new ArrayList<>();
    rules.add(
        SchemaParts.of(
            "if",
            ofModel(networks()),
            "then",
            SchemaParts.of("allOf", network()),
            "else",
            SchemaParts.of("allOf", landscape())));
    rules.add(
        SchemaParts.of(
            "if", ofModel(List.of(Literal.of(ModelType.QUARTIC_WELL))),
            "then", at("dynamics.type", words(List.of("langevin")))));
    rules.add(
        SchemaParts.of(
            "if", ofModel(List.of(Literal.of(ModelType.LINEAR_REGRESSION))),
            "then",
                SchemaParts.of(
                    "allOf",
                    List.of(
                        at("observe.escape.events", false),
                        at("rare.event", Map.of("const", "level"))))));
    rules.add(
        SchemaParts.of(
            "if", having("stop", having("after", Map.of("not", Map.of("const", "never")))),
            "then", having("observe", having("escape", true))));
    rules.add(
        SchemaParts.of(
            "if",
            having("observe", having("snapshots", having("at_escape", Map.of("const", true)))),
            "then",
            having("observe", having("escape", true))));
    rules.add(
        SchemaParts.of(
            "if",
                having("start", SchemaParts.of("type", "object", "required", List.of("snapshots"))),
            "then", at("rare", false)));
    SpecKeys.axes()
        .flatMap(key -> key.conditions().stream().map(condition -> condition(key, condition)))
        .forEach(rules::add);
    return rules;
  }

  /** A key that may only stand beside some values of another one. */
  private static Map<String, Object> condition(Key<?> key, Key.Condition condition) {
    List<String> values = condition.values().stream().map(Literal::of).toList();
    String path = condition.key().path();
    int dot = path.indexOf('.');
    return SchemaParts.of(
        "if", having(path.substring(0, dot), having(path.substring(dot + 1), words(values))),
        "else", at(key.path(), false));
  }

  private static List<String> networks() {
    return Stream.of(ModelType.values())
        .filter(ModelType::isNetwork)
        .<String>map(Literal::of)
        .toList();
  }

  private static Map<String, Object> ofModel(List<String> words) {
    return having("model", having("type", Map.of("enum", words)));
  }

  private static List<Object> network() {
    return Arrays.asList(
        SchemaParts.of("required", List.of("data")),
        at("dynamics.type", words(List.of("sgd"))),
        at("dynamics.sampling", words(List.of("replacement", "epoch"))),
        at("dynamics.curvature_step", false),
        at("dynamics.temperature", false),
        at("until", false),
        at("observe.loss_histogram", false),
        at("observe.escape.events", false),
        at("rare.event", Map.of("const", "level")),
        at("rare.order", Map.of("enum", List.of("log-loss", "distance"))),
        at("start", Map.of("not", Map.of("const", "minimum"))),
        at("start.random", false),
        pretrainedWith("rare", having("rare", true)),
        pretrainedWith("observe.escape", having("observe", having("escape", true))));
  }

  /** What needs the minimum of a network. */
  private static Map<String, Object> pretrainedWith(String what, Map<String, Object> condition) {
    return SchemaParts.of(
        "$comment",
        what + " needs start: {pretrained: ...}",
        "if",
        condition,
        "then",
        having("start", SchemaParts.of("type", "object", "required", List.of("pretrained"))));
  }

  private static List<Object> landscape() {
    return List.of(
        at("data", false),
        at("stop.epochs", false),
        at("observe.evaluation", false),
        at("observe.noise", false),
        at("observe.spectrum", false),
        at("observe.escape.every", Map.of("const", 1)),
        at("rare.every", Map.of("const", 1)),
        at("start.pretrained", false));
  }
}
