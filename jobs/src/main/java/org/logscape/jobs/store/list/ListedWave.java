package org.logscape.jobs.store.list;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.logscape.data.Checksum;
import org.logscape.schemas.Table;
import org.logscape.schemas.TableSchema;

/**
 * What a wave published, as one line of JSON:
 *
 * <pre>
 * {"sha256":"...","wave":"wave-00001","logscape":"0.1.0","schema":1,"work":"blocks 0:0-64","files":
 *  [{"table":"runs","file":"wave-00001-part-00000.parquet","bytes":9,"rows":64,"sha256":"...","content":"..."}]}
 * </pre>
 *
 * <p>The first value is the SHA-256 of all that follows it in the line, so a damaged line is known
 * as such.
 *
 * @param name of the wave
 * @param logscape version of the program that computed it
 * @param work what was computed, in the words of the job that did it; empty where it is not known
 * @param files all its files
 */
public record ListedWave(String name, String logscape, String work, List<ListedFile> files) {
  /** The work of a wave whose tables take the place of those of all waves before it. */
  public static final String REWRITE = "rewrite";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String BEFORE_SUM = "{\"sha256\":\"";
  private static final int SUM_LENGTH = 64;

  public ListedWave {
    files = List.copyOf(files);
  }

  /** The line, without its end. */
  public String line() {
    ObjectNode wave = JSON.createObjectNode();
    wave.put("wave", name)
        .put("logscape", logscape)
        .put("schema", TableSchema.VERSION)
        .put("work", work);
    ArrayNode all = wave.putArray("files");
    for (ListedFile file : files) {
      all.addObject()
          .put("table", file.table().tableName())
          .put("file", file.name())
          .put("bytes", file.bytes())
          .put("rows", file.rows())
          .put("sha256", file.sha256())
          .put("content", file.content());
    }
    String rest = "\"," + wave.toString().substring(1);
    return BEFORE_SUM + sum(rest) + rest;
  }

  /** The wave of a line; empty where the line is damaged. */
  public static Optional<ListedWave> parse(String line) {
    int end = BEFORE_SUM.length() + SUM_LENGTH;
    if (!line.startsWith(BEFORE_SUM) || line.length() <= end) {
      return Optional.empty();
    }
    String rest = line.substring(end);
    if (!sum(rest).equals(line.substring(BEFORE_SUM.length(), end))) {
      return Optional.empty();
    }
    try {
      JsonNode wave = JSON.readTree(line);
      List<ListedFile> files = new ArrayList<>();
      for (JsonNode file : wave.get("files")) {
        files.add(
            new ListedFile(
                Table.valueOf(file.get("table").asText().toUpperCase(Locale.ROOT)),
                file.get("file").asText(),
                file.get("bytes").asLong(),
                file.get("rows").asLong(),
                file.get("sha256").asText(),
                file.get("content").asText()));
      }
      return Optional.of(
          new ListedWave(
              wave.get("wave").asText(),
              wave.get("logscape").asText(),
              wave.get("work").asText(),
              files));
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("a line with the right checksum is no JSON", impossible);
    }
  }

  private static String sum(String text) {
    return Checksum.of(text.getBytes(StandardCharsets.UTF_8)).hex();
  }

  /** The wave with other files. */
  public ListedWave with(List<ListedFile> other) {
    return new ListedWave(name, logscape, work, other);
  }

  /** The wave without the files of tables that a later one wrote anew. */
  ListedWave before(ListedWave rewritten) {
    return with(files.stream().filter(file -> rewritten.files(file.table()).isEmpty()).toList());
  }

  /** Its files of one table. */
  public List<ListedFile> files(Table table) {
    return files.stream().filter(file -> file.table() == table).toList();
  }
}
