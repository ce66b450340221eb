package org.logscape.jobs.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.logscape.jobs.errors.UserException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code logscape new}: a first spec to change. */
@Command(
    name = "new",
    mixinStandardHelpOptions = true,
    usageHelpAutoWidth = true,
    description = "Writes a commented spec to FILE that runs in seconds, to be changed.",
    footer = {"", "Examples:", "  submit/logscape new my.yaml --like escape"})
public final class NewCommand implements Callable<Integer> {
  /** The starters, each a resource of its name. */
  enum Starter {
    ESCAPE("run"),
    STATIONARY("run"),
    NETWORK("run"),
    RARE("rare"),
    FORMULA("run");

    private final String command;

    Starter(String command) {
      this.command = command;
    }

    String text() throws IOException {
      String name = "starter-" + name().toLowerCase(Locale.ROOT) + ".yaml";
      try (InputStream in = NewCommand.class.getResourceAsStream(name)) {
        return new String(in.readAllBytes(), StandardCharsets.UTF_8);
      }
    }

    /** Lower case, as it is typed. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Parameters(paramLabel = "FILE", description = "The file to write; it must not exist.")
  private Path file;

  @Option(
      names = "--like",
      required = true,
      paramLabel = "KIND",
      description = "What to start from: ${COMPLETION-CANDIDATES}.")
  private Starter like;

  @Spec private CommandSpec command;

  @Override
  public Integer call() throws IOException {
    try {
      Files.writeString(file, like.text(), StandardOpenOption.CREATE_NEW);
    } catch (FileAlreadyExistsException there) {
      throw UserException.of("%s: exists; must be a new file".formatted(file));
    } catch (NoSuchFileException noFolder) {
      throw UserException.of("%s: its folder does not exist".formatted(file));
    }
    PrintWriter out = command.commandLine().getOut();
    out.println("wrote " + file);
    out.println("see what it would do:  submit/logscape plan " + file);
    out.println(
        "run it:                submit/logscape %s %s --out out/%s"
            .formatted(like.command, file, stem()));
    return 0;
  }

  /** The name of the file without its ending: each spec has a results folder of its own. */
  private String stem() {
    return file.getFileName().toString().replaceFirst("(?<=.)\\.[^.]*$", "");
  }
}
