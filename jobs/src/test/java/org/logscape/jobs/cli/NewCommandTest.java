package org.logscape.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.logscape.jobs.SparkTestSession;
import org.logscape.jobs.cli.NewCommand.Starter;
import org.logscape.jobs.cli.process.Failures;
import org.logscape.jobs.fit.FitJob;
import org.logscape.jobs.plan.Plan;
import org.logscape.jobs.plan.PlanText;
import org.logscape.jobs.spec.Spec;
import org.logscape.jobs.spec.SpecReader;
import org.logscape.jobs.store.ExperimentDir;
import org.logscape.jobs.store.Mode;
import org.logscape.jobs.sweep.SweepJob;
import org.logscape.schemas.Table;
import picocli.CommandLine;

class NewCommandTest {
  @TempDir Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... arguments) {
    CommandLine command = new CommandLine(new NewCommand());
    command.setCaseInsensitiveEnumValuesAllowed(true);
    command.setOut(new PrintWriter(out, true));
    command.setErr(new PrintWriter(err, true));
    command.setExecutionExceptionHandler(Failures::ofWork);
    return command.execute(arguments);
  }

  private String written(Starter starter) throws IOException {
    Path file = folder.resolve("my.yaml");
    assertThat(run(file.toString(), "--like", starter.toString())).isZero();
    return Files.readString(file);
  }

  @ParameterizedTest
  @EnumSource(Starter.class)
  void everyStarterIsASpecThatCanBePlanned(Starter starter) throws IOException {
    String yaml = written(starter);
    Spec spec = SpecReader.read(yaml, "my.yaml");
    assertThat(spec.name()).isEqualTo("my-" + starter);
    assertThat(spec.claim()).isPresent();
    assertThat(spec.rare().isPresent()).isEqualTo(starter == Starter.RARE);
    assertThat(PlanText.of(Plan.of(spec)).lines()).isNotEmpty();
    assertThat(out.toString())
        .contains("submit/logscape plan ")
        .contains("submit/logscape " + (starter == Starter.RARE ? "rare " : "run "));
    assertThat(yaml.lines()).allMatch(line -> line.length() <= 140);
  }

  @Test
  void theHelpNamesEveryStarter() {
    assertThat(run("--help")).isZero();
    String help = out.toString().replaceAll("\\s+", " ");
    Arrays.stream(Starter.values())
        .forEach(starter -> assertThat(help).contains(starter.toString()));
  }

  @Test
  void aStarterRunsAndIsFitted() throws IOException {
    SparkSession spark = SparkTestSession.get();
    Spec spec =
        SpecReader.read(written(Starter.FORMULA), "my.yaml", List.of("replicas=4", "fit=[]"));
    ExperimentDir dir = ExperimentDir.of(spark, folder.resolve("out").toString());
    SweepJob.of(spark, spec, dir, new SweepJob.Options(Mode.FRESH, OptionalInt.of(2), 1e9))
        .run(Optional.empty());
    // both wells, four runs each
    assertThat(dir.table(Table.RUNS).count()).isEqualTo(8);
    assertThat(dir.table(Table.RUNS).where("status = 'escaped'").count()).isEqualTo(8);
    assertThat(FitJob.of(spark, dir, new FitJob.Options(40))).isNotNull();
  }

  @Test
  void aFileThatIsThereIsNotOverwritten() throws IOException {
    Path file = Files.writeString(folder.resolve("mine.yaml"), "mine");
    assertThat(run(file.toString(), "--like", "escape")).isEqualTo(2);
    assertThat(err.toString()).contains("mine.yaml: exists; must be a new file");
    assertThat(file).hasContent("mine");
    assertThat(run(folder.resolve("no/my.yaml").toString(), "--like", "escape")).isEqualTo(2);
    assertThat(err.toString()).contains("its folder does not exist");
  }
}
