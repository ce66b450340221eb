package org.logscape.jobs.spec.key;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The declaration of one key of a spec: its path, what its values may be, its default, its unit and
 * one line of text. All else follows from it: which keys are known, how a value is read, how it is
 * written, the reference page and the JSON Schema.
 *
 * @param <T> its values
 */
public final class Key<T> {
  private final String path;
  private final Domain<T> domain;
  private final boolean required;
  private final Optional<T> fallback;
  private final boolean neutral;
  private final String rule;
  private final String unit;
  private final String text;
  private final boolean location;
  private final List<Key<?>> replacements;
  private final List<Condition> conditions;

  private Key(
      String path,
      Domain<T> domain,
      boolean required,
      Optional<T> fallback,
      boolean neutral,
      String rule,
      String unit,
      String text,
      boolean location,
      List<Key<?>> replacements,
      List<Condition> conditions) {
    this.path = path;
    this.domain = domain;
    this.required = required;
    this.fallback = fallback;
    this.neutral = neutral;
    this.rule = rule;
    this.unit = unit;
    this.text = text;
    this.location = location;
    this.replacements = List.copyOf(replacements);
    this.conditions = List.copyOf(conditions);
  }

  private static <T> Key<T> of(
      String path, Domain<T> domain, boolean required, Optional<T> fallback, boolean neutral) {
    return new Key<>(
        path, domain, required, fallback, neutral, "", "", "", false, List.of(), List.of());
  }

  /** Must be given. */
  public static <T> Key<T> required(String path, Domain<T> domain) {
    return of(path, domain, true, Optional.empty(), false);
  }

  /** May be left out, and then has no value, or one that follows from other keys. */
  public static <T> Key<T> optional(String path, Domain<T> domain) {
    return of(path, domain, false, Optional.empty(), false);
  }

  /** May be left out; the resolved spec then states the default. */
  public static <T> Key<T> withDefault(String path, T fallback, Domain<T> domain) {
    return of(path, domain, false, Optional.of(fallback), false);
  }

  /**
   * May be left out, and at this value counts as left out: it is not part of the identity of a cell
   * then. So a later version can add the key, and the cells of older folders keep their names.
   */
  public static <T> Key<T> withNeutral(String path, T neutral, Domain<T> domain) {
    return of(path, domain, false, Optional.of(neutral), true);
  }

  /** The same key with its line of text for the reference page and for editors. */
  public Key<T> text(String line) {
    return new Key<>(
        path,
        domain,
        required,
        fallback,
        neutral,
        rule,
        unit,
        line,
        location,
        replacements,
        conditions);
  }

  /** The same key with the unit of its values. */
  public Key<T> unit(String name) {
    return new Key<>(
        path,
        domain,
        required,
        fallback,
        neutral,
        rule,
        name,
        text,
        location,
        replacements,
        conditions);
  }

  /** The same key with a default that follows from other keys, in words. */
  public Key<T> defaultRule(String words) {
    return new Key<>(
        path,
        domain,
        required,
        fallback,
        neutral,
        words,
        unit,
        text,
        location,
        replacements,
        conditions);
  }

  /** The same key, whose value says where files lie: their checksums count, their places do not. */
  public Key<T> location() {
    return new Key<>(
        path,
        domain,
        required,
        fallback,
        neutral,
        rule,
        unit,
        text,
        true,
        replacements,
        conditions);
  }

  /** The same key, which is not missing and has no default where the other key is given. */
  public Key<T> replacedBy(Key<?> other) {
    List<Key<?>> all = new ArrayList<>(replacements);
    all.add(other);
    return new Key<>(
        path, domain, required, fallback, neutral, rule, unit, text, location, all, conditions);
  }

  /**
   * The same key, which may only be given where another key has one of some values.
   *
   * @param other the key that decides
   * @param values of it beside which this key may be given
   * @param problem the fault elsewhere, after "is given; "
   */
  public <V> Key<T> onlyWith(Key<V> other, List<V> values, String problem) {
    List<Condition> all = new ArrayList<>(conditions);
    all.add(new Condition(other, List.copyOf(values), problem));
    return new Key<>(
        path, domain, required, fallback, neutral, rule, unit, text, location, replacements, all);
  }

  /**
   * Where a key may be given.
   *
   * @param key that decides
   * @param values of it that allow the key
   * @param problem the fault elsewhere, after "is given; "
   */
  public record Condition(Key<?> key, List<Object> values, String problem) {}

  /** From the top of the file, as in {@code model.barrier}. */
  public String path() {
    return path;
  }

  /** Within its section. */
  public String name() {
    return path.substring(path.lastIndexOf('.') + 1);
  }

  public Domain<T> domain() {
    return domain;
  }

  /** The value where the file has none; a neutral one included. */
  public Optional<T> fallback() {
    return fallback;
  }

  /** Whether a value counts as left out. */
  public boolean isNeutral(Object value) {
    return neutral && fallback.filter(value::equals).isPresent();
  }

  /** Whether the resolved spec leaves the default out. */
  public boolean hasNeutral() {
    return neutral;
  }

  public boolean isRequired() {
    return required;
  }

  /** Whether its value says where files lie. */
  public boolean isLocation() {
    return location;
  }

  /** Keys in whose place this one is left out. */
  public List<Key<?>> replacements() {
    return replacements;
  }

  public List<Condition> conditions() {
    return conditions;
  }

  /** One line: what it is. */
  public String text() {
    return text;
  }

  /** The unit of its values; empty where they are numbers, words or names. */
  public String unit() {
    return unit;
  }

  /** The default in words; empty where there is none. */
  public String defaultText() {
    return rule.isEmpty()
        ? fallback.map(value -> Literal.of(domain.written(value))).orElse("")
        : rule;
  }

  /** The names of several keys. */
  public static List<String> names(List<? extends Key<?>> keys) {
    return keys.stream().map(Key::name).toList();
  }

  @Override
  public String toString() {
    return path;
  }
}
