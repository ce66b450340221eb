package org.logscape.jobs.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.logscape.data.tensor.Tensor;
import org.logscape.jobs.SparkTestSession;
import org.logscape.jobs.data.Complaints;
import org.logscape.jobs.replay.Replay;
import org.logscape.jobs.replay.ReplayJob;
import org.logscape.jobs.rows.MinimumRow;
import org.logscape.jobs.store.ExperimentDir;
import org.logscape.jobs.weights.WeightFile;
import org.logscape.schemas.Table;

/** A network goes out as a file, comes in again, and is the same. */
class StateExportTest {
  private static final String SPEC =
      """
      name: net
      seed: %d
      replicas: 2
      model: {type: cnn, stacks: [[2]], activation: tanh}
      data: {format: synthetic, shape: [4, 4, 2], classes: 2, take: 40}
      start: %s
      dynamics: {type: sgd, learning_rate: 0.05, batch_size: 4, sampling: replacement}
      observe: {snapshots: {every: 10}}
      stop: {steps: 25}
      """;
  private static final String PRETRAINED =
      "{pretrained: {learning_rate: 0.05, batch_size: 8, epochs: 5, settle_steps: 50, eigenvalues: 5}}";

  private final SparkSession spark = SparkTestSession.get();
  @TempDir Path folder;

  private ExperimentDir sweep(String name, String start) throws IOException {
    Path spec = Files.writeString(folder.resolve(name + ".yaml"), SPEC.formatted(3, start));
    Complaints.of(0, "sweep", spec.toString(), "--out", folder.resolve(name).toString());
    return ExperimentDir.of(spark, folder.resolve(name).toString());
  }

  private MinimumRow minimum(ExperimentDir dir) {
    return MinimumRow.ROWS.list(dir.table(Table.MINIMA)).get(0);
  }

  private Map<String, Tensor> tensors(Path file) {
    return WeightFile.of(file.toString(), spark.sparkContext().hadoopConfiguration())
        .read()
        .tensors();
  }

  private String export(int code, String dir, String... options) {
    String[] command = new String[options.length + 2];
    command[0] = "export";
    command[1] = folder.resolve(dir).toString();
    System.arraycopy(options, 0, command, 2, options.length);
    return String.join("\n", Complaints.of(code, command));
  }

  @Test
  @Tag("thorough")
  void aMinimumComesBackBitForBitAndIsTrainedOn() throws IOException {
    ExperimentDir there = sweep("there", PRETRAINED);
    Path file = folder.resolve("minimum.safetensors");
    export(0, "there", "--minimum", "--to", file.toString());
    assertThat(tensors(file).keySet()).containsExactly("0.weight", "0.bias", "4.weight", "4.bias");

    ExperimentDir here = sweep("here", "{weights: {file: '%s', eigenvalues: 5}}".formatted(file));
    MinimumRow before = minimum(there);
    MinimumRow after = minimum(here);
    assertThat(after.theta()).isEqualTo(before.theta());
    assertThat(after.loss()).isEqualTo(before.loss());
    assertThat(after.gradientNorm()).isEqualTo(before.gradientNorm());
    assertThat(after.outliers()).isEqualTo(before.outliers());
    // Lanczos begins at another random vector; it ends at residuals of 1e-8
    assertThat(after.hessianOutlier()).isCloseTo(before.hessianOutlier(), within(1e-7));

    String run = here.table(Table.RUNS).sort("run_id").first().getAs("run_id");
    Replay again =
        ReplayJob.of(spark, here, run, new ReplayJob.Options(OptionalLong.empty(), 1))
            .run(folder.resolve("states").toString());
    assertThat(again.differences()).isEmpty();
    Path stored = folder.resolve("stored.npz");
    Path last = folder.resolve("last.safetensors");
    export(0, "here", "--run", run, "--step", "20", "--to", stored.toString());
    export(0, "here", "--run", run, "--to", last.toString());
    assertThat(tensors(stored).get("4.bias").values()).isEqualTo(theta(again, 20, 2));
    // between two snapshots: computed again
    assertThat(tensors(last).get("4.bias").values()).isEqualTo(theta(again, 25, 2));

    assertThat(export(2, "here", "--run", run, "--step", "26", "--to", folder + "/x.npz"))
        .contains("--step: is 26; must be from 0 to 25, the last one of run");
    assertThat(export(2, "here", "--run", "0-0", "--to", folder + "/x.npz"))
        .contains("has no run '0-0'");
    assertThat(export(2, "here", "--minimum", "--to", stored.toString()))
        .contains("stored.npz: exists; must be a new file");
    assertThat(export(2, "here", "--minimum", "--to", "x.pt"))
        .contains("--to: is x.pt; must end with .safetensors or .npz");
    assertThat(export(2, "here", "--to", "x.npz"))
        .contains("--to: is x.npz; must be a folder, whose load.sql makes a DuckDB file");
    Files.copy(last, file, StandardCopyOption.REPLACE_EXISTING);
    assertThat(
            Complaints.of(
                2,
                "sweep",
                folder.resolve("here.yaml").toString(),
                "--out",
                folder.resolve("here").toString(),
                "--resume"))
        .singleElement()
        .asString()
        .contains("was computed with other data");
  }

  /** The last parameters of a state, which are the biases of the outputs. */
  private static double[] theta(Replay run, long step, int count) {
    double[] theta =
        run.states().stream().filter(state -> state.step() == step).findFirst().get().theta();
    return Arrays.copyOfRange(theta, theta.length - count, theta.length);
  }
}
