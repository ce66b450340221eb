package org.logscape.jobs.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.logscape.jobs.RowRecords;
import org.logscape.jobs.SparkTestSession;
import org.logscape.jobs.SyntheticTables;
import org.logscape.jobs.TableRows;
import org.logscape.jobs.fit.FitJob;
import org.logscape.jobs.report.paper.PaperFormat;
import org.logscape.jobs.spec.SpecReader;
import org.logscape.jobs.store.ExperimentDir;
import org.logscape.jobs.store.Mode;
import org.logscape.jobs.store.TableRow;
import org.logscape.jobs.sweep.SweepJob;
import org.logscape.schemas.Table;
import org.logscape.schemas.TableSchema;

/** Reports of a small sweep: as it is, with hostile words in its tables, and made very large. */
class ReportTest {
  private static final String HOSTILE = "</script><script>alert('1')</script>\"'<b>&amp;{{spec}}";
  private static final String SPEC =
      """
      name: report
      seed: 11
      replicas: 60
      model: {type: double-well, dimensions: 2, barrier: 2, label_noise: [0.5, 1, 2]}
      dynamics: {type: sgd, batch_size: 1, learning_rate: 0.04}
      observe:
        escape: {events: [separatrix], levels: [1.2, 1.3]}
        loss_histogram: {burn_in: 10, every: 1}
      stop: {steps: 200000, after: separatrix}
      fit: [escape-rate, escape-law, stationary-law]
      """;
  private static final List<String> IDS =
      List.of(
          "rate-separatrix",
          "one-line-separatrix",
          "rate-level",
          "survival-separatrix",
          "survival-level",
          "loss",
          "exponents");

  @TempDir static Path folder;
  private static ExperimentDir dir;
  private static String page;

  @BeforeAll
  static void sweepFitAndReport() throws IOException {
    dir = dir("plain");
    SweepJob.of(
            spark(),
            SpecReader.read(SPEC, "test.yaml"),
            dir,
            new SweepJob.Options(Mode.FRESH, OptionalInt.of(2), 1e9))
        .run(Optional.empty());
    FitJob.of(spark(), dir, new FitJob.Options(40)).run();
    assertThat(ReportJob.of(spark(), dir).withFigures(EnumSet.allOf(PaperFormat.class)).run())
        .endsWith("plain/report/index.html");
    page = Files.readString(folder.resolve("plain/report/index.html"));
  }

  private static SparkSession spark() {
    return SparkTestSession.get();
  }

  private static ExperimentDir dir(String name) {
    return ExperimentDir.of(spark(), folder.resolve(name).toString());
  }

  private static JsonNode data(String html) throws IOException {
    Matcher data =
        Pattern.compile("<script type=\"application/json\" id=\"data\">(.*?)</script>")
            .matcher(html);
    assertThat(data.find()).isTrue();
    return new ObjectMapper().readTree(data.group(1));
  }

  private static List<String> ids(JsonNode figures) {
    return StreamSupport.stream(figures.spliterator(), false)
        .map(figure -> figure.get("id").asText())
        .toList();
  }

  private static JsonNode figure(JsonNode figures, String id) {
    return StreamSupport.stream(figures.spliterator(), false)
        .filter(figure -> figure.get("id").asText().equals(id))
        .findFirst()
        .orElseThrow();
  }

  private static long points(JsonNode figure, String mark) {
    return StreamSupport.stream(figure.get("series").spliterator(), false)
        .filter(series -> series.get("mark").asText().equals(mark))
        .mapToLong(series -> series.get("points").size())
        .sum();
  }

  @Test
  void thePageLoadsNothing() {
    // the library's own text is not markup; what a browser may load stands in attributes
    Matcher reference = Pattern.compile("(?:src|href)=\"([^\"]*)\"").matcher(page);
    Set<String> outside = new HashSet<>();
    while (reference.find()) {
      if (reference.group(1).contains("//")) {
        outside.add(reference.group(1));
      }
    }
    assertThat(outside)
        .containsExactlyInAnyOrder(
            "https://arxiv.org/abs/2105.09557", "https://arxiv.org/abs/2009.13094");
    assertThat(page)
        .contains("default-src 'none'")
        .doesNotContain("@import")
        .doesNotContain("url(http");
  }

