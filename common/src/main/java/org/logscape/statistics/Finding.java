package org.logscape.statistics;

import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Function;

/**
 * The result of an estimator or a test, or the reason why these data determine none: no events, no
 * spread, a likelihood that rises without bound. Such data are outcomes, not errors.
 *
 * @param <T> type of the result
 */
public sealed interface Finding<T> {

  /**
   * Something was found.
   *
   * @param value what
   */
  record Found<T>(T value) implements Finding<T> {}

  /**
   * Nothing was found.
   *
   * @param reason in plain words
   */
  record NotFound<T>(String reason) implements Finding<T> {}

  /** Something found. */
  static <T> Finding<T> of(T value) {
    return new Found<>(value);
  }

  /** Nothing found, for this reason. */
  static <T> Finding<T> none(String reason) {
    return new NotFound<>(reason);
  }

  /** The value, where there is one. */
  default Optional<T> found() {
    return this instanceof Found<T> one ? Optional.of(one.value) : Optional.empty();
  }

  /** The reason, where there is no value. */
  default Optional<String> whyNot() {
    return this instanceof NotFound<T> none ? Optional.of(none.reason) : Optional.empty();
  }

  /**
   * The value.
   *
   * @throws NoSuchElementException with the reason where there is none
   */
  default T orElseThrow() {
    return found().orElseThrow(() -> new NoSuchElementException(whyNot().orElseThrow()));
  }

  /** Applies a function to the value; a reason is passed on. */
  default <U> Finding<U> map(Function<? super T, ? extends U> change) {
    return flatMap(value -> Finding.of(change.apply(value)));
  }

  /** Applies a function that may itself find nothing; a reason is passed on. */
  default <U> Finding<U> flatMap(Function<? super T, Finding<U>> next) {
    return found().map(next).orElseGet(() -> Finding.none(whyNot().orElseThrow()));
  }
}
