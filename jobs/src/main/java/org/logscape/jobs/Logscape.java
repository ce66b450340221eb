package org.logscape.jobs;

import java.util.Locale;
import org.logscape.jobs.cli.CheckCommand;
import org.logscape.jobs.cli.DoctorCommand;
import org.logscape.jobs.cli.ExportCommand;
import org.logscape.jobs.cli.FitCommand;
import org.logscape.jobs.cli.NewCommand;
import org.logscape.jobs.cli.PlanCommand;
import org.logscape.jobs.cli.RareCommand;
import org.logscape.jobs.cli.ReplayCommand;
import org.logscape.jobs.cli.ReportCommand;
import org.logscape.jobs.cli.RunCommand;
import org.logscape.jobs.cli.SchemaCommand;
import org.logscape.jobs.cli.ShowCommand;
import org.logscape.jobs.cli.SweepCommand;
import org.logscape.jobs.cli.Version;
import org.logscape.jobs.cli.folders.CleanCommand;
import org.logscape.jobs.cli.folders.ListCommand;
import org.logscape.jobs.cli.process.ExitCode;
import org.logscape.jobs.cli.process.Failures;
import org.logscape.jobs.cli.process.Farewell;
import org.logscape.jobs.cli.process.NamelessUser;
import org.logscape.jobs.cli.process.StandardOutput;
import org.logscape.jobs.cli.process.Terminal;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/**
 * The command line: what {@code submit/logscape} starts, and what {@code spark-submit --class
 * org.logscape.jobs.Logscape} starts on a cluster.
 */
@Command(
    name = "logscape",
    description =
        "Measures how stochastic gradient descent leaves minima: fans out thousands of independent"
            + " runs, records escapes and loss distributions as Parquet, and fits the laws that"
            + " theory predicts.",
    subcommands = {
      RunCommand.class,
      NewCommand.class,
      SchemaCommand.class,
      PlanCommand.class,
      SweepCommand.class,
      RareCommand.class,
      FitCommand.class,
      ReportCommand.class,
      ShowCommand.class,
      CheckCommand.class,
      ReplayCommand.class,
      ListCommand.class,
      CleanCommand.class,
      ExportCommand.class,
      DoctorCommand.class,
      GenerateCompletion.class
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    usageHelpAutoWidth = true,
    footer = {
      "",
      "Examples:",
      "  submit/logscape run submit/experiments/quickstart.yaml --out out/quickstart",
      "  submit/logscape plan my.yaml",
      "  submit/logscape sweep my.yaml --out hdfs:///results/my --resume --master yarn",
      "  submit/logscape replay out/my --run 0a1b2c3d4e5f6071-17 --around-escape 500",
      "  submit/logscape doctor",
      "  source <(submit/logscape generate-completion)    # completion in bash and zsh",
      "",
      "Exit codes:",
      "  0  done",
      "  1  the work failed, or another driver writes to DIR; --resume goes on from what was"
          + " written",
      "  2  the spec, the arguments or the environment are wrong",
      "  130, 143  stopped by Ctrl-C or SIGTERM; --resume goes on from what was written"
    })
public final class Logscape {
  private Logscape() {}

  /** Runs a command and ends the JVM with its exit code. */
  public static void main(String[] arguments) {
    // numbers are written alike wherever the program runs
    Locale.setDefault(Locale.ROOT);
    // figures are drawn into files, wherever there is a screen
    System.setProperty("java.awt.headless", "true");
    Farewell farewell = Farewell.registered(System.err);
    int code;
    try {
      NamelessUser.introduce();
      code = StandardOutput.checked(execute(arguments), System.err);
    } catch (LinkageError | VirtualMachineError broken) {
      code = Failures.ofMachine(broken, System.err);
    }
    farewell.workEnded();
    ExitCode.report(code);
  }

  /**
   * Runs a command.
   *
   * @return 0 done, 1 the work failed, 2 the user's mistake
   */
  public static int execute(String... arguments) {
    CommandLine commandLine = commandLine();
    if (arguments.length == 0) {
      commandLine.usage(commandLine.getOut());
      return 0;
    }
    return commandLine.execute(arguments);
  }

  /** The commands, ready to be executed. */
  static CommandLine commandLine() {
    CommandLine commandLine = new CommandLine(new Logscape());
    commandLine.setColorScheme(CommandLine.Help.defaultColorScheme(Terminal.colours()));
    commandLine.setCaseInsensitiveEnumValuesAllowed(true);
    commandLine.setParameterExceptionHandler(Failures::ofArguments);
    commandLine.setExecutionExceptionHandler(Failures::ofWork);
    return commandLine;
  }
}
