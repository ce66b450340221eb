package org.logscape.jobs.cli;

import org.logscape.jobs.store.Patience;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The {@code --wait} option of the commands that write to a results folder. */
final class WaitOption {
  @Option(
      names = "--wait",
      description =
          "Where another driver writes to DIR, wait until it is done; without it the command ends"
              + " with exit code 1.")
  private boolean wait;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  /** What to do where another driver writes to the folder. */
  Patience patience() {
    return wait
        ? Patience.endless(
            line -> command.commandLine().getErr().println("logscape: waiting: " + line))
        : Patience.none();
  }
}