  @Test
  void thePageHasTheDataOfEachFigure() throws IOException {
    JsonNode figures = data(page);
    assertThat(ids(figures)).containsExactlyElementsOf(IDS);
    for (String id : List.of("rate-separatrix", "one-line-separatrix")) {
      assertThat(points(figure(figures, id), "measured") + points(figure(figures, id), "outside"))
          .as(id)
          .isEqualTo(3);
    }
    assertThat(
            points(figure(figures, "rate-level"), "measured")
                + points(figure(figures, "rate-level"), "outside"))
        .isEqualTo(6);
    assertThat(points(figure(figures, "rate-separatrix"), "predicted")).isEqualTo(2);
    assertThat(points(figure(figures, "rate-separatrix"), "rival")).isEqualTo(3);
    assertThat(points(figure(figures, "loss"), "measured")).isGreaterThan(60);
    assertThat(page).contains("What the data say", "Arrhenius", "fingerprint", "seed 11");
  }

  /** Without censoring the estimate is the share of runs whose time is beyond. */
  @Test
  void survivalIsThatOfTheSingleTimes() throws IOException {
    JsonNode survival = figure(data(page), "survival-separatrix");
    for (JsonNode series : survival.get("series")) {
      if (!series.get("mark").asText().equals("steps")) {
        continue;
      }
      String label = series.get("name").asText();
      List<Row> rows =
          dir.table(Table.ESCAPES)
              .where("event = 'separatrix'")
              .join(dir.table(Table.CELLS).where("label = '" + label + "'"), "cell_id")
              .collectAsList();
      assertThat(rows).hasSize(60).allMatch(row -> row.<Boolean>getAs("occurred"));
      for (JsonNode step : series.get("points")) {
        // six digits of a bin's end could lie on either side of a time: no time is that near
        double time = step.get(0).asDouble() * (1 + 1e-5);
        long beyond = rows.stream().filter(row -> row.<Double>getAs("time") > time).count();
        assertThat(Math.round(60 * step.get(1).asDouble())).isEqualTo(beyond);
      }
    }
  }

  @Test
  void figuresAreWrittenAndNotBlank() throws Exception {
    Path figures = folder.resolve("plain/report/figures");
    for (String id : IDS) {
      BufferedImage image = ImageIO.read(figures.resolve(id + ".png").toFile());
      assertThat(image.getWidth()).isEqualTo(1667);
      Set<Integer> colours = new HashSet<>();
      int inked = 0;
      for (int y = 0; y < image.getHeight(); y += 2) {
        for (int x = 0; x < image.getWidth(); x += 2) {
          int colour = image.getRGB(x, y) & 0xffffff;
          colours.add(colour);
          inked += colour == 0xffffff ? 0 : 1;
        }
      }
      double share = 4.0 * inked / (image.getWidth() * image.getHeight());
      // axes, text and grid alone ink 1 %, in greys
      assertThat(share).as(id).isBetween(0.01, 0.5);
      assertThat(colours).as(id).contains(0x0072b2).hasSizeGreaterThan(20);
      var svg =
          DocumentBuilderFactory.newInstance()
              .newDocumentBuilder()
              .parse(figures.resolve(id + ".svg").toFile());
      assertThat(svg.getElementsByTagName("text").getLength()).as(id).isGreaterThan(4);
      byte[] pdf = Files.readAllBytes(figures.resolve(id + ".pdf"));
      assertThat(new String(pdf, 0, 5, StandardCharsets.US_ASCII)).isEqualTo("%PDF-");
      assertThat(pdf.length).as(id).isGreaterThan(5_000);
    }
  }

