package org.logscape.jobs.sweep.work;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The cells of a wave on the way to a width as text, kept with the wave's list so that its rows can
 * be computed again: {@code width c1:0-640@20000 c2:0-128@20000}, the runs that are new, and the
 * limit of steps to which they are followed.
 */
public final class WidthTasks {
  private static final String PREFIX = "width ";
  private static final Pattern TASK = Pattern.compile("(\\S+):(\\d+)-(\\d+)@(\\d+)");

  private WidthTasks() {}

  /**
   * Runs [from, to) of a cell.
   *
   * @param cellId the cell
   * @param steps limit to which they are followed
   */
  public record Task(String cellId, int from, int to, long steps) {}

  /** The text. */
  public static String text(List<Task> tasks) {
    return PREFIX
        + tasks.stream()
            .map(
                task ->
                    "%s:%d-%d@%d".formatted(task.cellId(), task.from(), task.to(), task.steps()))
            .collect(Collectors.joining(" "));
  }

  /** Whether a text is of this kind. */
  public static boolean isText(String text) {
    return text.startsWith(PREFIX);
  }

  /** The tasks of a text; none where the text is not of this kind. */
  public static List<Task> parse(String text) {
    List<Task> tasks = new ArrayList<>();
    if (isText(text)) {
      Matcher matcher = TASK.matcher(text.substring(PREFIX.length()));
      while (matcher.find()) {
        tasks.add(
            new Task(
                matcher.group(1),
                Integer.parseInt(matcher.group(2)),
                Integer.parseInt(matcher.group(3)),
                Long.parseLong(matcher.group(4))));
      }
    }
    return tasks;
  }
}
