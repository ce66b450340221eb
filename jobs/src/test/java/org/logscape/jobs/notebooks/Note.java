package org.logscape.jobs.notebooks;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.StreamSupport;
import org.apache.zeppelin.display.GUI;
import org.apache.zeppelin.display.Input;
import org.apache.zeppelin.interpreter.Interpreter;
import org.apache.zeppelin.interpreter.InterpreterContext;
import org.apache.zeppelin.interpreter.InterpreterException;
import org.apache.zeppelin.interpreter.InterpreterResult;
import org.apache.zeppelin.markdown.Markdown;

/**
 * A note, run as Zeppelin's server runs it: forms of the note and of the paragraph are put into the
 * text by Zeppelin's own code, except where the interpreter takes its forms from calls.
 */
final class Note {
  private static final String PARSER = "markdown.parser.type";

  private final JsonNode json;

  /**
   * A paragraph that was run.
   *
   * @param json as it stands in the file
   * @param result what its interpreter gave
   */
  record Ran(JsonNode json, InterpreterResult result) {
    String title() {
      return json.get("title").asText();
    }

    String text() {
      return json.get("text").asText();
    }

    boolean isSql() {
      return text().startsWith("%spark.sql\n");
    }

    String output() {
      return result.message().isEmpty() ? "" : result.message().get(0).getData();
    }

    /** Lines of a table, the head first, split into columns. */
    List<List<String>> table() {
      return output().lines().map(line -> List.of(line.split("\t", -1))).toList();
    }

    JsonNode graph() {
      return json.at("/config/results/0/graph");
    }
  }

  private Note(JsonNode json) {
    this.json = json;
  }

  static Note of(Path file) throws IOException {
    return new Note(new ObjectMapper().readTree(file.toFile()));
  }

  JsonNode json() {
    return json;
  }

  List<JsonNode> paragraphs() {
    return StreamSupport.stream(json.get("paragraphs").spliterator(), false).toList();
  }

  /** The interpreters of a session, by the word that a paragraph begins with. */
  static Map<String, Interpreter> interpreters() throws InterpreterException {
    Properties properties = new Properties();
    properties.setProperty(PARSER, "markdown4j");
    Map<String, Interpreter> all =
        Map.of(
            "md", new Markdown(properties),
            "spark", new ScalaParagraphs(properties),
            "spark.sql", new SqlParagraphs(properties));
    for (Interpreter interpreter : all.values()) {
      interpreter.open();
    }
    return all;
  }

  /**
   * Runs all paragraphs in their order.
   *
   * @param dir in the form of the paragraph that loads the tables
   * @param cell in the note's form
   */
  List<Ran> run(Map<String, Interpreter> interpreters, String dir, String cell)
      throws InterpreterException {
    GUI ofNote = new GUI();
    ofNote.setParams(new LinkedHashMap<>(Map.of("cell", cell)));
    List<Ran> ran = new ArrayList<>();
    for (JsonNode paragraph : paragraphs()) {
      ran.add(new Ran(paragraph, run(paragraph, ofNote, dir, interpreters)));
    }
    return ran;
  }

  private static InterpreterResult run(
      JsonNode paragraph, GUI ofNote, String dir, Map<String, Interpreter> interpreters)
      throws InterpreterException {
    String text = paragraph.get("text").asText();
    int end = text.indexOf('\n');
    Interpreter interpreter = interpreters.get(text.substring(1, end));
    String body = text.substring(end + 1);
    Map<String, Object> params =
        new ObjectMapper()
            .convertValue(
                paragraph.at("/settings/params"),
                new TypeReference<LinkedHashMap<String, Object>>() {});
    if (interpreter.getFormType() == Interpreter.FormType.SIMPLE) {
      body = Input.getSimpleQuery(ofNote.getParams(), body, true);
      body = Input.getSimpleQuery(params, body, false);
    }
    params.replace("DIR", dir);
    GUI ofParagraph = new GUI();
    ofParagraph.setParams(params);
    InterpreterContext context =
        InterpreterContext.builder()
            .setNoteId("note")
            .setParagraphId(paragraph.get("id").asText())
            .setGUI(ofParagraph)
            .setNoteGUI(ofNote)
            .setLocalProperties(new LinkedHashMap<>())
            .build();
    return interpreter.interpret(body, context);
  }
}