  @Test
  void hostileWordsStayWords() throws IOException {
    ExperimentDir hostile = dir("hostile");
    copy(hostile, List.of(Table.RUNS, Table.ESCAPES, Table.FITS, Table.LOSS_HISTOGRAMS));
    TableSchema schema = Table.CELLS.schema();
    hostile.replace(
        Table.CELLS,
        rows(
            Table.CELLS,
            dir.table(Table.CELLS),
            (values, k) -> values[schema.indexOf("label")] = HOSTILE + k,
            1));
    hostile.freeze(SPEC + "# " + HOSTILE, "name: |-\n  " + HOSTILE + "\nseed: 11\n");
    Path figures = folder.resolve("hostile/report/figures");
    ReportJob.of(spark(), hostile).withFigures(EnumSet.of(PaperFormat.PDF)).run();
    assertThat(figures).isDirectoryContaining("glob:**.pdf");
    ReportJob.of(spark(), hostile).run();
    // svg alone by default, and nothing of the earlier report
    assertThat(figures)
        .isDirectoryContaining("glob:**.svg")
        .isDirectoryNotContaining("glob:**.{pdf,png}");
    String html = Files.readString(folder.resolve("hostile/report/index.html"));
    assertThat(html)
        .doesNotContain("<script>alert")
        .contains("<h1>&lt;/script&gt;&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;&quot;&#39;");
    assertThat(html.split("<script", -1)).hasSize(page.split("<script", -1).length);
    JsonNode names = figure(data(html), "survival-separatrix").get("series");
    assertThat(names.get(0).get("name").asText()).startsWith(HOSTILE);
  }

  @Tag("thorough")
  @Test
  void aLargeSweepHasASmallPage() throws IOException {
    ExperimentDir large = dir("large");
    int copies = 3_400;
    for (Table table : List.of(Table.CELLS, Table.RUNS, Table.FITS, Table.ESCAPES)) {
      TableSchema schema = table.schema();
      int cell = schema.indexOf("cell_id");
      boolean many = table == Table.CELLS || table == Table.FITS;
      large.replace(
          table,
          rows(
              table,
              table == Table.FITS
                  ? dir.table(table).where("law = 'escape-rate'")
                  : dir.table(table),
              (values, k) ->
                  values[cell] = "%s%06x".formatted(values[cell].toString().substring(0, 10), k),
              many ? copies : 1));
    }
    large.freeze(SPEC, dir.manifest().orElseThrow());
    ReportJob.of(spark(), large).run();
    String html = Files.readString(folder.resolve("large/report/index.html"));
    assertThat(html).contains("500 of 10,200 cells are shown");
    assertThat(html.length()).isLessThan(2_000_000);
  }

  @Test
  void anEmptyFolderHasAPageThatSaysSo() throws IOException {
    ExperimentDir empty = dir("empty");
    empty.freeze(SPEC, dir.manifest().orElseThrow());
    ReportJob.of(spark(), empty).run();
    String html = Files.readString(folder.resolve("empty/report/index.html"));
    assertThat(ids(data(html))).isEmpty();
    assertThat(html).contains("No laws were fitted yet", "No escapes were watched for.");
  }

  @Test
  void aFolderOfRareEventsSaysWhatWasSampled() throws IOException {
    ExperimentDir rare = dir("rare");
    Map<String, Object> common =
        Map.of(
            "cell_id",
            "0123456789abcdef",
            "event",
            "level",
            "level",
            2.0,
            "order",
            "log-loss",
            "method",
            "forward-flux",
            "repeat_rates",
            new double[0],
            "effective_paths",
            1.0,
            "steps",
            1L,
            "seconds",
            1.0,
            "account",
            "");
    TableRows rates = TableRows.none();
    Map<String, Object> measured = TableRows.with(common, Map.of("verdict", "measured"));
    rates.add(Table.RARE_RATES, TableRows.with(measured, Map.of("rate", 1e-3)));
    rates.add(Table.RARE_RATES, TableRows.with(measured, Map.of("rate", 2.5e-11)));
    rates.add(Table.RARE_RATES, TableRows.with(common, Map.of("verdict", "unreached")));
    rates.write(spark(), rare);
    rare.freeze(SPEC, dir.manifest().orElseThrow());
    ReportJob.of(spark(), rare).run();
    assertThat(Files.readString(folder.resolve("rare/report/index.html")))
        .contains("Rare events: 2 of 3 rates in 1 cell sampled, down to 2.50e-11 per unit of t.")
        .doesNotContain("0 runs");
  }

