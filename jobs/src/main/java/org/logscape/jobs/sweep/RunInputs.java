package org.logscape.jobs.sweep;

import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.spark.sql.SparkSession;
import org.logscape.jobs.errors.UserException;
import org.logscape.jobs.manifest.Manifest;
import org.logscape.jobs.spec.Spec;
import org.logscape.jobs.spec.model.LandscapeSpec;
import org.logscape.jobs.spec.start.Start;
import org.logscape.jobs.start.SnapshotReader;
import org.logscape.jobs.start.SnapshotStart;
import org.logscape.jobs.store.ExperimentDir;

/**
 * What runs need beside their spec: read by the driver, broadcast once to the executors.
 *
 * @param networks data and minima of networks
 * @param startOrNull snapshots at which runs start; null where they start elsewhere
 */
public record RunInputs(NetworkInputs networks, SnapshotStart startOrNull) implements Serializable {

  /** For runs that need none. */
  static RunInputs none() {
    return new RunInputs(NetworkInputs.none(), null);
  }

  /**
   * Reads what a spec asks for.
   *
   * @throws UserException with one line for each fault
   */
  static RunInputs read(SparkSession spark, Spec spec) {
    NetworkInputs networks = NetworkInputs.read(spark, spec);
    SnapshotStart start =
        spec.start() instanceof Start.Snapshots wanted
            ? SnapshotReader.of(spark, spec, wanted).read(parameters(spec, networks))
            : null;
    return new RunInputs(networks, start);
  }

  /**
   * What runs of a folder were computed with.
   *
   * @throws UserException if it is not what it was
   */
  public static RunInputs stored(SparkSession spark, Spec spec, ExperimentDir dir) {
    RunInputs inputs = read(spark, spec);
    inputs.requireSame(dir);
    return inputs.with(inputs.networks.with(Minima.stored(dir)));
  }

  /** How many parameters the models of a spec have, which must be one number. */
  private static int parameters(Spec spec, NetworkInputs networks) {
    List<Integer> sizes =
        (spec.data().isPresent()
                ? NetworkInputs.models(spec).stream()
                    .mapToInt(model -> networks.network(model).architecture().parameters())
                : landscapes(spec))
            .distinct()
            .sorted()
            .boxed()
            .toList();
    if (sizes.size() > 1) {
      throw UserException.of(
          "start.snapshots: is given for models of %s parameters; must be models of one size, since all cells start at the same snapshots"
              .formatted(sizes.stream().map(String::valueOf).collect(Collectors.joining(", "))));
    }
    return sizes.get(0);
  }

  private static IntStream landscapes(Spec spec) {
    return LongStream.range(0, spec.grid().cells())
        .mapToObj(cell -> spec.grid().cell(cell).landscape())
        .mapToInt(LandscapeSpec::dimensions);
  }

  /** The same with more known of networks. */
  RunInputs with(NetworkInputs known) {
    return new RunInputs(known, startOrNull);
  }

  /** The snapshots at which runs start, where they do. */
  Optional<SnapshotStart> start() {
    return Optional.ofNullable(startOrNull);
  }

  /**
   * Makes sure that a folder was computed with the same data, from the same snapshots.
   *
   * @throws UserException if it was not
   */
  void requireSame(ExperimentDir dir) {
    networks.requireSame(dir);
    Optional<String> then = Manifest.of(dir).entry(Manifest.START_SHA256);
    Optional<String> now = start().map(SnapshotStart::checksum);
    if (then.isPresent() && !then.equals(now)) {
      throw UserException.of(
          "%s: its runs started at other snapshots (sha256 %s, now %s); restore them, or start a new folder"
              .formatted(dir.path(), then.get(), now.orElse("none")));
    }
  }
}
