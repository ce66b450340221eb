package org.logscape.jobs.spec;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.logscape.jobs.spec.key.Axis;

/**
 * The step limit of a grid, in steps or epochs, and the limit that its cells were begun with, which
 * names them. The two differ where a folder was resumed with a higher limit.
 *
 * @param limit the axis of the limit
 * @param begun its values when the folder was begun
 */
record RaisedLimit(Grid grid, Axis limit, Axis begun) {

  /** Of a grid. */
  static RaisedLimit of(Grid grid) {
    Axis limit = grid.axis(Stop.EPOCHS).or(() -> grid.axis(Stop.STEPS)).orElseThrow();
    return new RaisedLimit(grid, limit, grid.axis(Stop.BEGUN_WITH).orElse(limit));
  }

  /** Whether the limit is another one than when the folder was begun. */
  boolean isRaised() {
    return !begun.equals(limit);
  }

  /** Whether each value of the limit has its own, not higher one that names the cell. */
  boolean isSound() {
    boolean isJoined =
        !begun.varies()
            || grid.zips().stream()
                .anyMatch(zip -> zip.contains(begun.path()) && zip.contains(limit.path()));
    return isJoined && isAtMost(begun.values(), limit.values());
  }

  private static boolean isAtMost(List<Object> low, List<Object> high) {
    return low.size() == high.size()
        && IntStream.range(0, low.size())
            .allMatch(i -> ((Number) low.get(i)).longValue() <= ((Number) high.get(i)).longValue());
  }

  /** The key of the limit. */
  String path() {
    return limit.path();
  }

  /** The limit as a fault shows it. */
  Object text() {
    return limit.varies() ? limit.values() : limit.values().get(0);
  }

  /** The grid whose limit is the one that names the cells. */
  Grid named() {
    if (!isRaised()) {
      return grid;
    }
    List<Object> values =
        begun.values().stream().map(value -> inUnit(((Number) value).longValue())).toList();
    List<Axis> axes =
        grid.axes().stream()
            .filter(axis -> !axis.equals(begun))
            .map(axis -> axis.equals(limit) ? new Axis(limit.path(), values) : axis)
            .toList();
    List<List<String>> zips =
        grid.zips().stream()
            .map(zip -> zip.stream().filter(path -> !path.equals(begun.path())).toList())
            .filter(zip -> zip.size() > 1)
            .toList();
    return new Grid(axes, zips, grid.identity());
  }

  /** Epochs are counted in another type than steps. */
  private Object inUnit(long value) {
    return limit.path().equals(Stop.EPOCHS.path())
        ? (Object) Math.toIntExact(value)
        : (Object) value;
  }

  /**
   * That grid, whose cells keep the names that they have in this one, if its limit is this one's or
   * a higher one; else that grid as it is.
   */
  Grid raisedTo(Grid now) {
    RaisedLimit wanted = of(now);
    if (wanted.isRaised() || !isReachedBy(wanted.limit)) {
      return now;
    }
    List<Object> values =
        begun.values().stream().<Object>map(value -> ((Number) value).longValue()).toList();
    Axis names = new Axis(Stop.BEGUN_WITH.path(), values);
    List<Axis> axes = new ArrayList<>(now.axes());
    axes.add(axes.indexOf(wanted.limit) + 1, names);
    return new Grid(axes, names.varies() ? joined(now.zips()) : now.zips(), now.identity());
  }

  /** Value by value at least as high, and higher unless this grid's was raised before. */
  private boolean isReachedBy(Axis other) {
    return limit.path().equals(other.path())
        && (isRaised() || !limit.values().equals(other.values()))
        && isAtMost(limit.values(), other.values());
  }

  /** The names walk with the limit. */
  private List<List<String>> joined(List<List<String>> zips) {
    List<List<String>> all = new ArrayList<>();
    boolean isIn = false;
    for (List<String> zip : zips) {
      List<String> group = new ArrayList<>(zip);
      if (group.contains(limit.path())) {
        group.add(Stop.BEGUN_WITH.path());
        isIn = true;
      }
      all.add(group);
    }
    if (!isIn) {
      all.add(List.of(limit.path(), Stop.BEGUN_WITH.path()));
    }
    return all;
  }
}
