package org.logscape.jobs.cli.folders;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.logscape.jobs.cli.SparkOptions;
import org.logscape.jobs.errors.UserException;
import org.logscape.jobs.housekeeping.CleanJob;
import org.logscape.jobs.housekeeping.FolderSearch;
import org.logscape.jobs.housekeeping.FoundFolder;
import org.logscape.jobs.text.Numbers;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code logscape clean}: deletes old results folders. */
@Command(
    name = "clean",
    mixinStandardHelpOptions = true,
    usageHelpAutoWidth = true,
    description =
        "Deletes results folders under ROOT whose youngest file is older than an age. A folder that"
            + " a driver writes to stays, and so does one that holds anything that Logscape did not"
            + " write.",
    footer = {
      "",
      "Examples:",
      "  submit/logscape clean out --older-than 30d --dry-run",
      "  submit/logscape clean out --older-than 12h"
    })
public final class CleanCommand implements Callable<Integer> {
  private static final Pattern AGE = Pattern.compile("([1-9]\\d{0,5})([dh])");

  @Parameters(paramLabel = "ROOT", description = "A folder (a local or Hadoop path).")
  private String root;

  @Option(
      names = "--older-than",
      required = true,
      paramLabel = "AGE",
      description = "Least age, in days (30d) or hours (12h).")
  private String age;

  @Option(names = "--dry-run", description = "Say what would go, and delete nothing.")
  private boolean dryRun;

  @Mixin private SparkOptions sparkOptions;

  @Spec private CommandSpec command;

  @Override
  public Integer call() {
    Duration least = duration(age);
    try (SparkOptions.Lease spark = sparkOptions.lease()) {
      List<FoundFolder> found = FolderSearch.of(spark.session(), root).all();
      CleanJob job = CleanJob.of(spark.session(), Instant.now(), least);
      print(dryRun ? job.preview(found) : job.run(found));
    }
    return 0;
  }

  private void print(List<CleanJob.Outcome> outcomes) {
    PrintWriter out = command.commandLine().getOut();
    String gone = dryRun ? "would delete" : "deleted";
    long bytes = 0;
    int count = 0;
    for (CleanJob.Outcome outcome : outcomes) {
      boolean goes = outcome.fate() == CleanJob.Fate.DELETED;
      out.printf("%s %s (%s)%n", goes ? gone : "kept", outcome.folder().path(), outcome.reason());
      bytes += goes ? outcome.folder().bytes() : 0;
      count += goes ? 1 : 0;
    }
    out.printf(
        "%s %,d of %,d folders, %s%n", gone, count, outcomes.size(), Numbers.bytes((double) bytes));
  }

  private static Duration duration(String age) {
    Matcher matcher = AGE.matcher(age);
    if (!matcher.matches()) {
      throw UserException.of(
          "--older-than: is '%s'; must be a number of days or hours, as in 30d or 12h"
              .formatted(age));
    }
    long number = Long.parseLong(matcher.group(1));
    return matcher.group(2).equals("d") ? Duration.ofDays(number) : Duration.ofHours(number);
  }
}
