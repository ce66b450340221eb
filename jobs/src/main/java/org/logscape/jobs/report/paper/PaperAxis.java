package org.logscape.jobs.report.paper;

import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.List;
import org.jfree.chart.axis.AxisState;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.NumberTick;
import org.jfree.chart.axis.Tick;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.TextAnchor;
import org.logscape.jobs.report.figure.Axis;

/** An axis on paper: positions as {@link Axis} has them, with the ticks of {@link Ticks}. */
final class PaperAxis extends NumberAxis {
  private static final long serialVersionUID = 1L;
  private final transient Axis axis;

  private PaperAxis(Axis axis) {
    super(axis.label());
    this.axis = axis;
  }

  static PaperAxis of(Axis axis) {
    return new PaperAxis(axis);
  }

  @Override
  public List<Tick> refreshTicks(
      Graphics2D graphics, AxisState state, Rectangle2D area, RectangleEdge edge) {
    TextAnchor anchor =
        RectangleEdge.isTopOrBottom(edge) ? TextAnchor.TOP_CENTER : TextAnchor.CENTER_RIGHT;
    return Ticks.of(axis, getRange().getLowerBound(), getRange().getUpperBound()).stream()
        .<Tick>map(t -> new NumberTick(t.position(), t.label(), anchor, TextAnchor.CENTER, 0))
        .toList();
  }
}
