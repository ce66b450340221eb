package org.logscape.jobs.spec.key;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One mapping of the file: reads keys by their domains and gathers what is wrong. */
public final class Section {
  private final String path;
  private final Map<String, Object> values;
  private final Faults faults;

  /** Known keys that an unknown one is likely to mean: not missing as well, one fault is enough. */
  private final Set<String> misspelt = new HashSet<>();

  private Section(String path, Map<String, Object> values, Faults faults) {
    this.path = path;
    this.values = values;
    this.faults = faults;
  }

  /** The mapping at a path; keys that are not known are faults. */
  public static Section of(
      String path, Map<String, Object> values, Collection<String> known, Faults faults) {
    Section section = new Section(path, values, faults);
    values.keySet().stream()
        .filter(name -> !known.contains(name))
        .forEach(name -> section.refuseUnknown(name, known));
    return section;
  }

  private void refuseUnknown(String name, Collection<String> known) {
    Optional<String> nearest = Suggestion.meant(name, path, known);
    nearest.ifPresent(misspelt::add);
    faults.add(
        join(name),
        "is not a known key;%s allowed: %s"
            .formatted(
                nearest.map(word -> " did you mean %s?".formatted(word)).orElse(""),
                String.join(", ", known)));
  }

  /** From the top of the file; empty for the whole of it. */
  String path() {
    return path;
  }

  /** Keys present, in the file's order. */
  public List<String> names() {
    return List.copyOf(values.keySet());
  }

  public boolean has(String name) {
    return values.containsKey(name);
  }

  /** The value as YAML has it; null where it is empty or absent. */
  public Object raw(String name) {
    return values.get(name);
  }

  /** A mapping within this one; absent where there is none, a fault where it is something else. */
  public Optional<Section> section(String name, Collection<String> known) {
    if (!has(name)) {
      return Optional.empty();
    }
    if (raw(name) instanceof Map<?, ?>) {
      @SuppressWarnings("unchecked") // YamlTree makes no other maps
      Map<String, Object> mapping = (Map<String, Object>) raw(name);
      return Optional.of(of(join(name), mapping, known, faults));
    }
    faults.add(
        join(name),
        "is %s; must be a mapping of %s"
            .formatted(Literal.shown(raw(name)), String.join(", ", known)));
    return Optional.empty();
  }

  /** Like {@link #section}; a fault where it is absent. */
  public Optional<Section> requiredSection(String name, Collection<String> known) {
    if (!has(name) && !misspelt.contains(name)) {
      faults.add(join(name), "is missing; must be a mapping of " + String.join(", ", known));
    }
    return section(name, known);
  }

  /** The value of a key, or its default; empty where there is neither or the value is a fault. */
  public <T> Optional<T> read(Key<T> key) {
    if (has(key.name())) {
      return value(key, key.path(), raw(key.name()));
    }
    if (key.replacements().stream().map(Key::name).anyMatch(this::has)) {
      return Optional.empty();
    }
    if (key.isRequired() && !misspelt.contains(key.name())) {
      faults.add(key.path(), "is missing; must be " + key.domain().allowed());
    }
    return key.fallback();
  }

  /**
   * These keys as axes of the grid: those present in the file's order, then the defaults of the
   * others.
   */
  public List<Axis> axes(List<Key<?>> keys) {
    List<Axis> axes = new ArrayList<>();
    for (String name : names()) {
      keys.stream()
          .filter(key -> key.name().equals(name))
          .findFirst()
          .flatMap(this::axis)
          .ifPresent(axes::add);
    }
    for (Key<?> key : keys) {
      if (!has(key.name()) && !key.hasNeutral()) {
        read(key).ifPresent(value -> axes.add(new Axis(key.path(), List.of(value))));
      }
    }
    return axes;
  }

  private <T> Optional<Axis> axis(Key<T> key) {
    Object yaml = raw(key.name());
    if (!(yaml instanceof List<?> list) || !key.domain().isAxis(list)) {
      return value(key, key.path(), yaml).map(value -> new Axis(key.path(), List.of(value)));
    }
    if (list.isEmpty()) {
      faults.add(key.path(), "is an empty list; must hold at least one, " + key.domain().allowed());
      return Optional.empty();
    }
    List<Object> read = new ArrayList<>();
    for (int i = 0; i < list.size(); i++) {
      value(key, "%s[%d]".formatted(key.path(), i), list.get(i)).ifPresent(read::add);
    }
    if (read.size() < list.size()) {
      return Optional.empty();
    }
    return Optional.of(new Axis(key.path(), read));
  }

  private <T> Optional<T> value(Key<T> key, String place, Object yaml) {
    Domain.Reading<T> reading = key.domain().read(yaml);
    if (reading.value().isEmpty()) {
      faults.add(place, reading.problem());
    }
    return reading.value();
  }

  /** A value that occurs more than once. */
  public static Optional<Object> twice(Collection<?> values) {
    Set<Object> seen = new HashSet<>();
    return Collections.<Object>unmodifiableCollection(values).stream()
        .filter(value -> !seen.add(value))
        .findFirst();
  }

  private String join(String name) {
    return path.isEmpty() ? name : path + "." + name;
  }
}
