package org.logscape.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The command line as a user meets it: what is printed where, and which exit code follows. */
class LogscapeTest {
  private static final String SPEC =
      """
      name: command-line
      seed: 1
      replicas: 40
      model: {type: double-well, dimensions: 2, barrier: 2, label_noise: [1, 2]}
      dynamics: {type: sgd, batch_size: 1, learning_rate: 0.04}
      observe:
        escape: {events: [separatrix]}
      stop: {steps: 20000, after: separatrix}
      """;

  @TempDir Path folder;

  /** What a command printed, and its exit code. */
  private record Result(int code, List<String> out, List<String> err) {}

  @BeforeAll
  static void startSpark() {
    // commands that need Spark find the session that the tests share
    SparkTestSession.get();
  }

  private static Result logscape(String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    PrintStream oldOut = System.out;
    PrintStream oldErr = System.err;
    System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
    System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
    try {
      int code = Logscape.execute(arguments);
      return new Result(code, lines(out), lines(err));
    } finally {
      System.setOut(oldOut);
      System.setErr(oldErr);
    }
  }

  private static List<String> lines(ByteArrayOutputStream bytes) {
    return bytes.toString(StandardCharsets.UTF_8).lines().toList();
  }

  private String spec(String yaml) throws IOException {
    return Files.writeString(folder.resolve("spec.yaml"), yaml).toString();
  }

  /** Lines of the program itself; Spark's log goes the same way in tests. */
  private static List<String> complaints(Result result) {
    return result.err().stream().filter(line -> line.startsWith("logscape: ")).toList();
  }

  @Test
  void runGoesFromASpecToATableOfVerdicts() throws IOException {
    String out = folder.resolve("out").toString();
    Result run = logscape("run", spec(SPEC), "--out", out);
    assertThat(run.code()).isZero();
    assertThat(run.out().get(0)).startsWith("80 runs (").endsWith("in file:" + out);
    assertThat(run.out())
        .hasSizeLessThanOrEqualTo(24)
        .allMatch(line -> line.length() <= 100 || line.contains(out))
        .anyMatch(line -> line.startsWith("Answer: Escape (separatrix) follows a power law"))
        .anyMatch(line -> line.matches("escape-law +exponent, T = 0.24 .*  4\\.17 .*"))
        .anyMatch(line -> line.matches("escape-law +aic_difference .* preferred"))
        .contains("Page: " + out + "/report/index.html");
    Result show = logscape("show", out, "--law", "escape-rate");
    assertThat(show.code()).isZero();
    assertThat(show.out())
        .anyMatch(line -> line.equals("escape-rate, separatrix"))
        .noneMatch(line -> line.startsWith("escape-law"))
        .anyMatch(line -> line.matches(" *label_noise=1 +rate +0\\.\\d+ \\[.*]  +0\\.112 +\\w+.*"));
    assertThat(logscape("show", out, "--law", "escape-law").out())
        .anyMatch(line -> line.matches(" *all cells +aic_difference .* preferred.*"));
    assertThat(
            logscape("show", out, "--law", "escape-rate", "--cell", "label_noise=2", "--csv").out())
        .hasSize(2)
        .element(0)
        .asString()
        .startsWith("law,event,cell_id,label,group_key,parameter,estimate,");
    Result none = logscape("show", out, "--law", "escape");
    assertThat(none.code()).isEqualTo(2);
    assertThat(complaints(none)).hasSize(1);
    // a second time it is refused, and fit goes on from the tables
    assertThat(logscape("run", spec(SPEC), "--out", out).code()).isEqualTo(2);
    Result fit = logscape("fit", out);
    assertThat(fit.code()).isZero();
    // the screen of the run, below its number of runs, but for where the page is
    assertThat(fit.out().stream().filter(line -> !line.startsWith("Page: ")))
        .isEqualTo(run.out().stream().skip(1).filter(line -> !line.startsWith("Page: ")).toList());
    Result more =
        logscape(
            "run", spec(SPEC.replace("replicas: 40", "replicas: 50")), "--out", out, "--resume");
    assertThat(more.out().get(0)).startsWith("100 runs (");
  }

  @Test
  void planShowsPredictionsWithoutComputing() throws IOException {
    Result plan = logscape("plan", spec(SPEC));
    assertThat(plan.code()).isZero();
    assertThat(plan.out().get(0)).startsWith("command-line: 2 cells x 40 replicas = 80 runs");
    // 2 kappa at L^s/L* = 1.818, theory's 0.0559 twice
    assertThat(plan.out())
        .anyMatch(line -> line.contains("label_noise=1") && line.contains("0.112"));
    assertThat(plan.out())
        .anyMatch(line -> line.startsWith("warning: eta h* = 0.240 is not small"));
  }

