package org.logscape.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.logscape.jobs.errors.UserException;
import org.logscape.jobs.spec.SpecReader;
import picocli.CommandLine.ParameterException;

/**
 * Commands and specs of the pages: every command has a name, options and arguments that the command
 * line takes, every experiment that it names is there, and every whole spec can be read. Commands
 * are not executed here: {@code .ci/run} runs those of the README, and those with a cluster's
 * {@code --master} need that cluster.
 */
class DocumentedCommandsTest {
  private static final Path ROOT = ChildJvm.checkout();
  private static final Pattern COMMAND =
      Pattern.compile("(?m)^(?:[A-Z_]+=\\S+ )*submit/logscape ([^\\n#]*)");
  private static final Pattern BLOCK = Pattern.compile("(?ms)^```(\\w*)[^\\n]*\\n(.*?)^```");

  /** The page of commands is generated from the command line and shows options, not calls. */
  private static List<Path> pages() throws IOException {
    List<Path> pages = new ArrayList<>();
    for (String folder : List.of(".", "jobs/docs", "common/docs", "submit", "notebooks")) {
      try (Stream<Path> files = Files.list(ROOT.resolve(folder))) {
        files
            .filter(file -> file.toString().endsWith(".md"))
            .filter(file -> !file.endsWith("commands.md"))
            .forEach(pages::add);
      }
    }
    return pages.stream().sorted().toList();
  }

  /** A block of a page. */
  private record Block(Path page, String language, String text) {}

  private static List<Block> blocks() throws IOException {
    List<Block> blocks = new ArrayList<>();
    for (Path page : pages()) {
      Matcher block = BLOCK.matcher(Files.readString(page));
      while (block.find()) {
        blocks.add(new Block(page, block.group(1), block.group(2)));
      }
    }
    return blocks;
  }

  @Test
  void everyCommandIsOneThatTheCommandLineTakes() throws IOException {
    List<String> faults = new ArrayList<>();
    int commands = 0;
    for (Block block : blocks()) {
      Matcher line = COMMAND.matcher(block.text().replace("\\\n", " "));
      while (line.find()) {
        for (String command : List.of(line.group(1).split("; submit/logscape ", -1))) {
          commands++;
          String[] words = command.strip().replace("'", "").split("\\s+");
          try {
            Logscape.commandLine().parseArgs(words);
          } catch (ParameterException wrong) {
            faults.add(block.page() + ": " + command + ": " + wrong.getMessage());
          }
          Arrays.stream(words)
              .filter(word -> word.startsWith("submit/"))
              .filter(word -> !Files.exists(ROOT.resolve(word)))
              .forEach(word -> faults.add(block.page() + ": no file " + word));
        }
      }
    }
    assertThat(faults).isEmpty();
    assertThat(commands).isGreaterThan(10);
  }

  @Test
  void everyWholeSpecCanBeRead() throws IOException {
    List<Block> specs =
        blocks().stream()
            .filter(block -> block.language().equals("yaml"))
            .filter(block -> block.text().lines().anyMatch(line -> line.startsWith("name: ")))
            .toList();
    List<String> faults = new ArrayList<>();
    for (Block spec : specs) {
      try {
        SpecReader.read(spec.text(), spec.page().toString());
      } catch (UserException wrong) {
        faults.add(wrong.getMessage());
      }
    }
    assertThat(faults).isEmpty();
    assertThat(specs).hasSizeGreaterThan(1);
  }
}
