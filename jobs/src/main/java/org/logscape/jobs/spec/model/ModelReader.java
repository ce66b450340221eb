package org.logscape.jobs.spec.model;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.logscape.jobs.spec.key.Axis;
import org.logscape.jobs.spec.key.Faults;
import org.logscape.jobs.spec.key.Key;
import org.logscape.jobs.spec.key.Literal;
import org.logscape.jobs.spec.key.Section;

/** Reads the model's section, whose keys depend on the model's type. */
public final class ModelReader {
  private static final String SECTION = "model";

  /** Names that the design knows and this version does not have. */
  private static final List<String> LATER = List.of("diagonal-network");

  private ModelReader() {}

  /** The model's keys as axes, the type first; empty where nothing of it can be read. */
  public static Optional<List<Axis>> read(Section top, Faults faults) {
    if (top.raw(SECTION) instanceof Map<?, ?> model
        && model.get(ModelSpec.TYPE.name()) instanceof String type
        && LATER.contains(type)) {
      // Its keys are of no use either: one fault says it all.
      faults.add(
          ModelSpec.TYPE.path(),
          "is %s, which this version does not have; must be %s"
              .formatted(type, ModelSpec.TYPE.domain().allowed()));
      return Optional.empty();
    }
    List<Key<?>> keys = keys(type(top));
    return top.requiredSection(SECTION, Key.names(keys))
        .map(section -> axes(section, keys, faults));
  }

  /**
   * The spec with the long form of a model of one's own: {@code type: my.package.MyFactory} is
   * {@code type: java} with that class.
   */
  public static Map<String, Object> withClass(Map<String, Object> spec) {
    if (!(spec.get(SECTION) instanceof Map<?, ?> model)
        || !(model.get(ModelSpec.TYPE.name()) instanceof String type)
        || type.indexOf('.') < 0) {
      return spec;
    }
    Map<String, Object> longer = new LinkedHashMap<>();
    model.forEach((key, value) -> longer.put(String.valueOf(key), value));
    longer.put(ModelSpec.TYPE.name(), Literal.of(ModelType.JAVA));
    longer.putIfAbsent(JavaModelSpec.CLASS.name(), type);
    Map<String, Object> all = new LinkedHashMap<>(spec);
    all.put(SECTION, longer);
    return all;
  }

  /** The type that the file names, if it names one. */
  public static Optional<ModelType> type(Section top) {
    return top.raw(SECTION) instanceof Map<?, ?> model
        ? ModelSpec.TYPE.domain().read(model.get(ModelSpec.TYPE.name())).value()
        : Optional.empty();
  }

  /** The minimum at which runs start, as an axis; empty where the spec names none. */
  public static Optional<Axis> start(Section top) {
    return type(top).filter(ModelType.FORMULA::equals).flatMap(any -> FormulaReader.start(top));
  }

  private static List<Axis> axes(Section section, List<Key<?>> keys, Faults faults) {
    Optional<ModelType> type = section.read(ModelSpec.TYPE);
    List<Axis> axes = new ArrayList<>();
    type.ifPresent(word -> axes.add(new Axis(ModelSpec.TYPE.path(), List.of(word))));
    type.ifPresent(word -> word.group().check(section, faults));
    if (type.filter(ModelType.FORMULA::equals).isPresent()) {
      axes.addAll(FormulaReader.axes(section, faults));
    }
    if (type.filter(ModelType.JAVA::equals).isPresent()) {
      axes.addAll(FormulaReader.constants(section, faults));
    }
    // A model of unknown type misses nothing.
    axes.addAll(
        section.axes(
            keys.stream()
                .filter(key -> key != ModelSpec.TYPE && !FormulaSpec.MAPPINGS.contains(key))
                .filter(key -> type.isPresent() || section.has(key.name()))
                .toList()));
    return axes;
  }

  /** The keys of a type; of all types where it is missing or wrong, which hides no other fault. */
  private static List<Key<?>> keys(Optional<ModelType> type) {
    List<Key<?>> keys = new ArrayList<>(List.of(ModelSpec.TYPE));
    type.map(Stream::of)
        .orElseGet(() -> Stream.of(ModelType.values()))
        .flatMap(word -> word.group().keys().stream())
        .filter(key -> keys.stream().noneMatch(other -> other.path().equals(key.path())))
        .forEach(keys::add);
    return keys;
  }
}
