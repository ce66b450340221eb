package org.logscape.jobs.sweep.work;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.stream.Collectors;

/**
 * The tasks of a wave as text, kept with the wave's list so that its rows can be computed again in
 * the same order: {@code blocks c1:0-64 c2:0-64|c1:64-1000/64}. Cells are named by their ids, since
 * an extension of the grid gives them other numbers; a bar parts two tasks; {@code /64} stands for
 * tasks of one block of 64 runs each, the last of which may be shorter.
 */
public final class BlockTasks {
  private static final String PREFIX = "blocks ";

  private BlockTasks() {}

  /**
   * Runs [from, to) of a cell, in tasks of {@code step} runs each.
   *
   * @param step length of a task; the whole length where it is one block among others
   */
  private record Word(String cell, int from, int to, int step) {
    Optional<Word> with(Word next) {
      boolean joins =
          cell.equals(next.cell)
              && to == next.from
              && (to - from) % step == 0
              && next.to - next.from <= step;
      return joins ? Optional.of(new Word(cell, from, next.to, step)) : Optional.empty();
    }

    @Override
    public String toString() {
      String range = "%s:%d-%d".formatted(cell, from, to);
      return step == to - from ? range : range + "/" + step;
    }
  }

  /**
   * The text.
   *
   * @param id of a cell by its number
   */
  public static String text(List<List<BlockRange>> tasks, LongFunction<String> id) {
    List<String> words = new ArrayList<>();
    Word last = null;
    for (List<BlockRange> task : tasks) {
      if (task.size() > 1) {
        flush(last, words);
        last = null;
        words.add(
            task.stream()
                .map(block -> word(block, id).toString())
                .collect(Collectors.joining(" ")));
        continue;
      }
      Word next = word(task.get(0), id);
      Optional<Word> joined = last == null ? Optional.empty() : last.with(next);
      if (joined.isEmpty()) {
        flush(last, words);
      }
      last = joined.orElse(next);
    }
    flush(last, words);
    return PREFIX + String.join("|", words);
  }

  private static void flush(Word word, List<String> words) {
    if (word != null) {
      words.add(word.toString());
    }
  }

  private static Word word(BlockRange block, LongFunction<String> id) {
    return new Word(id.apply(block.cell()), block.from(), block.to(), block.replicas());
  }

  /** Runs [from, to) of a cell that is named by its id. */
  public record Named(String cellId, int from, int to) {}

  /** The runs of a text, whatever their tasks; empty where the text is not of this kind. */
  public static Optional<List<Named>> runs(String text) {
    return words(text)
        .map(
            tasks ->
                tasks.stream()
                    .flatMap(List::stream)
                    .map(word -> new Named(word.cell(), word.from(), word.to()))
                    .toList());
  }

  /** Whether a text is of this kind. */
  public static boolean isText(String text) {
    return text.startsWith(PREFIX);
  }

  private static Optional<List<List<Word>>> words(String text) {
    if (!isText(text)) {
      return Optional.empty();
    }
    List<List<Word>> tasks = new ArrayList<>();
    for (String task : text.substring(PREFIX.length()).split("\\|", -1)) {
      List<Word> words = new ArrayList<>();
      for (String word : task.split(" ", -1)) {
        words.add(parsed(word));
      }
      tasks.add(words);
    }
    return Optional.of(tasks);
  }

  private static Word parsed(String word) {
    int colon = word.lastIndexOf(':');
    int dash = word.lastIndexOf('-');
    int slash = word.indexOf('/', dash);
    int from = Integer.parseInt(word.substring(colon + 1, dash));
    int to = Integer.parseInt(word.substring(dash + 1, slash < 0 ? word.length() : slash));
    int step = slash < 0 ? to - from : Integer.parseInt(word.substring(slash + 1));
    return new Word(word.substring(0, colon), from, to, step);
  }

  /**
   * The tasks of a text; empty where the text is not of this kind.
   *
   * @param number of a cell by its id
   */
  public static Optional<List<List<BlockRange>>> parse(String text, Function<String, Long> number) {
    return words(text)
        .map(
            all -> {
              List<List<BlockRange>> tasks = new ArrayList<>();
              for (List<Word> words : all) {
                if (words.size() == 1) {
                  tasks.addAll(steps(words.get(0), number));
                } else {
                  tasks.add(
                      words.stream()
                          .map(word -> range(word, word.from(), word.to(), number))
                          .toList());
                }
              }
              return tasks;
            });
  }

  private static List<List<BlockRange>> steps(Word word, Function<String, Long> number) {
    List<List<BlockRange>> tasks = new ArrayList<>();
    for (int from = word.from(); from < word.to(); from += word.step()) {
      tasks.add(List.of(range(word, from, Math.min(word.to(), from + word.step()), number)));
    }
    return tasks;
  }

  private static BlockRange range(Word word, int from, int to, Function<String, Long> number) {
    return new BlockRange(number.apply(word.cell()), from, to);
  }
}
