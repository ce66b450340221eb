package org.logscape.jobs.notebooks;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.zeppelin.interpreter.ZeppelinContext;

/** What a Scala paragraph calls {@code z}, and how tables are handed to Zeppelin's charts. */
public final class NoteContext extends ZeppelinContext {
  /** Rows of a result that Zeppelin shows unless it is told otherwise. */
  private static final int MOST_ROWS = 1000;

  NoteContext() {
    super(null, MOST_ROWS);
  }

  @Override
  public Map<String, String> getInterpreterClassMap() {
    return Map.of();
  }

  @Override
  @SuppressWarnings("rawtypes")
  public List<Class> getSupportedClasses() {
    return List.of(Dataset.class);
  }

  @Override
  public String showData(Object table, int rows) {
    Dataset<?> data = (Dataset<?>) table;
    Stream<String> head = Stream.of(String.join("\t", data.columns()));
    Stream<String> body = data.toDF().takeAsList(rows).stream().map(NoteContext::line);
    return "%table " + Stream.concat(head, body).collect(Collectors.joining("\n"));
  }

  private static String line(Row row) {
    return IntStream.range(0, row.length())
        .mapToObj(i -> String.valueOf(row.get(i)).replaceAll("[\t\r\n]", " "))
        .collect(Collectors.joining("\t"));
  }
}
