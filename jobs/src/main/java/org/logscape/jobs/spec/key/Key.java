package org.logscape.jobs.spec.key;

import java.util.List;
import java.util.Optional;

/**
 * One key of a spec: its path, what its values may be, and its default.
 *
 * @param <T> its values
 */
public final class Key<T> {
  private final String path;
  private final Domain<T> domain;
  private final Optional<T> fallback;
  private final boolean required;

  private Key(String path, Domain<T> domain, Optional<T> fallback, boolean required) {
    this.path = path;
    this.domain = domain;
    this.fallback = fallback;
    this.required = required;
  }

  public static <T> Key<T> required(String path, Domain<T> domain) {
    return new Key<>(path, domain, Optional.empty(), true);
  }

  /** May be left out, and then has no value, or one that follows from other keys. */
  public static <T> Key<T> optional(String path, Domain<T> domain) {
    return new Key<>(path, domain, Optional.empty(), false);
  }

  public static <T> Key<T> withDefault(String path, T fallback, Domain<T> domain) {
    return new Key<>(path, domain, Optional.of(fallback), false);
  }

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

  public Optional<T> fallback() {
    return fallback;
  }

  public boolean isRequired() {
    return required;
  }

  /** The names of several keys. */
  public static List<String> names(List<? extends Key<?>> keys) {
    return keys.stream().map(Key::name).toList();
  }
}
