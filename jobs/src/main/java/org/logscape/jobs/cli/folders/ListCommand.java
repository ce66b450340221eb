package org.logscape.jobs.cli.folders;

import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.Callable;
import org.logscape.jobs.cli.SparkOptions;
import org.logscape.jobs.housekeeping.FolderSearch;
import org.logscape.jobs.housekeeping.FoundFolder;
import org.logscape.jobs.text.Numbers;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code logscape list}: the results folders under a root. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    usageHelpAutoWidth = true,
    description =
        "Lists the results folders under ROOT, down to four levels: state, size, time of the last"
            + " write (UTC), experiment and seed. A folder is complete (it has _SUCCESS), partial,"
            + " or in use by a driver.",
    footer = {"", "Examples:", "  submit/logscape list out", "  submit/logscape list s3a://bucket"})
public final class ListCommand implements Callable<Integer> {
  @Parameters(paramLabel = "ROOT", description = "A folder (a local or Hadoop path).")
  private String root;

  @Mixin private SparkOptions sparkOptions;

  @Spec private CommandSpec command;

  @Override
  public Integer call() {
    try (SparkOptions.Lease spark = sparkOptions.lease()) {
      List<FoundFolder> found = FolderSearch.of(spark.session(), root).all();
      found.forEach(folder -> command.commandLine().getOut().println(line(folder)));
    }
    return 0;
  }

  private static String line(FoundFolder folder) {
    String state = folder.complete() ? "complete" : "partial";
    return "%-8s  %8s  %s  %s  %s"
        .formatted(
            folder.claimed() ? "in use" : state,
            Numbers.bytes((double) folder.bytes()),
            folder.modified().truncatedTo(ChronoUnit.SECONDS),
            folder.path(),
            folder.experiment().map(name -> name + seed(folder)).orElse(""));
  }

  private static String seed(FoundFolder folder) {
    return folder.seed().map(seed -> " (seed " + seed + ")").orElse("");
  }
}
