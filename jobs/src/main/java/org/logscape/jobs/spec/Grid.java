package org.logscape.jobs.spec;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.logscape.jobs.spec.key.Axis;
import org.logscape.jobs.spec.key.Key;
import org.logscape.jobs.spec.key.Literal;
import org.logscape.jobs.spec.key.Point;
import org.logscape.jobs.spec.model.ModelSpec;
import org.logscape.jobs.spec.model.ModelType;

/**
 * All cells of a spec: the product of its axes, zipped axes walking together. Cells are numbered
 * with the last axis fastest and computed one by one from their number, so a grid of any size takes
 * no memory.
 *
 * @param axes every key of model, dynamics and step limit that has a value, in the file's order
 * @param zips groups of paths, each of axes of equal length above 1; no path in two groups
 * @param identity what names the cells, beside their values
 */
public record Grid(List<Axis> axes, List<List<String>> zips, Identity identity)
    implements Serializable {
  public Grid {
    axes = List.copyOf(axes);
    zips = zips.stream().map(List::copyOf).toList();
  }

  /** The same cells under the names that they have in another experiment. */
  Grid identified(Identity other) {
    return new Grid(axes, zips, other);
  }

  /**
   * Number of cells.
   *
   * @throws ArithmeticException where it does not fit into 64 bits
   */
  public long cells() {
    return size(digits());
  }

  /**
   * The cell of that number, computed here and now.
   *
   * @param index from 0 to {@link #cells()} - 1
   * @throws IndexOutOfBoundsException if there is no such cell
   */
  public CellSpec cell(long index) {
    List<Digit> digits = digits();
    checkIndex(index, size(digits));
    return CellSpec.of(point(digits, index), label(digits, index), identity);
  }

  /** The number of each cell by its id, in the order of numbers. */
  public Map<String, Long> numbers() {
    Map<String, Long> numbers = new LinkedHashMap<>();
    LongStream.range(0, cells()).forEach(number -> numbers.put(cell(number).id(), number));
    return numbers;
  }

  /**
   * The model of the cell of that number. A cell has a checksum of all its values, which a model
   * too large for any memory must not wait for.
   *
   * @param index from 0 to {@link #cells()} - 1
   * @throws IndexOutOfBoundsException if there is no such cell
   */
  public ModelSpec model(long index) {
    List<Digit> digits = digits();
    checkIndex(index, size(digits));
    return ModelSpec.of(point(digits, index));
  }

  /**
   * The different points of the axes at these paths alone; the other axes stand at their first
   * value. What holds for a few keys is checked here, whatever the size of the whole grid.
   */
  Stream<Point> points(Collection<String> paths) {
    List<Digit> all = digits();
    List<Digit> some = all.stream().filter(digit -> digit.touches(paths)).toList();
    Map<String, Object> first = point(all, 0).values();
    return LongStream.range(0, size(some))
        .mapToObj(
            index -> {
              Map<String, Object> values = new HashMap<>(first);
              values.putAll(point(some, index).values());
              return new Point(values);
            });
  }

  /** The axis of a key, where it has a value, given or by default. */
  Optional<Axis> axis(Key<?> key) {
    return axes.stream().filter(axis -> axis.path().equals(key.path())).findFirst();
  }

  /** Whether the key has a value, given or by default. */
  boolean has(Key<?> key) {
    return axes.stream().anyMatch(axis -> axis.path().equals(key.path()));
  }

  /** Whether that is among the key's values. */
  <T> boolean has(Key<T> key, T value) {
    return axes.stream()
        .anyMatch(axis -> axis.path().equals(key.path()) && axis.values().contains(value));
  }

  /** Whether the cells are networks, which one model type decides for all. */
  boolean isOfNetworks() {
    return Stream.of(ModelType.values())
        .filter(ModelType::isNetwork)
        .anyMatch(type -> has(ModelSpec.TYPE, type));
  }

  /** One wheel of the counter: an axis, or the axes of one zip group. */
  private record Digit(List<Axis> axes) {
    int base() {
      return axes.get(0).values().size();
    }

    boolean touches(Collection<String> paths) {
      return axes.stream().map(Axis::path).anyMatch(paths::contains);
    }
  }

  private List<Digit> digits() {
    List<Digit> digits = new ArrayList<>();
    for (Axis axis : axes) {
      List<String> group =
          zips.stream().filter(zip -> zip.contains(axis.path())).findFirst().orElse(List.of());
      if (group.isEmpty()) {
        digits.add(new Digit(List.of(axis)));
        continue;
      }
      List<Axis> together = axes.stream().filter(other -> group.contains(other.path())).toList();
      // The group counts where its first axis stands.
      if (together.get(0).equals(axis)) {
        digits.add(new Digit(together));
      }
    }
    return digits;
  }

  private static long size(List<Digit> digits) {
    return digits.stream().mapToLong(Digit::base).reduce(1, Math::multiplyExact);
  }

  private static Point point(List<Digit> digits, long index) {
    Map<String, Object> values = new HashMap<>();
    visit(digits, index, axis -> true, (axis, value) -> values.put(axis.path(), value));
    return new Point(values);
  }

  private static String label(List<Digit> digits, long index) {
    List<String> words = new ArrayList<>();
    visit(
        digits,
        index,
        axis -> axis.varies() && !axis.path().equals(Stop.BEGUN_WITH.path()),
        (axis, value) -> words.add(0, axis.shortName() + "=" + Literal.of(value)));
    return String.join(" ", words);
  }

  private interface Visitor {
    void visit(Axis axis, Object value);
  }

  /** From the last, fastest axis to the first. */
  private static void visit(
      List<Digit> digits, long index, Predicate<Axis> wanted, Visitor visitor) {
    long rest = index;
    for (int i = digits.size() - 1; i >= 0; i--) {
      Digit digit = digits.get(i);
      int place = (int) (rest % digit.base());
      rest /= digit.base();
      for (int j = digit.axes().size() - 1; j >= 0; j--) {
        Axis axis = digit.axes().get(j);
        if (wanted.test(axis)) {
          visitor.visit(axis, axis.values().get(place));
        }
      }
    }
  }

  private static void checkIndex(long index, long cells) {
    if (index < 0 || index >= cells) {
      throw new IndexOutOfBoundsException("cell %d of %d".formatted(index, cells));
    }
  }
}
