package org.logscape.jobs.spec.key;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * The declaration of one mapping of a spec: its keys, how the typed value gives each of them back,
 * and what must hold between them. From it follow the known names, the reading, the settings by
 * path (which the resolved spec, the names of cells and the comparison on resume are made of), the
 * reference page and the JSON Schema.
 *
 * @param <S> the typed value
 */
public final class Group<S> {
  private final Class<S> type;
  private final String path;
  private final String text;
  private final List<Entry<S, ?>> entries;
  private final List<Constraint> constraints;
  private final List<BiConsumer<Point, Faults>> rules;
  private final boolean varies;
  private final Function<Point, S> make;

  private Group(Builder<S> builder, Function<Point, S> make) {
    this.type = builder.type;
    this.path = builder.path;
    this.text = builder.text;
    this.entries = List.copyOf(builder.entries);
    this.constraints = List.copyOf(builder.constraints);
    this.rules = List.copyOf(builder.rules);
    this.varies = builder.varies;
    this.make = make;
    for (Key<?> key : keys()) {
      if (key.text().isBlank() || !key.path().equals(path + "." + key.name())) {
        throw new IllegalStateException(key.path() + " has no text, or is not of " + path);
      }
    }
  }

  /** One key of a group. */
  private record Entry<S, T>(Key<T> key, boolean here, Function<S, Optional<T>> back) {
    /** Adds what the value has of this key. */
    void put(S value, Map<String, Object> values) {
      back.apply(value)
          .filter(given -> !key.isNeutral(given))
          .ifPresent(given -> values.put(key.path(), key.domain().written(given)));
    }
  }

  /**
   * A declaration to be filled.
   *
   * @param path of the mapping, as in {@code observe.noise}
   * @param text one line: what it is
   */
  public static <S> Builder<S> of(Class<S> type, String path, String text) {
    return new Builder<>(type, path, text);
  }

  /** Gathers the keys of a group. */
  public static final class Builder<S> {
    private final Class<S> type;
    private final String path;
    private final String text;
    private final List<Entry<S, ?>> entries = new ArrayList<>();
    private final List<Constraint> constraints = new ArrayList<>();
    private final List<BiConsumer<Point, Faults>> rules = new ArrayList<>();
    private boolean varies;

    private Builder(Class<S> type, String path, String text) {
      this.type = type;
      this.path = path;
      this.text = text;
    }

    /** A key that the typed value always has. */
    public <T> Builder<S> key(Key<T> key, Function<S, T> back) {
      return optional(key, value -> Optional.of(back.apply(value)));
    }

    /** A key that the typed value may be without. */
    public <T> Builder<S> optional(Key<T> key, Function<S, Optional<T>> back) {
      entries.add(new Entry<>(key, true, back));
      return this;
    }

    /** A key that is read, and counts through the other keys that follow from it. */
    public <T> Builder<S> input(Key<T> key) {
      return optional(key, value -> Optional.empty());
    }

    /** A key of another mapping that is part of this typed value. */
    public <T> Builder<S> from(Key<T> key, Function<S, T> back) {
      entries.add(new Entry<>(key, false, value -> Optional.of(back.apply(value))));
      return this;
    }

    /** What must hold between keys, as far as it shows in which of them are given. */
    public Builder<S> constraint(Constraint constraint) {
      constraints.add(constraint);
      return this;
    }

    /** What else must hold between values. */
    public Builder<S> rule(BiConsumer<Point, Faults> rule) {
      rules.add(rule);
      return this;
    }

    /** Its keys are axes of the grid: each takes one value or a list of them. */
    public Builder<S> varies() {
      varies = true;
      return this;
    }

    /** The declaration of a mapping whose value is made from more than its own keys. */
    public Group<S> build() {
      return new Group<>(
          this,
          point -> {
            throw new IllegalStateException(path + " is made from more than its own keys");
          });
    }

    /** The declaration, with how the typed value is made from the values of the keys. */
    public Group<S> build(Function<Point, S> make) {
      return new Group<>(this, make);
    }
  }

  public Class<S> type() {
    return type;
  }

  public String path() {
    return path;
  }

  /** The last word of the path. */
  public String name() {
    return path.substring(path.lastIndexOf('.') + 1);
  }

  public String text() {
    return text;
  }

  /** Whether its keys are axes of the grid. */
  public boolean isVaried() {
    return varies;
  }

  public List<Constraint> constraints() {
    return constraints;
  }

  /** The keys that stand in this mapping. */
  public List<Key<?>> keys() {
    return entries.stream().filter(Entry::here).<Key<?>>map(Entry::key).toList();
  }

  /** Their names. */
  public List<String> names() {
    return Key.names(keys());
  }

  /** What a typed value says, by path; keys that it leaves out are absent. A fresh map. */
  public Map<String, Object> values(S value) {
    Map<String, Object> values = new LinkedHashMap<>();
    entries.forEach(entry -> entry.put(value, values));
    return values;
  }

  /** The same without where files lie. */
  public Map<String, Object> meaning(S value) {
    Map<String, Object> values = values(value);
    keys().stream().filter(Key::isLocation).forEach(key -> values.remove(key.path()));
    return values;
  }

  /** The typed value at a point. */
  public S make(Point point) {
    return make.apply(point);
  }

  /** The typed value of a mapping of the file; empty where it has a fault. */
  public Optional<S> read(Section section, Faults faults) {
    check(section, faults);
    Map<String, Object> values = new HashMap<>();
    keys().forEach(key -> section.read(key).ifPresent(value -> values.put(key.path(), value)));
    Point point = new Point(values);
    if (!faults.at(path)) {
      rules.forEach(rule -> rule.accept(point, faults));
    }
    return faults.at(path) ? Optional.empty() : Optional.of(make.apply(point));
  }

  /** Adds a fault for each constraint that the given keys break. */
  public void check(Section section, Faults faults) {
    constraints.forEach(constraint -> constraint.check(section, faults));
  }
}
