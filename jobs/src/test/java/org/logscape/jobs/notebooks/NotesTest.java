package org.logscape.jobs.notebooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.zeppelin.interpreter.Interpreter;
import org.apache.zeppelin.interpreter.InterpreterResult;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.logscape.jobs.SparkTestSession;
import org.logscape.jobs.SyntheticTables;
import org.logscape.jobs.store.ExperimentDir;
import org.logscape.jobs.store.SparkSchemas;
import org.logscape.schemas.Table;

/**
 * Every paragraph of every note through real interpreters, on the tables of the quickstart (with
 * fewer runs, and levels and the stationary law besides), of measurements of noise, spectra and
 * test errors, on a folder without rows, and on one that is not there.
 */
@Tag("thorough")
class NotesTest {
  private static final Path NOTES = Path.of("../notebooks");
  private static final Pattern COLUMNS =
      Pattern.compile("\"(\\w+)\" ->\\s*\\(?((?:\"[^\"]*\"[\\s+]*)+)");

  @TempDir static Path folder;
  private static Map<String, Interpreter> interpreters;

  /** What was run already, since running takes its time. */
  private static final Map<String, List<Note.Ran>> done = new HashMap<>();

  @BeforeAll
  static void writeTables() throws Exception {
    NoteFolders.write(SparkTestSession.get(), folder);
    interpreters = Note.interpreters();
  }

  @AfterAll
  static void closeInterpreters() throws Exception {
    for (Interpreter interpreter : interpreters.values()) {
      interpreter.close();
    }
  }

  private static ExperimentDir dir(String name) {
    return ExperimentDir.of(SparkTestSession.get(), folder.resolve(name).toString());
  }

  static List<Path> notes() throws IOException {
    try (Stream<Path> files = Files.list(NOTES)) {
      return files.filter(file -> file.toString().endsWith(".zpln")).sorted().toList();
    }
  }

  private static List<Note.Ran> run(Path file, String where, String cell) throws Exception {
    String key = String.join(" ", file.toString(), where, cell);
    if (!done.containsKey(key)) {
      done.put(key, runAnew(file, where, cell));
    }
    return done.get(key);
  }

  private static List<Note.Ran> runAnew(Path file, String where, String cell) throws Exception {
    List<Note.Ran> ran = Note.of(file).run(interpreters, folder.resolve(where).toString(), cell);
    for (Note.Ran paragraph : ran) {
      assertThat(paragraph.result().code())
          .as("%s on %s: %s: %s", file, where, paragraph.title(), paragraph.output())
          .isEqualTo(InterpreterResult.Code.SUCCESS);
      if (paragraph.isSql()) {
        chartNamesColumns(paragraph);
      }
    }
    return ran;
  }

  /** Chart settings name columns that the result has, by name and by place. */
  private static void chartNamesColumns(Note.Ran paragraph) {
    List<String> columns = paragraph.table().get(0);
    List<JsonNode> named = new ArrayList<>();
    JsonNode graph = paragraph.graph();
    for (String list : List.of("keys", "groups", "values")) {
      graph.get(list).forEach(named::add);
    }
    graph.at("/setting/scatterChart").forEach(named::add);
    String mode = graph.get("mode").asText();
    assertThat(mode).isIn("table", "scatterChart", "lineChart", "multiBarChart");
    assertThat(named)
        .as(paragraph.title())
        .hasSizeGreaterThanOrEqualTo(mode.equals("table") ? 0 : 2);
    for (JsonNode column : named) {
      assertThat(columns).as(paragraph.title()).contains(column.get("name").asText());
      assertThat(columns.indexOf(column.get("name").asText()))
          .as(paragraph.title())
          .isEqualTo(column.get("index").asInt());
    }
  }

