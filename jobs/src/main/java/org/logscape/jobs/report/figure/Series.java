package org.logscape.jobs.report.figure;

import java.util.List;

/**
 * Points that are drawn in the same way.
 *
 * @param name in the legend; series of one name are one group, of one colour, shown and hidden
 *     together
 * @param mark how the points are drawn
 * @param colour of the group
 * @param points in the order in which a line joins them
 */
public record Series(String name, Mark mark, Colour colour, List<DataPoint> points) {
  /** How points are drawn: what was measured has marks or steps, what is computed is a line. */
  public enum Mark {
    /** Marks with intervals. */
    MEASURED,
    /** Marks with intervals, hollow: not to be held against the law. */
    OUTSIDE,
    /** A line that keeps its value until the next point. */
    STEPS,
    /** A solid line. */
    PREDICTED,
    /** A dashed line. */
    FITTED,
    /** A dotted line. */
    RIVAL;

    /** Whether it is a mark at each point, not a line. */
    public boolean isMarks() {
      return this == MEASURED || this == OUTSIDE;
    }
  }

  public Series {
    points = List.copyOf(points);
  }
}
