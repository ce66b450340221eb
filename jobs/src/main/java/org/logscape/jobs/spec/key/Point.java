package org.logscape.jobs.spec.key;

import java.util.Map;
import java.util.Optional;

/** The values of one cell by path, defaults included; keys without a value are absent. */
public record Point(Map<String, Object> values) {

  /** The value of a key that always has one, its default where it is absent. */
  public <T> T get(Key<T> key) {
    return find(key)
        .or(key::fallback)
        .orElseThrow(() -> new IllegalArgumentException("no value of " + key.path() + " here"));
  }

  public <T> Optional<T> find(Key<T> key) {
    @SuppressWarnings("unchecked") // an axis holds what its key's domain has read
    T value = (T) values.get(key.path());
    return Optional.ofNullable(value);
  }
}