  @Test
  @EnabledIfEnvironmentVariable(named = "LOGSCAPE_CHROMIUM", matches = ".+")
  void aBrowserDrawsEveryChartWithoutComplaint() throws Exception {
    String drawn = new Chromium(folder).dom(folder.resolve("plain/report/index.html"));
    assertThat(drawn).contains("data-drawn=\"" + IDS.size() + "\"");
    for (String id : IDS) {
      int from = drawn.indexOf("class=\"chart\" id=\"" + id + "\"");
      assertThat(from).as(id).isPositive();
      String chart = drawn.substring(from, drawn.indexOf("</svg>", from));
      assertThat(chart.split("<path", -1)).as(id).hasSizeGreaterThan(10);
      if (id.equals("rate-level")) {
        ticksStandUnderTheirValues(chart);
      }
    }
  }

  /** Whatever finds its way into a page cannot run. */
  @Test
  @EnabledIfEnvironmentVariable(named = "LOGSCAPE_CHROMIUM", matches = ".+")
  void aBrowserRunsNoOtherScript() throws Exception {
    Chromium browser = new Chromium(folder);
    String drawn = browser.domWithForeignScript(folder.resolve("plain/report/index.html"));
    assertThat(drawn).contains("data-drawn=").doesNotContain("data-foreign");
    assertThat(browser.complaints()).contains("violates the following Content Security Policy");
  }

  /** Hover, zoom, cell filter and legend, at the width of a desk and of a phone. */
  @ParameterizedTest
  @ValueSource(ints = {1100, 390})
  @EnabledIfEnvironmentVariable(named = "LOGSCAPE_CHROMIUM", matches = ".+")
  void aReaderUsesThePage(int width) throws Exception {
    JsonNode found =
        new Chromium(folder).interact(folder.resolve("plain/report/index.html"), width);
    assertThat(found.path("error").asText()).isEmpty();
    assertThat(found.get("width").asInt()).isEqualTo(width);
    assertThat(found.get("scrollWidth").asInt()).as("nothing sticks out").isEqualTo(width);
    assertThat(found.get("tip").asText())
        .contains("label_noise=", "rate per unit t: ")
        .containsPattern("\\[[0-9.]+, [0-9.]+]");
    assertThat(found.get("zoom").asDouble()).isBetween(0.05, 0.8);
    assertThat(found.get("zoomIsInside").asBoolean()).isTrue();
    assertThat(found.get("ticksZoomed")).isNotEqualTo(found.get("ticksBefore")).isNotEmpty();
    assertThat(found.get("restored").asBoolean()).isTrue();
    assertThat(found.get("plainWheelZooms").asBoolean()).isFalse();
    assertThat(found.get("marks").asInt()).isEqualTo(3);
    assertThat(found.get("marksZoomed").asInt()).isEqualTo(3);
    assertThat(found.get("marksFiltered").asInt()).isEqualTo(1);
    assertThat(found.get("extentFiltered").asBoolean()).isTrue();
    assertThat(found.get("rowsFiltered"))
        .isNotEmpty()
        .allMatch(row -> row.asText().contains("label_noise=2"));
    assertThat(found.get("rowsFiltered").size()).isLessThan(found.get("rows").asInt());
    assertThat(found.get("said").asText()).isEqualTo("figures and tables are filtered");
    assertThat(found.get("marksOfNone").asInt()).isZero();
    assertThat(found.get("marksAfter").asInt()).isEqualTo(3);
    assertThat(found.get("rowsAfter").asInt()).isEqualTo(found.get("rows").asInt());
    assertThat(found.get("pressed").asText()).isEqualTo("false");
    assertThat(found.get("marksHidden").asInt()).isLessThan(3);
    assertThat(found.get("marksShown").asInt()).isEqualTo(3);
  }

