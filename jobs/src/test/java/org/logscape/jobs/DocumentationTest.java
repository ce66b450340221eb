package org.logscape.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.ParameterException;

/** The pages of the repository: links lead somewhere, tables render, the README stays short. */
class DocumentationTest {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final Pattern LINK = Pattern.compile("\\[[^\\]]*\\]\\(([^)\\s]+)\\)");
  private static final Pattern FENCED = Pattern.compile("(?ms)^```.*?^```");
  private static final Pattern BLOCK = Pattern.compile("(?ms)^```([^\\n]*)\\n(.*?)^```");
  private static final String LAUNCHER = "submit/logscape ";

  @Test
  void everyLinkLeadsToAFileAndAnAnchor() {
    List<String> broken = new ArrayList<>();
    for (Path page : pages()) {
      Matcher link = LINK.matcher(FENCED.matcher(text(page)).replaceAll(""));
      while (link.find()) {
        String target = link.group(1);
        if (!target.matches("[a-z]+:.*") && !leadsSomewhere(page, target)) {
          broken.add(ROOT.relativize(page) + ": " + target);
        }
      }
    }
    assertThat(broken).isEmpty();
  }

  private static boolean leadsSomewhere(Path page, String target) {
    String[] parts = target.split("#", 2);
    Path file = parts[0].isEmpty() ? page : page.getParent().resolve(parts[0]).normalize();
    return Files.exists(file) && (parts.length == 1 || anchors(file).contains(parts[1]));
  }

  /** Anchors as GitHub makes them: lower case, punctuation dropped, spaces to hyphens. */
  private static Set<String> anchors(Path file) {
    return FENCED
        .matcher(text(file))
        .replaceAll("")
        .lines()
        .filter(line -> line.startsWith("#"))
        .map(line -> line.replaceFirst("^#+\\s*", "").toLowerCase(Locale.ROOT))
        .map(title -> title.replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-'))
        .collect(Collectors.toSet());
  }

  @Test
  void everyRowOfATableStandsInATable() {
    List<String> astray = new ArrayList<>();
    for (Path page : pages()) {
      List<String> lines = FENCED.matcher(text(page)).replaceAll("").lines().toList();
      boolean inTable = false;
      for (int i = 0; i < lines.size(); i++) {
        boolean row = lines.get(i).startsWith("|");
        boolean head = row && i + 1 < lines.size() && lines.get(i + 1).matches("\\|[-:| ]+\\|");
        if (row && !inTable && !head) {
          astray.add(ROOT.relativize(page) + ": " + lines.get(i));
        }
        inTable = row && (inTable || head);
      }
    }
    assertThat(astray).isEmpty();
  }

  /** What the script {@code submit/test/docs-commands} relies on. */
  @Test
  void aBlockWithoutALanguageHoldsCommands() {
    assertThat(commands())
        .allSatisfy(
            line ->
                assertThat(line)
                    .matches(
                        "([A-Z_]+=\\S+ )*(submit/|\\./mvnw |spark-submit |duckdb |java |cd |pip |cp |export |mkdir |airflow |\\$SPARK_HOME/).*"));
  }

  /** Commands that take long, or need a cluster, are not run by any test; this one parses all. */
  @Test
  void theCommandLineTakesEveryCommand() {
    List<String> wrong = new ArrayList<>();
    for (String line : commands()) {
      for (String command : line.split(";", -1)) {
        int at = command.indexOf(LAUNCHER);
        if (at >= 0) {
          String[] words = command.substring(at + LAUNCHER.length()).strip().split("\\s+");
          try {
            Logscape.commandLine().parseArgs(words);
          } catch (ParameterException fault) {
            wrong.add(command + ": " + fault.getMessage());
          }
        }
      }
    }
    assertThat(wrong).isEmpty();
  }

  /** The lines of blocks without a language; the page of the commands is generated. */
  private static List<String> commands() {
    List<String> lines =
        pages().stream()
            .filter(page -> !page.endsWith("docs/commands.md"))
            .flatMap(page -> BLOCK.matcher(text(page)).results())
            .filter(block -> block.group(1).isEmpty())
            .flatMap(block -> block.group(2).lines())
            .toList();
    assertThat(lines).hasSizeGreaterThan(20);
    return lines;
  }

  @Test
  void theReadmeIsShort() {
    List<String> lines = text(ROOT.resolve("README.md")).lines().toList();
    assertThat(lines).hasSizeLessThanOrEqualTo(120);
    assertThat(lines).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(120));
  }

  private static List<Path> pages() {
    List<Path> folders =
        Stream.of("common", "data-schemas", "jobs", "notebooks", "submit")
            .map(ROOT::resolve)
            .toList();
    List<Path> pages = new ArrayList<>();
    pages.addAll(markdown(ROOT, 1));
    folders.forEach(folder -> pages.addAll(markdown(folder, Integer.MAX_VALUE)));
    return pages;
  }

  private static List<Path> markdown(Path folder, int depth) {
    Set<String> built = Set.of("target", "out", "node_modules");
    try (Stream<Path> files = Files.walk(folder, depth)) {
      return files
          .filter(file -> file.toString().endsWith(".md"))
          .filter(
              file ->
                  Arrays.stream(ROOT.relativize(file).toString().split("/"))
                      .noneMatch(built::contains))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
