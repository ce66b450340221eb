package org.logscape.jobs.report.figure;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Level lines of a function on a grid: marching squares (W. Lorensen, H. Cline, Computer Graphics
 * 21, 1987, 163, in two dimensions), whose segments are joined to lines.
 */
public final class ContourLines {
  private final double[] x;
  private final double[] y;
  private final double[][] values;
  private final double level;

  /** Crossings that a crossing is joined with, at most two. */
  private final Map<Edge, List<Edge>> joined = new HashMap<>();

  /**
   * An edge of the grid.
   *
   * @param i of its first node along x
   * @param j of its first node along y
   * @param alongX whether its second node is the next along x, and not along y
   */
  private record Edge(int i, int j, boolean alongX) {}

  private ContourLines(double[] x, double[] y, double[][] values, double level) {
    this.x = x;
    this.y = y;
    this.values = values;
    this.level = level;
  }

  /**
   * The lines of one level.
   *
   * @param x places along x, ascending
   * @param y places along y, ascending
   * @param values of the function, {@code values[i][j]} at (x[i], y[j])
   * @param level the value on the lines
   * @return each line as points (x, y); a closed one ends where it begins
   */
  public static List<List<double[]>> of(double[] x, double[] y, double[][] values, double level) {
    ContourLines lines = new ContourLines(x, y, values, level);
    lines.join();
    return lines.collect();
  }

  private boolean above(int i, int j) {
    return values[i][j] > level;
  }

  private void join() {
    for (int i = 0; i < x.length - 1; i++) {
      for (int j = 0; j < y.length - 1; j++) {
        List<Edge> crossed = new ArrayList<>();
        if (above(i, j) != above(i + 1, j)) {
          crossed.add(new Edge(i, j, true));
        }
        if (above(i + 1, j) != above(i + 1, j + 1)) {
          crossed.add(new Edge(i + 1, j, false));
        }
        if (above(i, j + 1) != above(i + 1, j + 1)) {
          crossed.add(new Edge(i, j + 1, true));
        }
        if (above(i, j) != above(i, j + 1)) {
          crossed.add(new Edge(i, j, false));
        }
        // of four crossings, neighbours about the corner are joined: a saddle within the cell
        for (int k = 0; k + 1 < crossed.size(); k += 2) {
          join(crossed.get(k), crossed.get(k + 1));
        }
      }
    }
  }

  private void join(Edge a, Edge b) {
    joined.computeIfAbsent(a, edge -> new ArrayList<>()).add(b);
    joined.computeIfAbsent(b, edge -> new ArrayList<>()).add(a);
  }

  private List<List<double[]>> collect() {
    List<List<double[]>> lines = new ArrayList<>();
    while (!joined.isEmpty()) {
      Edge start = joined.keySet().iterator().next();
      Deque<Edge> line = new ArrayDeque<>(List.of(start));
      for (Edge next = next(start); next != null; next = next(next)) {
        line.addLast(next);
      }
      for (Edge next = next(start); next != null; next = next(next)) {
        line.addFirst(next);
      }
      joined.remove(start);
      lines.add(line.stream().map(this::point).toList());
    }
    return lines;
  }

  /** Walks along one segment and takes it away. */
  private Edge next(Edge from) {
    List<Edge> ways = joined.get(from);
    if (ways == null || ways.isEmpty()) {
      joined.remove(from);
      return null;
    }
    Edge to = ways.remove(0);
    if (ways.isEmpty()) {
      joined.remove(from);
    }
    List<Edge> back = joined.get(to);
    back.remove(from);
    if (back.isEmpty()) {
      joined.remove(to);
    }
    return to;
  }

  private double[] point(Edge edge) {
    int i = edge.i();
    int j = edge.j();
    double first = values[i][j];
    double second = edge.alongX() ? values[i + 1][j] : values[i][j + 1];
    double share = (level - first) / (second - first);
    return edge.alongX()
        ? new double[] {x[i] + share * (x[i + 1] - x[i]), y[j]}
        : new double[] {x[i], y[j] + share * (y[j + 1] - y[j])};
  }
}
