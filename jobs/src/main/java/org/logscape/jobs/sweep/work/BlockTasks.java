package org.logscape.jobs.sweep.work;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.stream.Collectors;

/**
 * The tasks of a wave as text, kept with the wave's list so that its rows can be computed again in
 * the same order: {@code blocks c1:0-64 c2:0-64|c1:64-128}. Cells are named by their ids, since an
 * extension of the grid gives them other numbers; a bar parts two tasks.
 */
public final class BlockTasks {
  private static final String PREFIX = "blocks ";

  private BlockTasks() {}

  /**
   * The text.
   *
   * @param id of a cell by its number
   */
  public static String text(List<List<BlockRange>> tasks, LongFunction<String> id) {
    return PREFIX
        + tasks.stream()
            .map(
                task ->
                    task.stream()
                        .map(
                            block ->
                                "%s:%d-%d"
                                    .formatted(id.apply(block.cell()), block.from(), block.to()))
                        .collect(Collectors.joining(" ")))
            .collect(Collectors.joining("|"));
  }

  /** Replicas [from, to) of a cell that is named by its id. */
  public record Named(String cellId, int from, int to) {}

  /** The blocks of a text, task by task; empty where the text is not of this kind. */
  public static Optional<List<List<Named>>> named(String text) {
    if (!text.startsWith(PREFIX)) {
      return Optional.empty();
    }
    List<List<Named>> tasks = new ArrayList<>();
    for (String task : text.substring(PREFIX.length()).split("\\|")) {
      tasks.add(Arrays.stream(task.split(" ")).map(BlockTasks::block).toList());
    }
    return Optional.of(tasks);
  }

  private static Named block(String word) {
    int colon = word.lastIndexOf(':');
    int dash = word.lastIndexOf('-');
    return new Named(
        word.substring(0, colon),
        Integer.parseInt(word.substring(colon + 1, dash)),
        Integer.parseInt(word.substring(dash + 1)));
  }

  /**
   * The tasks of a text; empty where the text is not of this kind.
   *
   * @param number of a cell by its id
   */
  public static Optional<List<List<BlockRange>>> parse(String text, Function<String, Long> number) {
    return named(text)
        .map(
            tasks ->
                tasks.stream()
                    .map(
                        task ->
                            task.stream()
                                .map(
                                    block ->
                                        new BlockRange(
                                            number.apply(block.cellId()), block.from(), block.to()))
                                .toList())
                    .toList());
  }
}