  /** The closed forms of the tables come back as points. */
  @Tag("thorough")
  @Test
  void noiseSpectraAndTestErrorsAreDrawnWhereTheyWereMeasured() throws IOException {
    ExperimentDir measured = dir("measured");
    SyntheticTables.write(spark(), measured);
    measured.freeze(SyntheticTables.SPEC, "name: synthetic\nseed: 11\n");
    FitJob.of(spark(), measured, new FitJob.Options(40)).run();
    ReportJob.of(spark(), measured).run();
    String html = Files.readString(folder.resolve("measured/report/index.html"));
    assertThat(html)
        .contains(
            "Gradient noise grows with the loss to the power: <b>1.00; predicted 1.00: 6 of 6 agree"
                + " with",
            "Gradient noise over 2 L tr H*/B: <b>1.20; predicted 1.00: 0 of 6 agree with the"
                + " prediction<",
            "by the mean loss: <b>1.00; predicted 1.00: 12 of 12 agree with the prediction<",
            "Outliers n of the Hessian: <b>3.00<",
            "Size h* of the outliers: <b>2.00<",
            "against plain SGD: <b>lower in 3, higher in 4, indistinguishable in 0 of 7"
                + " contrasts<");
    JsonNode figures = data(html);
    assertThat(ids(figures))
        .containsExactly(
            "noise", "decoupling", "spectrum", "spectral-density", "learning", "test-error");
    assertThat(html).doesNotContain("were not measured");
    // twelve ranks at ten of twelve steps, 1.3 times above and below the line in turn
    JsonNode decoupling = figure(figures, "decoupling");
    assertThat(points(decoupling, "measured")).isEqualTo(120);
    for (JsonNode series : decoupling.get("series")) {
      for (JsonNode point : series.get("points")) {
        double ratio = point.get(1).asDouble() / point.get(0).asDouble();
        double expected = series.get("mark").asText().equals("measured") ? Math.log(1.3) : 0;
        assertThat(Math.abs(Math.log(ratio))).isCloseTo(expected, within(1e-4));
      }
    }
    assertThat(points(figure(figures, "learning"), "steps")).isEqualTo(6 * 8);
    assertThat(points(figure(figures, "learning"), "measured")).isEqualTo(6 * 8);
    for (JsonNode series : figure(figures, "noise").get("series")) {
      int batch =
          Integer.parseInt(series.get("name").asText().replaceAll("batch_size=(\\d+) .*", "$1"));
      double excess = series.get("mark").asText().equals("measured") ? 1.2 : 1;
      assertThat(series.get("points")).hasSize(8);
      for (JsonNode point : series.get("points")) {
        // three runs whose Hessians have traces 6.5, 6.6, 6.7: their geometric mean is 6.5995
        double expected =
            SyntheticTables.noiseTrace(excess, point.get(0).asDouble(), 6.5995, batch);
        assertThat(point.get(1).asDouble()).isCloseTo(expected, withinPercentage(0.01));
      }
    }
    assertThat(points(figure(figures, "spectrum"), "measured")).isEqualTo(60);
    assertThat(points(figure(figures, "spectral-density"), "steps")).isEqualTo(240);
    JsonNode errors = figure(figures, "test-error").get("series");
    assertThat(errors).hasSize(2);
    for (JsonNode series : errors) {
      int batch = Integer.parseInt(series.get("name").asText().replaceAll("B = (\\d+),.*", "$1"));
      for (JsonNode point : series.get("points")) {
        double alpha = point.get(0).asDouble();
        double accuracy =
            SyntheticTables.accuracy(alpha * alpha + (1 - alpha) * (1 - alpha), batch);
        assertThat(point.get(1).asDouble()).isCloseTo(100 * (1 - accuracy), within(1e-3));
        // accuracies of three runs lie 0.1 % apart; Student's t of two degrees is 4.303
        assertThat(point.get(3).asDouble() - point.get(2).asDouble())
            .isCloseTo(2 * 4.303 * 0.1 / Math.sqrt(3), within(1e-3));
      }
    }
    for (String id : ids(figures)) {
      assertThat(folder.resolve("measured/report/figures/" + id + ".svg")).isNotEmptyFile();
    }
  }