  private static Set<String> withRows(List<Note.Ran> ran) {
    return ran.stream()
        .filter(paragraph -> paragraph.isSql() && paragraph.table().size() > 1)
        .map(Note.Ran::title)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> queries(Path file) throws IOException {
    return Note.of(file).paragraphs().stream()
        .filter(paragraph -> paragraph.get("text").asText().startsWith("%spark.sql"))
        .map(paragraph -> paragraph.get("title").asText())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Tag("thorough")
  @ParameterizedTest
  @MethodSource("notes")
  void everyParagraphRunsAndShowsWhatThereIs(Path file) throws Exception {
    boolean isMeasured =
        file.endsWith("noise-and-curvature.zpln") || file.endsWith("generalisation.zpln");
    List<Note.Ran> ran = run(file, isMeasured ? "measured" : "quickstart", "");
    assertThat(withRows(ran)).isEqualTo(queries(file));
    run(file, isMeasured ? "quickstart" : "measured", "");
    List<Note.Ran> one = run(file, isMeasured ? "measured" : "quickstart", "noise_enhancement=1");
    assertThat(one).hasSameSizeAs(ran);
  }

  @Tag("thorough")
  @ParameterizedTest
  @MethodSource("notes")
  void everyParagraphRunsWithoutRows(Path file) throws Exception {
    assertThatNothingIsShown(run(file, "empty", ""));
  }

  @Test
  void aFolderThatIsNotThereIsSaidNotToBe() throws Exception {
    List<Note.Ran> ran = run(NOTES.resolve("overview.zpln"), "nowhere", "");
    assertThatNothingIsShown(ran);
    assertThat(load(ran).output()).contains("nowhere holds no results: set DIR in the form here");
  }

  private static void assertThatNothingIsShown(List<Note.Ran> ran) {
    Set<String> shown = withRows(ran);
    // which says that there is nothing
    shown.remove("What there is to see");
    assertThat(shown).isEmpty();
    assertThat(load(ran).output())
        .contains("not in this folder, so there is nothing to show of it");
  }

  private static Note.Ran load(List<Note.Ran> ran) {
    return ran.stream().filter(p -> p.title().equals("Load the tables")).findFirst().orElseThrow();
  }

  @Test
  void absentTablesAreSaidToBe() throws Exception {
    for (String note : List.of("noise-and-curvature.zpln", "generalisation.zpln")) {
      Note.Ran there =
          run(NOTES.resolve(note), "quickstart", "").stream()
              .filter(paragraph -> paragraph.title().equals("What there is to see"))
              .findFirst()
              .orElseThrow();
      assertThat(there.output()).contains("nothing: this sweep");
    }
  }

  /** The views that stand in for absent tables have the columns of data-schemas. */
  @ParameterizedTest
  @MethodSource("notes")
  void emptyViewsHaveTheDocumentedColumns(Path file) throws IOException {
    String text =
        Note.of(file).paragraphs().stream()
            .map(paragraph -> paragraph.get("text").asText())
            .filter(paragraph -> paragraph.startsWith("%spark\n"))
            .findFirst()
            .orElseThrow();
    Matcher columns = COLUMNS.matcher(text);
    int tables = 0;
    while (columns.find()) {
      StructType documented =
          SparkSchemas.of(Table.valueOf(columns.group(1).toUpperCase(Locale.ROOT)).schema());
      String ddl =
          Pattern.compile("\"([^\"]*)\"")
              .matcher(columns.group(2))
              .results()
              .map(part -> part.group(1))
              .collect(Collectors.joining());
      assertThat(names(StructType.fromDDL(ddl)).entrySet())
          .as(columns.group(1))
          .isSubsetOf(names(documented).entrySet());
      tables++;
    }
    assertThat(tables).isGreaterThanOrEqualTo(3);
  }

  private static Map<String, String> names(StructType type) {
    Map<String, String> names = new TreeMap<>();
    for (StructField field : type.fields()) {
      names.put(field.name(), field.dataType().simpleString());
    }
    return names;
  }

  /** All runs escape, so Kaplan and Meier's share is that of the runs whose time is beyond. */
  @Test
  void survivalIsTheShareOfLaterTimes() throws Exception {
    List<List<String>> curve = table("escape-law.zpln", "Survival");
    List<Double> times =
        dir("quickstart")
            .table(Table.ESCAPES)
            .join(dir("quickstart").table(Table.CELLS), "cell_id")
            .where("event = 'separatrix' AND label = 'label_noise=2 noise_enhancement=1'")
            .selectExpr("time")
            .collectAsList()
            .stream()
            .map(row -> row.getDouble(0))
            .sorted()
            .toList();
    assertThat(times).hasSize(150);
    int checked = 0;
    for (List<String> point : curve) {
      if (point.get(2).equals("σ=2 α=1")) {
        double time = Math.pow(10, Double.parseDouble(point.get(0)));
        // rounded to four digits
        long beyond = times.stream().filter(t -> t > time * 1.0003).count();
        assertThat(Double.parseDouble(point.get(1))).isCloseTo(beyond / 150.0, within(1e-4));
        checked++;
      }
    }
    assertThat(checked).isBetween(45, 50);
  }

  /**
   * The accuracies of three runs lie 0.001 apart, so Welch's interval has 4 degrees of freedom and
   * t = 2.776; the note's series for t is within 1 %.
   */
  @Test
  void differencesOfTestErrorsHaveWelchsInterval() throws Exception {
    List<List<String>> rows =
        table(
            "generalisation.zpln",
            "measured",
            "Enhanced noise against plain SGD of the same batch");
    assertThat(rows).hasSize(4);
    List<String> enhanced =
        rows.stream()
            .filter(row -> row.get(0).equals("batch_size=100 noise_enhancement=2.0"))
            .findFirst()
            .orElseThrow();
    double difference = SyntheticTables.accuracy(1, 100) - SyntheticTables.accuracy(5, 100);
    double half = 2.776 * 0.001 * Math.sqrt(2.0 / 3);
    assertThat(enhanced.get(1)).isEqualTo("batch_size=100 noise_enhancement=1.0");
    assertThat(Double.parseDouble(enhanced.get(2)) / 100).isCloseTo(difference, within(1e-5));
    assertThat(Double.parseDouble(enhanced.get(3)) / 100)
        .isCloseTo(difference - half, within(1e-5 + 0.01 * half));
    assertThat(table("generalisation.zpln", "measured", "Larger batches against the smallest"))
        .hasSize(3)
        .allMatch(row -> row.get(1).equals("batch_size=10 noise_enhancement=1.0"));
  }

  /** By the rule of Outliers: 3 of size 2 at the minimum, 2 of mean size 3.1 along the runs. */
  @Test
  void outliersAreThoseOfTheRule() throws Exception {
    List<List<String>> rows =
        table("noise-and-curvature.zpln", "measured", "Outliers n and their size h*");
    assertThat(rows).hasSize(6 * 3);
    for (List<String> row : rows) {
      boolean isMinimum = row.get(1).equals("null");
      assertThat(Double.parseDouble(row.get(2))).isEqualTo(isMinimum ? 3 : 2);
      assertThat(Double.parseDouble(row.get(3))).isEqualTo(isMinimum ? 2 : 3.1);
    }
  }

  /** Densities per unit of ln x: both the measured one and the law's have integral 1. */
  @Test
  void densitiesHaveIntegralOne() throws Exception {
    Map<String, Double> integrals = new TreeMap<>();
    for (List<String> point :
        table("stationary-law.zpln", "Excess loss: measured and the Beta law")) {
      integrals.merge(
          point.get(2),
          Math.pow(10, Double.parseDouble(point.get(1))) * 0.1 * Math.log(10),
          Double::sum);
    }
    assertThat(integrals).hasSize(12);
    // the law's smallest values are left out of the chart, and values are rounded to four digits
    integrals.forEach((series, sum) -> assertThat(sum).as(series).isCloseTo(1, within(2e-3)));
  }

  private static List<List<String>> table(String note, String title) throws Exception {
    return table(note, "quickstart", title);
  }

  private static List<List<String>> table(String note, String where, String title)
      throws Exception {
    List<List<String>> all =
        run(NOTES.resolve(note), where, "").stream()
            .filter(paragraph -> paragraph.title().equals(title))
            .findFirst()
            .orElseThrow()
            .table();
    return all.subList(1, all.size());
  }
}
