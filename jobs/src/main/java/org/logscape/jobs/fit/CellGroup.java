package org.logscape.jobs.fit;

import java.io.Serializable;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.logscape.jobs.predict.Watched;
import org.logscape.jobs.spec.key.Literal;
import org.logscape.jobs.text.Numbers;
import org.logscape.statistics.Interval;

/**
 * The properties that the cells or data of a row share: named words, numbers and ranges, in order.
 * The column {@code group_key} of the fits table shows them with few digits. Two groups are
 * compared by their numbers, not by what is shown; numbers are equal up to a relative difference of
 * {@value #ROUNDING}.
 *
 * @param parts in the order in which they are shown
 */
public record CellGroup(List<Part> parts) implements Serializable {
  /** Largest relative difference of numbers that count as equal. */
  public static final double ROUNDING = 1e-9;

  private static final String AGAINST = "against";
  private static final String RANGE = "..";
  private static final CellGroup NONE = new CellGroup(List.of());

  /**
   * One shared property.
   *
   * @param name empty for a bare word
   * @param shown the value as {@code group_key} shows it
   * @param numbers the value; empty for a word, two for a range, whose open end is infinite
   */
  public record Part(String name, String shown, List<Double> numbers) implements Serializable {
    public Part {
      numbers = List.copyOf(numbers);
    }

    private boolean isSame(Part other) {
      if (!name.equals(other.name) || numbers.size() != other.numbers.size()) {
        return false;
      }
      for (int i = 0; i < numbers.size(); i++) {
        if (!areEqual(numbers.get(i), other.numbers.get(i))) {
          return false;
        }
      }
      return !numbers.isEmpty() || shown.equals(other.shown);
    }

    @Override
    public String toString() {
      return name.isEmpty() ? shown : name + (name.equals(AGAINST) ? " " : "=") + shown;
    }
  }

  public CellGroup {
    parts = List.copyOf(parts);
  }

  /** Whether two numbers differ by rounding at most. */
  public static boolean areEqual(double first, double second) {
    return first == second
        || Math.abs(first - second) <= ROUNDING * Math.max(Math.abs(first), Math.abs(second));
  }

  /** No shared property: all cells, or all data of a cell. */
  public static CellGroup none() {
    return NONE;
  }

  /** The level of an event, where it has one; the event's name has a column of its own. */
  public static CellGroup ofEvent(Watched event) {
    return event.isLevel() ? NONE.exact(Watched.LEVEL, event.level()) : NONE;
  }

  private CellGroup and(Part part) {
    List<Part> all = new ArrayList<>(parts);
    all.add(part);
    return new CellGroup(all);
  }

  /** The same with a bare word, {@code minimum}. */
  public CellGroup word(String word) {
    return and(new Part("", word, List.of()));
  }

  /** The same with a named word, {@code sampling=online}; without it where the word is null. */
  public CellGroup word(String name, String word) {
    return word == null ? this : and(new Part(name, word, List.of()));
  }

  /** The same with a whole number, {@code outliers=2}. */
  public CellGroup number(String name, long number) {
    return and(new Part(name, String.valueOf(number), List.of((double) number)));
  }

  /** The same with a number, shown to three digits. */
  public CellGroup number(String name, double number) {
    return and(new Part(name, Numbers.brief(number), List.of(number)));
  }

  /** The same with a number, shown to nine digits. */
  public CellGroup precise(String name, double number) {
    double rounded = new BigDecimal(number).round(new MathContext(9)).doubleValue();
    return and(new Part(name, Literal.of(rounded), List.of(number)));
  }

  /** The same with a number as a spec writes it. */
  public CellGroup exact(String name, double number) {
    return and(new Part(name, Literal.of(number), List.of(number)));
  }

  /** The same with a number that may be null, shown to three digits. */
  public CellGroup maybe(String name, Double number) {
    return number == null ? word(name, "none") : number(name, number.doubleValue());
  }

  /** The same with a range, {@code level=1.20..1.50}. */
  public CellGroup range(String name, double from, double to) {
    return range(name, Numbers.brief(from), Numbers.brief(to), from, to);
  }

  /** The same with a range without an upper end, {@code t=1.50..}. */
  public CellGroup from(String name, double from) {
    return range(name, Numbers.brief(from), "", from, Double.POSITIVE_INFINITY);
  }

