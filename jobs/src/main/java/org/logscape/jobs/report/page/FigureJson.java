package org.logscape.jobs.report.page;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Locale;
import org.logscape.jobs.report.figure.Axis;
import org.logscape.jobs.report.figure.DataPoint;
import org.logscape.jobs.report.figure.Figure;
import org.logscape.jobs.report.figure.Series;

/**
 * Figures as JSON for the page's script: {@code [{id, title, x, y, marks, series: [{name, mark,
 * light, dark, points: [[x, y, low, high, cell]]}]}]}.
 */
final class FigureJson {
  /** Enough for a screen of any size, and half the bytes of a double. */
  private static final MathContext DIGITS = new MathContext(6);

  private final ObjectMapper mapper = new ObjectMapper();

  private FigureJson() {}

  /**
   * As text that may stand inside a script element: no {@code <} is in it, so that nothing can end
   * the element.
   */
  static String of(List<Figure> figures) {
    FigureJson json = new FigureJson();
    ArrayNode all = json.mapper.createArrayNode();
    figures.forEach(figure -> all.add(json.figure(figure)));
    try {
      return json.mapper.writeValueAsString(all).replace("<", "\\u003c");
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private ObjectNode figure(Figure figure) {
    ObjectNode node = mapper.createObjectNode();
    node.put("id", figure.id());
    node.put("title", figure.title());
    node.set("x", axis(figure.x()));
    node.set("y", axis(figure.y()));
    ObjectNode marks = node.putObject("marks");
    figure.marksInUse().forEach(key -> marks.put(word(key.mark()), key.meaning()));
    ArrayNode series = node.putArray("series");
    figure.series().forEach(s -> series.add(series(s)));
    return node;
  }

  private ObjectNode axis(Axis axis) {
    ObjectNode node = mapper.createObjectNode();
    node.put("label", axis.label());
    node.put("log", axis.isLog());
    return node;
  }

  private ObjectNode series(Series series) {
    ObjectNode node = mapper.createObjectNode();
    node.put("name", series.name());
    node.put("mark", word(series.mark()));
    node.put("light", series.colour().light());
    node.put("dark", series.colour().dark());
    ArrayNode points = node.putArray("points");
    series.points().forEach(point -> points.add(point(point)));
    return node;
  }

  private ArrayNode point(DataPoint point) {
    ArrayNode node = mapper.createArrayNode();
    node.add(rounded(point.x()));
    node.add(rounded(point.y()));
    if (point.hasInterval() || !point.cell().isEmpty()) {
      if (point.hasInterval()) {
        node.add(rounded(point.low())).add(rounded(point.high()));
      } else {
        node.addNull().addNull();
      }
      node.add(point.cell());
    }
    return node;
  }

  private static BigDecimal rounded(double value) {
    return new BigDecimal(value).round(DIGITS).stripTrailingZeros();
  }

  private static String word(Series.Mark mark) {
    return mark.name().toLowerCase(Locale.ROOT);
  }
}
