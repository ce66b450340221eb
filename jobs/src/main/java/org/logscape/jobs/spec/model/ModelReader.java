package org.logscape.jobs.spec.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.logscape.jobs.spec.key.Axis;
import org.logscape.jobs.spec.key.Faults;
import org.logscape.jobs.spec.key.Key;
import org.logscape.jobs.spec.key.Section;

/** Reads the model's section, whose keys depend on the model's type. */
public final class ModelReader {
  /** Names that the design knows and this version does not have. */
  private static final List<String> LATER = List.of("diagonal-network");

  private ModelReader() {}

  /** The model's keys as axes, the type first; empty where nothing of it can be read. */
  public static Optional<List<Axis>> read(Section top, Faults faults) {
    if (top.raw("model") instanceof Map<?, ?> model
        && model.get(ModelSpec.TYPE.name()) instanceof String type
        && LATER.contains(type)) {
      // Its keys are of no use either: one fault says it all.
      faults.add(
          ModelSpec.TYPE.path(),
          "is %s, which this version does not have; must be %s"
              .formatted(type, ModelSpec.TYPE.domain().allowed()));
      return Optional.empty();
    }
    List<Key<?>> keys = keys(top);
    return top.requiredSection("model", known(keys)).map(section -> axes(section, keys, faults));
  }

  /** A spectrum's keys leave the curvature out, but it is a word that the section knows. */
  private static List<String> known(List<Key<?>> keys) {
    List<String> names = new ArrayList<>(Key.names(keys));
    if (keys == LinearRegressionSpec.KEYS_WITH_SPECTRUM) {
      names.add(LinearRegressionSpec.CURVATURE.name());
    }
    return names;
  }

  private static List<Axis> axes(Section section, List<Key<?>> keys, Faults faults) {
    Optional<ModelType> type = section.read(ModelSpec.TYPE);
    List<Axis> axes = new ArrayList<>();
    type.ifPresent(word -> axes.add(new Axis(ModelSpec.TYPE.path(), List.of(word))));
    boolean spectrum = type.isPresent() && section.has(LinearRegressionSpec.SPECTRUM.name());
    if (spectrum && section.has(LinearRegressionSpec.CURVATURE.name())) {
      faults.add(
          LinearRegressionSpec.CURVATURE.path(), "stands beside spectrum; must be one of the two");
    }
    // A model of unknown type misses nothing.
    axes.addAll(
        section.axes(
            keys.stream()
                .filter(key -> key != ModelSpec.TYPE)
                .filter(key -> type.isPresent() || section.has(key.name()))
                .toList()));
    return axes;
  }

  /** The keys of the type given; of all types where it is missing or wrong. */
  private static List<Key<?>> keys(Section top) {
    if (!(top.raw("model") instanceof Map<?, ?> model)) {
      return List.of(ModelSpec.TYPE);
    }
    Optional<ModelType> type =
        ModelSpec.TYPE.domain().read(model.get(ModelSpec.TYPE.name())).value();
    if (type.isEmpty()) {
      return ofAnyType();
    }
    boolean spectrum =
        type.get() == ModelType.LINEAR_REGRESSION
            && model.containsKey(LinearRegressionSpec.SPECTRUM.name());
    return spectrum ? LinearRegressionSpec.KEYS_WITH_SPECTRUM : ModelSpec.keys(type.get());
  }

  /** A wrong type shall not hide what is wrong with the other keys. */
  private static List<Key<?>> ofAnyType() {
    List<Key<?>> keys = new ArrayList<>(List.of(ModelSpec.TYPE));
    Stream.concat(
            Stream.of(ModelType.values()).flatMap(type -> ModelSpec.keys(type).stream()),
            Stream.of(LinearRegressionSpec.SPECTRUM))
        .filter(key -> keys.stream().noneMatch(other -> other.path().equals(key.path())))
        .forEach(keys::add);
    return keys;
  }
}