  /** The same with a range without a lower end, {@code t=..1.50}. */
  public CellGroup upTo(String name, double to) {
    return range(name, "", Numbers.brief(to), Double.NEGATIVE_INFINITY, to);
  }

  private CellGroup range(String name, String low, String high, double from, double to) {
    return and(new Part(name, low + RANGE + high, List.of(from, to)));
  }

  /** The same with the cell that others are compared with, by its label. */
  public CellGroup against(String label) {
    return and(new Part(AGAINST, label, List.of()));
  }

  /** The parts of this group, then those of another. */
  public CellGroup and(CellGroup other) {
    List<Part> all = new ArrayList<>(parts);
    all.addAll(other.parts);
    return new CellGroup(all);
  }

  /** Whether both have the same properties. */
  public boolean isSame(CellGroup other) {
    if (parts.size() != other.parts.size()) {
      return false;
    }
    for (int i = 0; i < parts.size(); i++) {
      if (!parts.get(i).isSame(other.parts.get(i))) {
        return false;
      }
    }
    return true;
  }

  /**
   * Groups items by their shared properties, in the order in which groups first appear. The key of
   * a group is that of its first item.
   */
  public static <T> Map<CellGroup, List<T>> grouped(List<T> items, Function<T, CellGroup> group) {
    Map<CellGroup, List<T>> groups = new LinkedHashMap<>();
    for (T item : items) {
      CellGroup own = group.apply(item);
      CellGroup key =
          groups.containsKey(own)
              ? own
              : groups.keySet().stream().filter(own::isSame).findFirst().orElse(own);
      groups.computeIfAbsent(key, k -> new ArrayList<>()).add(item);
    }
    return groups;
  }

  /** The value of a part as it is shown. */
  public Optional<String> shown(String name) {
    return part(name).map(Part::shown);
  }

  /** Both ends of a range, the open ones infinite; empty where there is no such part. */
  public Optional<Interval> range(String name) {
    return part(name)
        .filter(part -> part.numbers().size() == 2)
        .map(part -> Interval.of(part.numbers().get(0), part.numbers().get(1)));
  }

  /** The number of a part; empty where there is no such part or it is no number. */
  public OptionalDouble number(String name) {
    return part(name)
        .filter(part -> part.numbers().size() == 1)
        .map(part -> OptionalDouble.of(part.numbers().get(0)))
        .orElseGet(OptionalDouble::empty);
  }

  private Optional<Part> part(String name) {
    return parts.stream().filter(part -> part.name().equals(name)).findFirst();
  }

  /** Whether it has a bare word. */
  public boolean has(String word) {
    return parts.stream().anyMatch(part -> part.name().isEmpty() && part.shown().equals(word));
  }

  /**
   * Reads the column {@code group_key}. Numbers have the digits that it shows; the label after
   * {@code against} is taken whole.
   */
  public static CellGroup parse(String groupKey) {
    if (groupKey.startsWith(AGAINST + " ")) {
      return none().against(groupKey.substring(AGAINST.length() + 1));
    }
    return new CellGroup(
        Arrays.stream(groupKey.split(" "))
            .filter(word -> !word.isEmpty())
            .map(CellGroup::parsePart)
            .toList());
  }

  private static Part parsePart(String word) {
    int equal = word.indexOf('=');
    String shown = word.substring(equal + 1);
    return new Part(equal < 0 ? "" : word.substring(0, equal), shown, numbers(shown));
  }

  private static List<Double> numbers(String shown) {
    int range = shown.indexOf(RANGE);
    try {
      return range < 0
          ? List.of(parseNumber(shown))
          : List.of(
              range == 0 ? Double.NEGATIVE_INFINITY : parseNumber(shown.substring(0, range)),
              range + RANGE.length() == shown.length()
                  ? Double.POSITIVE_INFINITY
                  : parseNumber(shown.substring(range + RANGE.length())));
    } catch (NumberFormatException word) {
      return List.of();
    }
  }

  private static double parseNumber(String text) {
    return text.equals("inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(text);
  }

  /** As the column {@code group_key} shows it: {@code temperature=0.02 outliers=2}. */
  @Override
  public String toString() {
    return parts.stream().map(Part::toString).collect(Collectors.joining(" "));
  }
}
