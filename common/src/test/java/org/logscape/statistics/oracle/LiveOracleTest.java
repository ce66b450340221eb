package org.logscape.statistics.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/**
 * Against the programs themselves, where LOGSCAPE_PYTHON names a Python interpreter that has them
 * (requirements.txt beside oracle.py).
 */
@EnabledIfEnvironmentVariable(named = "LOGSCAPE_PYTHON", matches = ".+")
class LiveOracleTest extends OracleContract {
  private static Map<String, Double> live;

  @BeforeAll
  static void ask() throws IOException, InterruptedException, URISyntaxException {
    Path script =
        Path.of(
            LiveOracleTest.class.getResource("/org/logscape/statistics/oracle/oracle.py").toURI());
    Process python =
        new ProcessBuilder(System.getenv("LOGSCAPE_PYTHON"), script.toString(), "values")
            .redirectError(ProcessBuilder.Redirect.to(new File("/dev/null")))
            .start();
    try (BufferedReader reader = python.inputReader(StandardCharsets.UTF_8)) {
      live = OracleData.parse(reader.lines());
    }
    assertThat(python.waitFor()).as("exit code of oracle.py").isZero();
  }

  @Override
  Map<String, Double> expected() {
    return live;
  }
}