  /** One name, one number: the slope and the ratio of the figure are those of the fits table. */
  @Tag("thorough")
  @Test
  void theNoiseFigureShowsTheSlopeThatItsLawReports() throws IOException {
    ExperimentDir noisy = dir("noisy");
    SyntheticTables.write(spark(), noisy);
    noisy.freeze(SyntheticTables.SPEC, "name: synthetic\nseed: 11\n");
    TableRows fits = TableRows.none();
    String cell = noisy.table(Table.CELLS).select("cell_id").first().getString(0);
    // the points of the table have slope 1 and ratio 1.2
    fits.add(Table.FITS, noise(cell, "slope", 0.87));
    fits.add(Table.FITS, noise(cell, "ratio", 1.43));
    fits.write(spark(), noisy);
    ReportJob.of(spark(), noisy).run();
    String html = Files.readString(folder.resolve("noisy/report/index.html"));
    String section =
        html.substring(html.indexOf("id=\"noise-title\""), html.indexOf("id=\"decoupling-title\""));
    assertThat(section)
        .contains(
            "<td class=\"number\">0.870</td><td class=\"number\">1</td><td"
                + " class=\"number\">1.43</td>")
        .containsPattern("<td[^>]*>-</td><td class=\"number\">1</td><td[^>]*>-</td>");
  }

  private static Map<String, Object> noise(String cell, String parameter, double estimate) {
    Map<String, Object> values = new HashMap<>();
    values.put("cell_id", cell);
    values.put("law", "noise-law");
    values.put("parameter", parameter);
    values.put("group_key", "");
    values.put("estimate", estimate);
    values.put("predicted", 1.0);
    values.put("observations", 8L);
    values.put("verdict", "agrees");
    values.put("warnings", "");
    return values;
  }

  /** Two contrasts with a verdict, one without; two gains, and one that is infinite. */
  @Test
  void contrastsOfPairsHaveTheirLinesOnTheCard() throws IOException {
    ExperimentDir paired = dir("paired");
    String cell = dir.table(Table.CELLS).select("cell_id").first().getString(0);
    TableRows fits = TableRows.none();
    fits.add(Table.FITS, contrast(cell, "rate_ratio", 1.02, "agrees"));
    fits.add(Table.FITS, contrast(cell, "rate_ratio", 1.3, "differs"));
    fits.add(Table.FITS, contrast(cell, "rate_ratio", 2.0, "too-few-events"));
    fits.add(Table.FITS, contrast(cell, "rate_difference", 0.1, "agrees"));
    fits.add(Table.FITS, contrast(cell, "variance_gain", 1.25, "no-prediction"));
    fits.add(Table.FITS, contrast(cell, "variance_gain", 6.3, "no-prediction"));
    fits.add(Table.FITS, contrast(cell, "variance_gain", null, "no-prediction"));
    fits.write(spark(), paired);
    paired.replace(Table.CELLS, rows(Table.CELLS, dir.table(Table.CELLS), (values, k) -> {}, 1));
    paired.freeze(SPEC, dir.manifest().orElseThrow());
    ReportJob.of(spark(), paired).run();
    assertThat(Files.readString(folder.resolve("paired/report/index.html")))
        .contains(
            "<span class=\"badge mixed\">mixed</span><span>Ratios of rates between cells that share"
                + " random numbers (basin): <b>1 of 2 agree with the prediction; 1 not judged"
                + " (outside the regime, or too few events)</b>",
            "Gain from shared random numbers, in multiples of the runs (basin): <b>1.25 to"
                + " 6.30</b>");
    assertThat(page).doesNotContain("share random numbers");
  }

