package org.logscape.jobs.spec;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.logscape.jobs.spec.key.Faults;
import org.logscape.jobs.spec.key.YamlTree;
import org.logscape.jobs.spec.schema.SpecReference;
import org.logscape.jobs.spec.schema.SpecSchema;

/**
 * The schema and the reference page are held to the code; {@code -Dlogscape.rewrite=true} writes
 * them anew. Specs are checked by a validator of another house (networknt).
 */
class SpecSchemaTest {
  private static final Path SCHEMA = Path.of("../data-schemas/spec.schema.json");
  private static final Path REFERENCE = Path.of("docs/spec-reference.md");
  private static final JsonSchema VALIDATOR =
      JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(SpecSchema.text());

  private static List<String> problems(String yaml) {
    Map<String, Object> tree = YamlTree.read(yaml, new Faults()).orElseThrow();
    JsonNode node = new ObjectMapper().valueToTree(tree);
    return VALIDATOR.validate(node).stream().map(Object::toString).toList();
  }

  private static void assertFile(Path file, String text) throws IOException {
    if (Boolean.getBoolean("logscape.rewrite")) {
      Files.writeString(file, text);
    }
    assertThat(file).hasContent(text);
  }

  @Test
  void theSchemaInTheRepositoryIsThatOfTheCode() throws IOException {
    assertFile(SCHEMA, SpecSchema.text());
  }

  @Test
  void theReferencePageIsThatOfTheCode() throws IOException {
    assertFile(REFERENCE, SpecReference.text());
  }

  static List<Path> experiments() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("../submit/experiments"))) {
      return files.sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("experiments")
  void everyExperimentIsAccepted(Path experiment) throws IOException {
    String yaml = Files.readString(experiment);
    assertThat(problems(yaml)).isEmpty();
    assertThat(problems(SpecWriter.write(Specs.read(yaml)))).as("resolved").isEmpty();
  }

  /** Faults of the tables below that lie between values, which a schema cannot compare. */
  private static final List<String> BEYOND =
      List.of(
          "is Infinity", // which JSON does not have
          "has 2 twice",
          "the length of model.spectrum",
          "(else every sample is fitted)",
          "must be online or online-in-law without",
          "must ascend",
          "as observe.escape.every says",
          "must have observe.loss_histogram too",
          "zip: has 'model.height'",
          "zip: joins lists",
          "zip: has model.barrier twice",
          "what one step draws",
          "without a test set",
          "beside noise_enhancement_form momentum",
          "must stand beside momentum above 0",
          "is 1; must be 0, or at least 2");

  @ParameterizedTest
  @ValueSource(classes = {SpecFaultsTest.class, NetworkSpecTest.class})
  void everySpecWithAFaultThatASchemaCanSeeIsRefused(Class<?> tests) throws Exception {
    var method =
        tests.getDeclaredMethod(
            "eachFaultIsToldInOneLine", String.class, String.class, String.class);
    String base = tests == SpecFaultsTest.class ? Specs.SMALL : NetworkSpecTest.NETWORK;
    assertThat(problems(base)).isEmpty();
    List<String> accepted = new ArrayList<>();
    for (String line : method.getAnnotation(CsvSource.class).value()) {
      String[] cells = line.split("\\|", 3);
      String yaml = base.replace(cells[0], cells[1].replace("\\n", "\n"));
      if (problems(yaml).isEmpty() && BEYOND.stream().noneMatch(cells[2]::contains)) {
        accepted.add(line);
      }
    }
    assertThat(accepted).isEmpty();
  }
}
