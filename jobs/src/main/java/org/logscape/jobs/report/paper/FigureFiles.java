package org.logscape.jobs.report.paper;

import com.lowagie.text.Document;
import com.lowagie.text.Rectangle;
import com.lowagie.text.pdf.PdfContentByte;
import com.lowagie.text.pdf.PdfGraphics2D;
import com.lowagie.text.pdf.PdfWriter;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.apache.batik.svggen.SVGGraphics2D;
import org.jfree.chart.JFreeChart;
import org.logscape.jobs.report.figure.Figure;

/** A figure as files for a paper: SVG with text as text, PDF with text as outlines, PNG. */
public final class FigureFiles {
  private static final String SVG = "http://www.w3.org/2000/svg";

  private static final Pattern DOCUMENT_TYPE = Pattern.compile("<!DOCTYPE[^>]*>");

  /** Dots per inch of the PNG; drawings are laid out in points of 1/72 inch. */
  private static final double DOTS_PER_INCH = 300;

  private final JFreeChart chart;
  private final Rectangle2D area;

  private FigureFiles(Figure figure) {
    this.chart = PaperFigure.of(figure);
    this.area = new Rectangle2D.Double(0, 0, PaperFigure.WIDTH, PaperFigure.height(figure));
  }

  /**
   * The bytes of each file by its name.
   *
   * @param formats one file each
   */
  public static Map<String, byte[]> of(Figure figure, Collection<PaperFormat> formats) {
    FigureFiles files = new FigureFiles(figure);
    Map<String, byte[]> all = new LinkedHashMap<>();
    for (PaperFormat format : formats) {
      all.put(figure.id() + "." + format.ending(), files.drawn(format));
    }
    return all;
  }

  private byte[] drawn(PaperFormat format) {
    try {
      return switch (format) {
        case SVG -> svg();
        case PDF -> pdf();
        case PNG -> png();
      };
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (ParserConfigurationException e) {
      throw new IllegalStateException(e);
    }
  }

  private byte[] svg() throws IOException, ParserConfigurationException {
    org.w3c.dom.Document document =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .getDOMImplementation()
            .createDocument(SVG, "svg", null);
    SVGGraphics2D graphics = new SVGGraphics2D(document);
    graphics.setSVGCanvasSize(area.getBounds().getSize());
    chart.draw(graphics, area);
    StringWriter writer = new StringWriter();
    graphics.stream(writer, true);
    // a document type names an address that some readers would ask
    return DOCUMENT_TYPE
        .matcher(writer.toString())
        .replaceFirst("")
        .getBytes(StandardCharsets.UTF_8);
  }

  private byte[] pdf() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    float width = (float) area.getWidth();
    float height = (float) area.getHeight();
    try (Document document = new Document(new Rectangle(width, height))) {
      PdfWriter writer = PdfWriter.getInstance(document, out);
      document.open();
      PdfContentByte content = writer.getDirectContent();
      PdfGraphics2D graphics = new PdfGraphics2D(content, width, height, null, true, false, 1);
      chart.draw(graphics, area);
      graphics.dispose();
    }
    return out.toByteArray();
  }

  private byte[] png() throws IOException {
    double scale = DOTS_PER_INCH / 72;
    BufferedImage image =
        new BufferedImage(
            (int) Math.round(area.getWidth() * scale),
            (int) Math.round(area.getHeight() * scale),
            BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    graphics.setRenderingHint(
        RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
    graphics.setPaint(Color.WHITE);
    graphics.fillRect(0, 0, image.getWidth(), image.getHeight());
    graphics.scale(scale, scale);
    chart.draw(graphics, area);
    graphics.dispose();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageIO.write(image, "png", out);
    return out.toByteArray();
  }
}
