package org.logscape.jobs.spec.key;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What the values of a key may be: reads a YAML value or says what is wrong with it.
 *
 * @param <T> the values, once read
 */
public final class Domain<T> {
  private final String noun;
  private final Function<Object, Optional<T>> type;
  private final String bound;
  private final Predicate<T> inside;

  /** How deep the lists of one value are nested; 0 for scalars. */
  private final int depth;

  private Domain(
      String noun, Function<Object, Optional<T>> type, String bound, Predicate<T> inside) {
    this(noun, type, bound, inside, 0);
  }

  private Domain(
      String noun,
      Function<Object, Optional<T>> type,
      String bound,
      Predicate<T> inside,
      int depth) {
    this.noun = noun;
    this.type = type;
    this.bound = bound;
    this.inside = inside;
    this.depth = depth;
  }

  /** A value, or what is wrong with it. */
  public record Reading<T>(Optional<T> value, String problem) {}

  public static Domain<Double> numberAbove(double limit) {
    return new Domain<>(
        "a number", Domain::number, "above " + Literal.of(limit), value -> value > limit);
  }

  public static Domain<Double> numberAtLeast(double limit) {
    return new Domain<>(
        "a number", Domain::number, "at least " + Literal.of(limit), value -> value >= limit);
  }

  public static Domain<Long> anyWholeNumber() {
    return new Domain<>("a whole number of 64 bits", Domain::wholeNumber, "", value -> true);
  }

  public static Domain<Long> wholeNumberAtLeast(long limit) {
    return new Domain<>(
        "a whole number,", Domain::wholeNumber, "at least " + limit, value -> value >= limit);
  }

  public static Domain<Integer> countAtLeast(int limit) {
    return new Domain<>(
        "a whole number (32 bits),", Domain::count, "at least " + limit, value -> value >= limit);
  }

  public static Domain<Integer> countOf(List<Integer> allowed) {
    String words = allowed.stream().map(String::valueOf).collect(Collectors.joining(", "));
    return new Domain<>("a whole number,", Domain::count, "one of " + words, allowed::contains);
  }

  public static Domain<Boolean> truth() {
    return new Domain<>(
        "true or false",
        value -> value instanceof Boolean truth ? Optional.of(truth) : Optional.empty(),
        "",
        value -> true);
  }

  public static Domain<String> text(Pattern pattern, String rule) {
    return new Domain<>(
        "text",
        value -> value instanceof String text ? Optional.of(text) : Optional.empty(),
        rule,
        value -> pattern.matcher(value).matches());
  }

  public static Domain<String> anyText() {
    return text(Pattern.compile(".*", Pattern.DOTALL), "");
  }

  /** One of an enum's constants, in lower case with hyphens. */
  public static <E extends Enum<E>> Domain<E> word(Class<E> words) {
    return choice(List.of(words.getEnumConstants()));
  }

  /** One of these, by its word in a spec. */
  public static <T> Domain<T> choice(List<T> all) {
    return new Domain<>(
        "one of " + all.stream().map(Literal::of).collect(Collectors.joining(", ")),
        value -> all.stream().filter(word -> Literal.of(word).equals(value)).findFirst(),
        "",
        value -> true);
  }

  /** One or more values of another domain, in square brackets. */
  public static <T> Domain<List<T>> listOf(Domain<T> element) {
    return new Domain<>(
        "a list of at least one, each " + element.allowed(),
        value -> elements(element, value).filter(values -> !values.isEmpty()),
        "",
        values -> true,
        element.depth + 1);
  }

  /** Like {@link #listOf}, and the list may be empty. */
  public static <T> Domain<List<T>> anyListOf(Domain<T> element) {
    return new Domain<>(
        "a list, each " + element.allowed(),
        value -> elements(element, value),
        "",
        values -> true,
        element.depth + 1);
  }

  public Reading<T> read(Object yaml) {
    Optional<T> value = type.apply(yaml);
    if (value.isEmpty()) {
      return refused(yaml, allowed());
    }
    return value.filter(inside).isPresent() ? new Reading<>(value, "") : refused(yaml, bound);
  }

  /** Whether a list in the file is several values of this domain, and not one value. */
  public boolean isAxis(List<?> yaml) {
    return nesting(yaml) > depth;
  }

  /** Levels of lists that all elements have. */
  private static int nesting(Object yaml) {
    return yaml instanceof List<?> list
        ? 1 + list.stream().mapToInt(Domain::nesting).min().orElse(0)
        : 0;
  }

  /** In words. */
  public String allowed() {
    return bound.isEmpty() ? noun : noun + " " + bound;
  }

  private Reading<T> refused(Object yaml, String allowed) {
    return new Reading<>(
        Optional.empty(), "is %s; must be %s".formatted(Literal.shown(yaml), allowed));
  }

  private static Optional<Double> number(Object yaml) {
    return yaml instanceof Number number && Double.isFinite(number.doubleValue())
        ? Optional.of(number.doubleValue() + 0.0) // -0 becomes 0: they must not be two cells
        : Optional.empty();
  }

  /** 5e6 is as whole a number as 5000000, up to 2^53, where doubles cease to know. */
  private static Optional<Long> wholeNumber(Object yaml) {
    if (yaml instanceof Long whole) {
      return Optional.of(whole);
    }
    return yaml instanceof Double number
            && number.equals(Math.rint(number))
            && Math.abs(number) <= 0x1p53
        ? Optional.of(number.longValue())
        : Optional.empty();
  }

  private static Optional<Integer> count(Object yaml) {
    return wholeNumber(yaml).filter(whole -> whole == whole.intValue()).map(Long::intValue);
  }

  private static <T> Optional<List<T>> elements(Domain<T> domain, Object yaml) {
    if (!(yaml instanceof List<?> list)) {
      return Optional.empty();
    }
    List<T> values = list.stream().flatMap(v -> domain.read(v).value().stream()).toList();
    return values.size() == list.size() ? Optional.of(values) : Optional.empty();
  }
}
