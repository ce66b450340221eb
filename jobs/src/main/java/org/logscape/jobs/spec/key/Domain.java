package org.logscape.jobs.spec.key;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
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

  /** What is wrong with a mapping, for domains that look into one. */
  private final Function<Object, Optional<String>> fault;

  private final String bound;
  private final Predicate<T> inside;

  /** How deep the lists of one value are nested; 0 for scalars. */
  private final int depth;

  private final Map<String, Object> schema;
  private final UnaryOperator<Object> written;

  private Domain(
      String noun,
      Function<Object, Optional<T>> type,
      String bound,
      Predicate<T> inside,
      Map<String, Object> schema) {
    this(noun, type, yaml -> Optional.empty(), bound, inside, 0, schema, value -> value);
  }

  private Domain(
      String noun,
      Function<Object, Optional<T>> type,
      Function<Object, Optional<String>> fault,
      String bound,
      Predicate<T> inside,
      int depth,
      Map<String, Object> schema,
      UnaryOperator<Object> written) {
    this.noun = noun;
    this.type = type;
    this.fault = fault;
    this.bound = bound;
    this.inside = inside;
    this.depth = depth;
    this.schema = Collections.unmodifiableMap(new TreeMap<>(schema));
    this.written = written;
  }

  /** A value, or what is wrong with it. */
  public record Reading<T>(Optional<T> value, String problem) {}

  /** A number above a limit. */
  public static Domain<Double> numberAbove(double limit) {
    return new Domain<>(
        "a number",
        Domain::number,
        "above " + Literal.of(limit),
        value -> value > limit,
        Map.of("type", "number", "exclusiveMinimum", limit));
  }

  /** A number from a limit on. */
  public static Domain<Double> numberAtLeast(double limit) {
    return new Domain<>(
        "a number",
        Domain::number,
        "at least " + Literal.of(limit),
        value -> value >= limit,
        Map.of("type", "number", "minimum", limit));
  }

  /** Any number. */
  public static Domain<Double> anyNumber() {
    return new Domain<>("a number", Domain::number, "", value -> true, Map.of("type", "number"));
  }

  /** A mapping whose keys are names of the user's. */
  public static Domain<Map<?, ?>> mapping(String what) {
    return new Domain<>(
        "a mapping of " + what,
        value -> value instanceof Map<?, ?> map ? Optional.of(map) : Optional.empty(),
        "",
        value -> true,
        Map.of("type", "object"));
  }

  /**
   * A mapping that is one value, read as a whole.
   *
   * @param what its keys
   * @param reader gives the value, or what is wrong with the mapping
   */
  static <T> Domain<T> mapping(
      String what, Function<Map<String, Object>, Reading<T>> reader, Map<String, Object> schema) {
    return new Domain<>(
        "a mapping of " + what,
        yaml -> entries(yaml).flatMap(mapping -> reader.apply(mapping).value()),
        yaml -> entries(yaml).map(mapping -> reader.apply(mapping).problem()),
        "",
        value -> true,
        0,
        schema,
        value -> value);
  }

  @SuppressWarnings("unchecked") // YamlTree makes no other maps
  private static Optional<Map<String, Object>> entries(Object yaml) {
    return yaml instanceof Map<?, ?> map
        ? Optional.of((Map<String, Object>) map)
        : Optional.empty();
  }

  /** A number between two limits, which are allowed. */
  public static Domain<Double> numberFromTo(double least, double most) {
    return new Domain<>(
        "a number",
        Domain::number,
        "from %s to %s".formatted(Literal.of(least), Literal.of(most)),
        value -> value >= least && value <= most,
        Map.of("type", "number", "minimum", least, "maximum", most));
  }

  /** A number from 0 on and below 1. */
  public static Domain<Double> fraction() {
    return new Domain<>(
        "a number",
        Domain::number,
        "at least 0 and below 1",
        value -> value >= 0 && value < 1,
        Map.of("type", "number", "minimum", 0.0, "exclusiveMaximum", 1.0));
  }

  /** A whole number of 64 bits. */
  public static Domain<Long> anyWholeNumber() {
    return new Domain<>(
        "a whole number of 64 bits",
        Domain::wholeNumber,
        "",
        value -> true,
        integer(Long.MIN_VALUE, Long.MAX_VALUE));
  }

  /** A whole number of 64 bits from a limit on. */
  public static Domain<Long> wholeNumberAtLeast(long limit) {
    return new Domain<>(
        "a whole number,",
        Domain::wholeNumber,
        "at least " + limit,
        value -> value >= limit,
        integer(limit, Long.MAX_VALUE));
  }

  /** A whole number of 32 bits from a limit on. */
  public static Domain<Integer> countAtLeast(int limit) {
    return new Domain<>(
        "a whole number (32 bits),",
        Domain::count,
        "at least " + limit,
        value -> value >= limit,
        integer(limit, Integer.MAX_VALUE));
  }

  /** A whole number between two limits, which are allowed. */
  public static Domain<Integer> countFromTo(int least, int most) {
    return new Domain<>(
        "a whole number",
        Domain::count,
        "from %d to %d".formatted(least, most),
        value -> value >= least && value <= most,
        integer(least, most));
  }

  /** One of some whole numbers. */
  public static Domain<Integer> countOf(List<Integer> allowed) {
    String words = allowed.stream().map(String::valueOf).collect(Collectors.joining(", "));
    return new Domain<>(
        "a whole number,",
        Domain::count,
        "one of " + words,
        allowed::contains,
        Map.of("enum", allowed));
  }

  /** True or false. */
  public static Domain<Boolean> truth() {
    return new Domain<>(
        "true or false",
        value -> value instanceof Boolean truth ? Optional.of(truth) : Optional.empty(),
        "",
        value -> true,
        Map.of("type", "boolean"));
  }

  /** Text of a pattern, which the whole of it must match. */
  public static Domain<String> text(Pattern pattern, String rule) {
    return new Domain<>(
        "text",
        value -> value instanceof String text ? Optional.of(text) : Optional.empty(),
        rule,
        value -> pattern.matcher(value).matches(),
        Map.of("type", "string", "pattern", "^(" + pattern.pattern() + ")$"));
  }

  /** Text without a rule. */
  public static Domain<String> anyText() {
    return new Domain<>(
        "text",
        value -> value instanceof String text ? Optional.of(text) : Optional.empty(),
        "",
        value -> true,
        Map.of("type", "string"));
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
        value -> true,
        Map.of("enum", all.stream().map(Literal::of).toList()));
  }

  /**
   * Another domain, or a word in its place.
   *
   * @param word in the file
   * @param meaning the value that stands for it; not a value of the other domain
   */
  public static <T> Domain<T> wordOr(String word, T meaning, Domain<T> other) {
    return new Domain<>(
        word + ", or " + other.noun,
        value -> word.equals(value) ? Optional.of(meaning) : other.type.apply(value),
        other.fault,
        other.bound,
        value -> value.equals(meaning) || other.inside.test(value),
        other.depth,
        Map.of("anyOf", List.of(Map.of("const", word), other.schema)),
        value -> value.equals(meaning) ? word : value);
  }

  /** One or more values of another domain, in square brackets. */
  public static <T> Domain<List<T>> listOf(Domain<T> element) {
    return new Domain<>(
        "a list of at least one, each " + element.allowed(),
        value -> elements(element, value).filter(values -> !values.isEmpty()),
        yaml -> Optional.empty(),
        "",
        values -> true,
        element.depth + 1,
        Map.of("type", "array", "minItems", 1, "items", element.schema),
        value -> value);
  }

  /** Like {@link #listOf}, and the list may be empty. */
  public static <T> Domain<List<T>> anyListOf(Domain<T> element) {
    return new Domain<>(
        "a list, each " + element.allowed(),
        value -> elements(element, value),
        yaml -> Optional.empty(),
        "",
        values -> true,
        element.depth + 1,
        Map.of("type", "array", "items", element.schema),
        value -> value);
  }

  public Reading<T> read(Object yaml) {
    Optional<T> value = type.apply(yaml);
    if (value.isEmpty()) {
      return fault
          .apply(yaml)
          .map(problem -> new Reading<>(Optional.<T>empty(), problem))
          .orElseGet(() -> refused(yaml, allowed()));
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

  /** The JSON Schema of one value. */
  public Map<String, Object> schema() {
    return schema;
  }

  /** A value as the file has it. */
  public Object written(Object value) {
    return written.apply(value);
  }

  private static Map<String, Object> integer(long least, long most) {
    return Map.of("type", "integer", "minimum", least, "maximum", most);
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