  private static Map<String, Object> contrast(
      String cell, String parameter, Double estimate, String verdict) {
    Map<String, Object> values = new HashMap<>();
    values.put("cell_id", cell);
    values.put("law", "contrast");
    values.put("event", "basin");
    values.put("parameter", parameter);
    values.put("group_key", "against batch_size=1");
    values.put("estimate", estimate);
    values.put("predicted", 1.0);
    values.put("observations", 100L);
    values.put("verdict", verdict);
    values.put("warnings", "");
    return values;
  }

  /** Spectra of runs and steps are different matrices: one curve is one of them. */
  @Tag("thorough")
  @Test
  void withoutACommonMinimumTheLastStepOfTheFirstRunIsShown() throws IOException {
    ExperimentDir measured = dir("along");
    SyntheticTables.write(spark(), measured);
    measured.replace(
        Table.SPECTRA,
        rows(
            Table.SPECTRA,
            measured.table(Table.SPECTRA).where("run_id IS NOT NULL"),
            (values, k) -> {},
            1));
    measured.freeze(SPEC, dir.manifest().orElseThrow());
    ReportJob.of(spark(), measured).run();
    JsonNode spectrum =
        figure(data(Files.readString(folder.resolve("along/report/index.html"))), "spectrum");
    assertThat(spectrum.get("series")).hasSize(6);
    for (JsonNode series : spectrum.get("series")) {
      assertThat(series.get("name").asText()).endsWith(", step 700");
      assertThat(series.get("points")).hasSize(6);
      // the first run's outliers are 3, the others' 3.1 and 3.2
      assertThat(series.get("points").get(1).get(1).asDouble()).isEqualTo(3);
    }
  }

  /** The levels watched, 1.2 and 1.3, have a tick and three marks each, in one column. */
  private static void ticksStandUnderTheirValues(String svg) {
    for (String level : List.of("1.2", "1.3")) {
      Matcher tick =
          Pattern.compile("translate\\(([0-9.]+) [0-9.]+\\)\"[^>]*>" + level + "<").matcher(svg);
      assertThat(tick.find()).as(level).isTrue();
      double place = Double.parseDouble(tick.group(1));
      Matcher mark = Pattern.compile("matrix\\([0-9.]+,0,0,[0-9.]+,([0-9.]+),").matcher(svg);
      assertThat(mark.results().mapToDouble(m -> Double.parseDouble(m.group(1))))
          .as(level)
          .filteredOn(x -> Math.abs(x - place) < 0.5)
          .hasSize(3);
    }
  }

  // ---- tables of one folder made into those of another ----------------------------------------

  private interface Change {
    void apply(Object[] values, int copy);
  }

  private static void copy(ExperimentDir target, List<Table> tables) {
    tables.forEach(
        table -> target.replace(table, rows(table, dir.table(table), (values, k) -> {}, 1)));
  }

  private static JavaRDD<TableRow> rows(Table table, Dataset<Row> from, Change change, int copies) {
    List<TableRow> rows = new ArrayList<>();
    for (Row row : from.collectAsList()) {
      for (int k = 0; k < copies; k++) {
        Object[] values = new Object[row.length()];
        for (int i = 0; i < values.length; i++) {
          values[i] = row.get(i);
        }
        change.apply(values, k);
        rows.add(RowRecords.row(table, values));
      }
    }
    return JavaSparkContext.fromSparkContext(spark().sparkContext()).parallelize(rows, 2);
  }
}
