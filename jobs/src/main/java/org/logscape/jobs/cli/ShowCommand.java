package org.logscape.jobs.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.logscape.jobs.cli.process.Terminal;
import org.logscape.jobs.errors.UserException;
import org.logscape.jobs.store.ExperimentDir;
import org.logscape.jobs.verdict.LawRow;
import org.logscape.jobs.verdict.LawRows;
import org.logscape.jobs.verdict.RowFormat;
import org.logscape.jobs.verdict.VerdictTable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code logscape show}: any part of the fits, as a table or for programs. */
@Command(
    name = "show",
    mixinStandardHelpOptions = true,
    usageHelpAutoWidth = true,
    description =
        "Prints the fits of DIR as tables: all laws, or what the options choose. Writes nothing.",
    footer = {
      "",
      "Examples:",
      "  submit/logscape show out/my",
      "  submit/logscape show out/my --law survival --verdict differs",
      "  submit/logscape show out/my --cell label_noise=1 --json",
      "  submit/logscape show out/my --csv > fits.csv"
    })
public final class ShowCommand implements Callable<Integer> {
  @Parameters(paramLabel = "DIR", description = "Results folder (a local or Hadoop path).")
  private String path;

  @Option(names = "--law", paramLabel = "L", description = "Rows of this law alone.")
  private String law;

  @Option(
      names = "--cell",
      paramLabel = "C",
      description = "Rows of the cells with this id, or with this text in their label.")
  private String cell;

  @Option(
      names = "--verdict",
      paramLabel = "V",
      description = "Rows with this verdict alone, for example differs.")
  private String verdict;

  @ArgGroup private Format format;

  @Mixin private SparkOptions sparkOptions;

  @Spec private CommandSpec command;

  /** How rows are printed for programs. */
  static final class Format {
    @Option(names = "--json", description = "Print a JSON array, one object a row.")
    private boolean json;

    @Option(names = "--csv", description = "Print CSV with a header.")
    @SuppressWarnings("UnusedVariable") // picocli holds that exactly one of the two is given
    private boolean csv;
  }

  @Override
  public Integer call() {
    try (SparkOptions.Lease spark = sparkOptions.lease()) {
      ExperimentDir dir = ResultsDir.withResults(spark.session(), path);
      // programs that read the output are not to find sentences in it
      ResultsDir.completeness(dir).lines().forEach(command.commandLine().getErr()::println);
      List<LawRow> all = LawRows.of(dir);
      List<LawRow> rows = all.stream().filter(this::isWanted).toList();
      if (rows.isEmpty() && !all.isEmpty()) {
        throw UserException.of("%s: no row is chosen; %s".formatted(path, choices(all)));
      }
      PrintWriter out = command.commandLine().getOut();
      lines(rows).forEach(out::println);
      out.flush();
    }
    return 0;
  }

  private Stream<String> lines(List<LawRow> rows) {
    if (format == null) {
      VerdictTable table = VerdictTable.of(rows);
      // a filter such as grep finds a row in one line
      return (Terminal.drawable().isPresent() ? table.within(Terminal.width()) : table)
          .lines().stream();
    }
    return format.json ? RowFormat.json(rows) : RowFormat.csv(rows);
  }

  private boolean isWanted(LawRow row) {
    return (law == null || law.equals(row.law()))
        && (cell == null || row.cellId().equals(cell) || row.label().contains(cell))
        && (verdict == null || verdict.equals(row.verdict()));
  }

  private static String choices(List<LawRow> all) {
    return "laws here: %s; verdicts: %s"
        .formatted(
            all.stream().map(LawRow::law).distinct().collect(Collectors.joining(", ")),
            all.stream().map(LawRow::verdict).distinct().collect(Collectors.joining(", ")));
  }
}
