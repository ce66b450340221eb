package org.logscape.jobs.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.logscape.jobs.SparkTestSession;
import org.logscape.jobs.data.Complaints;
import org.logscape.jobs.rows.MinimumRow;
import org.logscape.jobs.rows.SpectrumRow;
import org.logscape.jobs.store.ExperimentDir;
import org.logscape.schemas.Table;

/**
 * A network that PyTorch trained comes here, is trained on, and goes back: at each station PyTorch
 * and Logscape measure the same loss, gradient and eigenvalues. Runs where LOGSCAPE_TORCH names a
 * Python interpreter that has torch, numpy and safetensors (CONTRIBUTING.md says how to get one).
 * PyPI's torch for Linux is gigabytes with its GPU libraries, so .ci/run does not install it.
 */
@EnabledIfEnvironmentVariable(named = "LOGSCAPE_TORCH", matches = ".+")
class TorchExchangeTest {
  private static final double TOLERANCE = 1e-6;
  private static final int EIGENVALUES = 5;
  private static final String SPEC =
      """
      name: net
      seed: 3
      replicas: 2
      model: {%s, activation: tanh}
      data: {format: npy, features: x.npy, labels: y.npy, channels: first, take: 60, scale: none}
      start: {weights: {file: %s, eigenvalues: 8}}
      dynamics: {type: sgd, learning_rate: 0.05, batch_size: 4, sampling: epoch}
      stop: {epochs: 3}
      """;

  private final SparkSession spark = SparkTestSession.get();
  @TempDir Path folder;

  private Map<String, Double> torch(String... arguments)
      throws IOException, InterruptedException, URISyntaxException {
    List<String> command = new ArrayList<>();
    command.add(System.getenv("LOGSCAPE_TORCH"));
    command.add(
        Path.of(TorchExchangeTest.class.getResource("torch_network.py").toURI()).toString());
    command.addAll(List.of(arguments));
    Process python =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    Map<String, Double> values;
    try (BufferedReader reader = python.inputReader(StandardCharsets.UTF_8)) {
      values =
          reader
              .lines()
              .map(line -> line.split(" ", -1))
              .collect(Collectors.toMap(pair -> pair[0], pair -> Double.parseDouble(pair[1])));
    }
    assertThat(python.waitFor()).isZero();
    return values;
  }

  private ExperimentDir sweep(String name, String model, Path weights) throws IOException {
    String text =
        SPEC.formatted(model, weights)
            .replace("x.npy", folder.resolve("x.npy").toString())
            .replace("y.npy", folder.resolve("y.npy").toString());
    Path spec = Files.writeString(folder.resolve(name + ".yaml"), text);
    Complaints.of(0, "sweep", spec.toString(), "--out", folder.resolve(name).toString());
    return ExperimentDir.of(spark, folder.resolve(name).toString());
  }

  private static void compare(ExperimentDir dir, Map<String, Double> torch) {
    MinimumRow minimum = MinimumRow.ROWS.list(dir.table(Table.MINIMA)).get(0);
    assertThat(minimum.loss()).isCloseTo(torch.get("loss"), within(TOLERANCE));
    assertThat(minimum.gradientNorm()).isCloseTo(torch.get("gradient"), within(TOLERANCE));
    List<SpectrumRow> spectrum =
        SpectrumRow.ROWS.list(dir.table(Table.SPECTRA).where("kind = 'eigenvalue'").sort("index"));
    for (int i = 0; i < EIGENVALUES; i++) {
      assertThat(spectrum.get(i).value()).isCloseTo(torch.get("eigenvalue" + i), within(TOLERANCE));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "mlp|type: mlp, widths: [6, 5, 2]|net.safetensors",
        "cnn|type: cnn, stacks: [[3, 2]]|net.npz"
      })
  void aNetworkComesIsTrainedOnAndGoesBack(String kind, String model, String weights)
      throws IOException, InterruptedException, URISyntaxException {
    Map<String, Double> before = torch("train", kind, folder.toString());
    ExperimentDir here = sweep("here", model, folder.resolve(weights));
    compare(here, before);

    String run = here.table(Table.RUNS).sort("run_id").first().getAs("run_id");
    Path trained = folder.resolve("trained.safetensors");
    Complaints.of(
        0, "export", folder.resolve("here").toString(), "--run", run, "--to", trained.toString());
    Map<String, Double> after = torch("measure", kind, folder.toString(), trained.toString());
    assertThat(after.get("loss")).isNotCloseTo(before.get("loss"), within(1e-4));
    compare(sweep("back", model, trained), after);
  }
}