  static List<List<String>> mistakes() {
    return List.of(
        List.of("no such file", "plan", "nowhere.yaml"),
        List.of("must be a spec", "plan", "FOLDER"),
        List.of("Missing required option: '--out=DIR'", "sweep", "SPEC"),
        List.of("Unmatched argument", "swep", "SPEC"),
        List.of("--partitions: is 0", "sweep", "SPEC", "--out", "OUT", "--partitions", "0"),
        List.of("'many' is not an int", "sweep", "SPEC", "--out", "OUT", "--partitions", "many"),
        List.of("--wave-seconds: is -1", "sweep", "SPEC", "--out", "OUT", "--wave-seconds=-1"),
        List.of("--bootstrap: is 3", "run", "SPEC", "--out", "OUT", "--bootstrap", "3"),
        List.of("is a file; must be a folder", "sweep", "SPEC", "--out", "SPEC"),
        List.of("is not empty", "sweep", "SPEC", "--out", "FOLDER"),
        List.of("cannot be read", "sweep", "SPEC", "--out", "nofs://host/dir"),
        List.of("holds no Logscape results", "fit", "FOLDER"),
        List.of("holds no Logscape results", "replay", "FOLDER", "--run", "x-1"),
        List.of("Missing required option: '--run=ID'", "replay", "FOLDER"));
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void aMistakeIsOneLineAndExitCodeTwo(List<String> mistake) throws IOException {
    String spec = spec(SPEC);
    String[] arguments =
        mistake.stream()
            .skip(1)
            .map(
                word ->
                    switch (word) {
                      case "SPEC" -> spec;
                      case "OUT" -> folder.resolve("out").toString();
                      case "FOLDER" -> folder.toString();
                      default -> word;
                    })
            .toArray(String[]::new);
    Result result = logscape(arguments);
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.out()).isEmpty();
    assertThat(complaints(result)).hasSize(1);
    assertThat(complaints(result).get(0)).contains(mistake.get(0));
    assertThat(result.err()).noneMatch(line -> line.startsWith("\tat "));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          model:            | modell:                     | modell
          replicas: 40      | replicas: many              | replicas
          learning_rate: 0.04 | learning_rate: -0.04      | dynamics.learning_rate
          [1, 2]            | []                          | model.label_noise
          batch_size: 1     | noise_enhancement: 0.4      | dynamics.noise_enhancement
          steps: 20000      | steps: 0                    | stop.steps
          """)
  void aFaultInTheSpecIsOneLine(String from, String to, String path) throws IOException {
    Result result =
        logscape("sweep", spec(SPEC.replace(from, to)), "--out", folder.resolve("o").toString());
    assertThat(result.code()).isEqualTo(2);
    assertThat(complaints(result)).anyMatch(line -> line.contains(path));
    assertThat(Files.exists(folder.resolve("o"))).isFalse();
  }

  @Test
  void tenFaultsAreTenLines() throws IOException {
    Result result =
        logscape(
            "plan",
            spec(
                """
                name: ""
                seed: x
                replicas: 0
                model: {type: double-well, dimensions: 0, barrier: 0.4, label_noise: -1, hight: 2}
                dynamics: {type: sgd, batch_size: 0, learning_rate: -1, noise_enhancement: 0.4}
                observe:
                  escape: {events: [separatrix]}
                stop: {steps: 0, after: separatrix}
                """));
    assertThat(result.code()).isEqualTo(2);
    assertThat(complaints(result)).hasSizeGreaterThanOrEqualTo(10);
    assertThat(String.join("\n", complaints(result)))
        .contains(
            "name",
            "seed",
            "replicas",
            "model.dimensions",
            "model.barrier",
            "model.label_noise",
            "model.hight",
            "dynamics.batch_size",
            "dynamics.learning_rate",
            "dynamics.noise_enhancement",
            "stop.steps");
  }

  @Test
  void anotherExperimentInTheFolderIsRefused() throws IOException {
    String out = folder.resolve("out").toString();
    assertThat(logscape("sweep", spec(SPEC), "--out", out).code()).isZero();
    Result result =
        logscape("sweep", spec(SPEC.replace("barrier: 2", "barrier: 3")), "--out", out, "--resume");
    assertThat(result.code()).isEqualTo(2);
    assertThat(complaints(result)).hasSize(1);
    assertThat(complaints(result).get(0)).contains("another experiment", "model.barrier");
  }

  @Test
  void helpNamesEveryCommandAndExitCode() {
    Result help = logscape("--help");
    assertThat(help.code()).isZero();
    assertThat(String.join("\n", help.out()))
        .contains("run", "plan", "sweep", "fit", "replay", "Examples", "Exit codes", "--resume");
    assertThat(logscape("--version").out().get(0)).startsWith("logscape 0.1");
    assertThat(logscape().code()).isZero();
  }

  static Stream<String> commands() {
    return Logscape.commandLine().getSubcommands().keySet().stream()
        .filter(name -> !name.equals("generate-completion"));
  }

  /** Each example of a command's help must be one that the command takes. */
  @ParameterizedTest
  @MethodSource("commands")
  void everyCommandShowsExamplesThatItTakes(String name) {
    Result help = logscape(name, "--help");
    assertThat(help.out()).contains("Examples:").allMatch(line -> line.length() <= 80);
    List<String> examples =
        help.out().stream().filter(line -> line.matches("  .*submit/logscape .*")).toList();
    assertThat(examples).isNotEmpty();
    for (String example : examples) {
      // without the comment, and without the file that the shell writes to
      String command = example.replaceAll("^.*submit/logscape +| +[#>].*", "");
      assertThat(command).startsWith(name);
      Logscape.commandLine().parseArgs(command.split(" +", -1));
    }
  }
}
