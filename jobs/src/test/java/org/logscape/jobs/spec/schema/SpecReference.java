package org.logscape.jobs.spec.schema;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.logscape.jobs.spec.Fit;
import org.logscape.jobs.spec.Need;
import org.logscape.jobs.spec.SpecKeys;
import org.logscape.jobs.spec.Stop;
import org.logscape.jobs.spec.Until;
import org.logscape.jobs.spec.data.DataFormat;
import org.logscape.jobs.spec.data.DataSpec;
import org.logscape.jobs.spec.dynamics.DynamicsSpec;
import org.logscape.jobs.spec.dynamics.ScheduleKinds;
import org.logscape.jobs.spec.key.Constraint;
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

/** The reference page of all keys of a spec, made from their declarations, in Markdown. */
public final class SpecReference {
  private static final String INTRODUCTION =
      """
      # Keys of a spec

      A spec is a YAML file (version 1.2) that describes one experiment. `logscape plan` checks it and shows its cells.
      `logscape schema` prints its JSON Schema (data-schemas/spec.schema.json), by which an editor completes and checks it.
      `logscape new` writes a first spec. This page is generated from the code.

      - A key of `model`, `dynamics`, `stop` and `data.take` takes one value or a list. The cells are the product of all lists.
      - A list of numbers may be written by its rule: `{range: [1, 10]}`, `{linspace: [0, 1, 5]}`, `{logspace: [0.001, 0.1, 5]}`.
      - `${NAME}` stands for the value of an environment variable. One that is not set is a fault.
      - `include: base.yaml` at the top puts the keys of another file under those of this one. A relative name is relative to
        the spec. Mappings are merged key by key; any other value is replaced. Included files may use the same two.
      - `--set dynamics.learning_rate=0.02` on the command line replaces or adds a key.
      - The results folder holds the resolved spec, which states every default.
      - Symbols are explained in the [glossary](glossary.md).
      """;

  private final StringBuilder page = new StringBuilder(INTRODUCTION);

  private SpecReference() {}

  /** The page. */
  public static String text() {
    SpecReference reference = new SpecReference();
    reference.write();
    return reference.page.toString();
  }

  private void write() {
    heading(2, "Top of the file", "Keys of the whole experiment.");
    table(SpecKeys.KEYS.stream());
    row("zip", "list of paths, or list of such lists", "", "", SpecKeys.ZIP_TEXT);
    row("pair", "list of paths", "", "", SpecKeys.PAIR_TEXT);
    row(SpecKeys.FIT);
    heading(2, "model", "The model of the cells. Its keys depend on its type.");
    table(Stream.of(ModelSpec.TYPE));
    for (ModelType type : ModelType.values()) {
      group(3, "type: " + Literal.of(type), type.group());
    }
    heading(2, "data", "The data from which networks learn. Only networks (mlp, cnn) have data.");
    table(
        Stream.concat(
            Stream.of(DataSpec.FORMAT, NetworkSpec.TAKE), DataSpec.COMMON.keys().stream()));
    for (DataFormat format : DataFormat.values()) {
      group(3, "format: " + Literal.of(format), format.group());
    }
    group(2, "dynamics", DynamicsSpec.GROUP);
    ScheduleKinds.ALL
        .groups()
        .forEach((type, keys) -> group(3, "schedule: {type: %s}".formatted(type), keys));
    heading(
        2,
        "start",
        "Where runs start: `minimum` (the default of landscapes), `random` (that of networks), or"
            + " one of the mappings below.");
    heading(3, "minimum", "Formulas with several minima: runs start at one of `model.minima`.");
    table(Stream.of(FormulaSpec.START));
    group(3, "random", Start.Random.GROUP);
    group(3, "pretrained", Start.Pretrained.GROUP);
    group(3, "weights", Start.Weights.GROUP);
    group(3, "snapshots", Start.Snapshots.GROUP);
    heading(2, "observe", "What is recorded of each run. Each observer is a mapping.");
    Observers.ALL.forEach(kind -> group(3, kind.name(), kind));
    heading(2, "stop", Stop.LIMITS.text());
    table(Stream.of(Stop.LIMITS, Stop.RULE).flatMap(group -> group.keys().stream()));
    constraints(Stop.LIMITS);
    group(2, "rare", Rare.GROUP);
    group(2, "until", Until.GROUP);
    laws();
  }

  private void laws() {
    heading(
        2,
        "Laws",
        "Words of the key `fit`. A default law is fitted where the spec has no key `fit` and the"
            + " observers allow it.");
    page.append("\n| law | default | needs | gives |\n|---|---|---|---|\n");
    for (Fit fit : Fit.all()) {
      page.append(
          "| `%s` | %s | %s | %s |\n"
              .formatted(
                  fit.name(),
                  fit.byDefault() ? "yes" : "no",
                  fit.needs().stream().map(Need::words).collect(Collectors.joining(" and ")),
                  cell(fit.gives())));
    }
  }

  private void group(int level, String title, Group<?> group) {
    heading(level, title, group.text());
    if (!group.keys().isEmpty()) {
      table(group.keys().stream());
    }
    constraints(group);
  }

  private void constraints(Group<?> group) {
    for (Constraint constraint : group.constraints()) {
      String keys =
          Key.names(constraint.keys()).stream()
              .map(name -> "`" + name + "`")
              .collect(Collectors.joining(", "));
      page.append(
          switch (constraint.kind()) {
            case AT_MOST_ONE -> "\nAt most one of %s.\n".formatted(keys);
            case EXACTLY_ONE -> "\nExactly one of %s.\n".formatted(keys);
            case AT_LEAST_ONE -> "\nAt least one of %s.\n".formatted(keys);
            case ALL_OR_NONE -> "\nAll of %s, or none.\n".formatted(keys);
          });
    }
  }

  private void heading(int level, String title, String text) {
    page.append('\n').append("#".repeat(level)).append(' ').append(title).append("\n\n");
    page.append(text).append('\n');
  }

  private void table(Stream<Key<?>> keys) {
    page.append("\n| key | value | default | unit | meaning |\n|---|---|---|---|---|\n");
    keys.forEach(this::row);
  }

  private void row(Key<?> key) {
    row(
        key.name(),
        key.domain().allowed(),
        key.isRequired() ? "required" : key.defaultText(),
        key.unit(),
        key.text() + conditions(key.conditions()));
  }

  private static String conditions(List<Key.Condition> conditions) {
    return conditions.stream()
        .map(
            condition ->
                "; only with %s: %s"
                    .formatted(
                        condition.key().path(),
                        condition.values().stream()
                            .map(Literal::of)
                            .collect(Collectors.joining(" or "))))
        .collect(Collectors.joining());
  }

  private void row(String name, String value, String fallback, String unit, String text) {
    page.append(
        "| `%s` | %s | %s | %s | %s |\n"
            .formatted(name, cell(value), cell(fallback), unit, cell(text)));
  }

  private static String cell(String text) {
    return text.replace("|", "\\|").replace("*", "\\*");
  }
}
