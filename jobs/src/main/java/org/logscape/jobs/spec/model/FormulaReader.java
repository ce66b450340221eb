package org.logscape.jobs.spec.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.logscape.jobs.spec.key.Axis;
import org.logscape.jobs.spec.key.Faults;
import org.logscape.jobs.spec.key.Key;
import org.logscape.jobs.spec.key.Literal;
import org.logscape.jobs.spec.key.Section;

/** Reads the mappings of a formula's section, whose keys are names of the user's. */
final class FormulaReader {
  private final Section model;
  private final Faults faults;

  private FormulaReader(Section model, Faults faults) {
    this.model = model;
    this.faults = faults;
  }

  /** Parameters, constants and minima as axes. */
  static List<Axis> axes(Section model, Faults faults) {
    return new FormulaReader(model, faults).axes();
  }

  private List<Axis> axes() {
    if (model.has(FormulaSpec.FEATURES.name()) == model.has(FormulaSpec.LOSS.name())) {
      faults.add("model", "must have exactly one of features and loss");
    }
    List<Axis> axes = new ArrayList<>(parameters());
    names("constants", FormulaSpec.CONSTANTS)
        .forEach(section -> axes.addAll(section.axes(keys(section, FormulaSpec::constant))));
    names("minima", FormulaSpec.MINIMA)
        .forEach(section -> axes.addAll(section.axes(keys(section, FormulaSpec::minimum))));
    return axes;
  }

  /** Constants as axes. */
  static List<Axis> constants(Section model, Faults faults) {
    FormulaReader reader = new FormulaReader(model, faults);
    List<Axis> axes = new ArrayList<>();
    reader
        .names("constants", FormulaSpec.CONSTANTS)
        .forEach(section -> axes.addAll(section.axes(keys(section, FormulaSpec::constant))));
    return axes;
  }

  private List<Axis> parameters() {
    if (!model.has("parameters")) {
      faults.add(
          FormulaSpec.PARAMETERS,
          "is missing; must be a mapping of names to numbers of elements, such as {u: 1, v: 3}");
      return List.of();
    }
    List<Axis> axes = new ArrayList<>();
    for (Section section : names("parameters", FormulaSpec.PARAMETERS)) {
      List<String> names = section.names();
      for (int place = 0; place < names.size(); place++) {
        FormulaSpec.parameter(section, names.get(place), place).ifPresent(axes::add);
      }
    }
    return axes;
  }

  private List<Section> names(String name, String path) {
    if (!model.has(name)) {
      return List.of();
    }
    if (model.raw(name) instanceof Map<?, ?> mapping) {
      List<String> known = mapping.keySet().stream().map(String::valueOf).toList();
      return model.section(name, known).stream().toList();
    }
    faults.add(path, "is %s; must be a mapping".formatted(Literal.shown(model.raw(name))));
    return List.of();
  }

  private interface KeyOf {
    Key<?> of(String name);
  }

  private static List<Key<?>> keys(Section section, KeyOf key) {
    List<Key<?>> keys = new ArrayList<>();
    section.names().forEach(name -> keys.add(key.of(name)));
    return keys;
  }

  /** The minimum at which runs start, as an axis; empty where the spec names none. */
  static Optional<Axis> start(Section top) {
    return top.raw("start") instanceof Map<?, ?> start
            && start.containsKey(FormulaSpec.START.name())
        ? top.section("start", List.of(FormulaSpec.START.name()))
            .flatMap(section -> section.axes(List.of(FormulaSpec.START)).stream().findFirst())
        : Optional.empty();
  }
}
