package org.logscape.jobs.sweep;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.logscape.data.Samples;
import org.logscape.dynamics.NoiseEnhancement;
import org.logscape.dynamics.Sampling;
import org.logscape.dynamics.SgdSettings;
import org.logscape.jobs.errors.UserException;
import org.logscape.jobs.rows.MinimumRow;
import org.logscape.jobs.rows.RunRows;
import org.logscape.jobs.rows.SpectrumRow;
import org.logscape.jobs.spec.CellSpec;
import org.logscape.jobs.spec.Spec;
import org.logscape.jobs.spec.model.NetworkSpec;
import org.logscape.jobs.spec.start.Start;
import org.logscape.jobs.store.ExperimentDir;
import org.logscape.jobs.store.TableRow;
import org.logscape.jobs.sweep.wave.GracefulStop;
import org.logscape.jobs.sweep.wave.WaveWriter;
import org.logscape.network.Network;
import org.logscape.schemas.Table;
import org.logscape.spectrum.Probes;
import org.logscape.training.Training;
import org.logscape.training.minimum.MinimumSearch;
import org.logscape.training.watch.Curvature;

/**
 * The minima at which runs of networks start: one for each different model of the grid, trained
 * once or brought in a file, kept in the folder, and read from there by jobs that go on with it.
 */
public final class Minima {
  private static final int DENSITY_PROBES = 4;
  private static final String WORK = "minima ";

  private final JavaSparkContext context;
  private final Spec spec;
  private final NetworkInputs inputs;
  private final ExperimentDir dir;

  private Minima(JavaSparkContext context, Spec spec, NetworkInputs inputs, ExperimentDir dir) {
    this.context = context;
    this.spec = spec;
    this.inputs = inputs;
    this.dir = dir;
  }

  /**
   * The minima that the runs of a spec need.
   *
   * @param inputs data
   * @param dir where minima are kept
   */
  public static Minima of(
      JavaSparkContext context, Spec spec, NetworkInputs inputs, ExperimentDir dir) {
    return new Minima(context, spec, inputs, dir);
  }

  /** All minima that a folder has, by the bits of their names. */
  static Map<Long, StartingMinimum> stored(ExperimentDir dir) {
    Map<Long, StartingMinimum> there = new HashMap<>();
    // an empty table may be damaged, and nothing that is computed depends on it
    if (!dir.has(Table.MINIMA)) {
      return there;
    }
    for (MinimumRow row : MinimumRow.ROWS.list(dir.table(Table.MINIMA))) {
      there.put(
          Long.parseUnsignedLong(row.minimumId(), 16),
          new StartingMinimum(row.theta(), row.loss(), row.hessianOutlier(), row.outliers()));
    }
    return there;
  }

  /**
   * Trains what is missing, or takes it from a file, side by side, and publishes it as a wave; then
   * writes the table of cells anew, with L*, h* and n.
   *
   * @param stop asked for a signal, at which the minima that were found are published
   * @return the inputs with all minima
   * @throws UserException if a training diverged or ended at no minimum
   */
  public NetworkInputs complete(GracefulStop stop) {
    if (!(spec.start() instanceof Start.AtMinimum way)) {
      return inputs;
    }
    NetworkInputs all = completed(way, stop);
    CellsTable.write(context, spec, all, dir);
    return all;
  }

  private NetworkInputs completed(Start.AtMinimum way, GracefulStop stop) {
    NetworkInputs there = inputs.with(stored(dir));
    List<Wanted> missing =
        NetworkInputs.models(spec).stream()
            .filter(model -> there.minimum(spec, model).isEmpty())
            .map(model -> new Wanted(cells(model), model))
            .toList();
    if (missing.isEmpty()) {
      return there;
    }
    JavaRDD<Found> found = found(missing, way).cache();
    try {
      WaveWriter.of(context, dir, RunRows.tables(spec), stop)
          .append(
              found.flatMap(one -> one.rows().iterator()),
              wave -> {
                if (wave.isWhole()) {
                  requireAll(found);
                }
                return WORK
                    + wave.tasks().stream()
                        .map(number -> way.idBits(missing.get(number).model(), spec.seed()))
                        .map("%016x"::formatted)
                        .collect(Collectors.joining(" "));
              });
    } finally {
      found.unpersist(false);
    }
    return inputs.with(stored(dir));
  }

  /** Nothing is published where a search ended at no minimum. */
  private static void requireAll(JavaRDD<Found> found) {
    List<String> failed =
        found.filter(Found::failed).map(Found::failure).collect().stream().distinct().toList();
    if (!failed.isEmpty()) {
      throw new UserException(failed);
    }
  }

  private JavaRDD<Found> found(List<Wanted> wanted, Start.AtMinimum way) {
    Broadcast<NetworkInputs> shared = context.broadcast(inputs);
    long seed = spec.seed();
    return context
        .parallelize(wanted, wanted.size())
        .map(one -> one.search(way, seed, shared.value()));
  }

  /**
   * The rows of a wave of minima, computed again.
   *
   * @param work what the wave's list says of it
   * @return empty where it is no wave of minima
   */
  Optional<JavaRDD<TableRow>> again(String work) {
    if (!work.startsWith(WORK) || !(spec.start() instanceof Start.AtMinimum way)) {
      return Optional.empty();
    }
    List<String> ids = List.of(work.substring(WORK.length()).split(" "));
    List<Wanted> wanted =
        NetworkInputs.models(spec).stream()
            .filter(model -> ids.contains("%016x".formatted(way.idBits(model, spec.seed()))))
            .map(model -> new Wanted(cells(model), model))
            .toList();
    return Optional.of(found(wanted, way).flatMap(one -> one.rows().iterator()));
  }

  /** The names of the cells whose runs start there, in the order of the grid. */
  private List<String> cells(NetworkSpec model) {
    return LongStream.range(0, spec.grid().cells())
        .mapToObj(spec.grid()::cell)
        .filter(cell -> cell.model().equals(model))
        .map(CellSpec::id)
        .toList();
  }

  /** A minimum that is not there. */
  private record Wanted(List<String> cells, NetworkSpec model) implements Serializable {
    Found search(Start.AtMinimum way, long seed, NetworkInputs inputs) {
      long id = way.idBits(model, seed);
      try {
        return Found.of(cells, id, minimum(way, seed, id, inputs));
      } catch (ArithmeticException none) {
        return new Found(List.of(), "%s: %s".formatted(path(way), none.getMessage()));
      }
    }

    private MinimumSearch.Minimum minimum(
        Start.AtMinimum way, long seed, long id, NetworkInputs inputs) {
      Curvature curvature = Curvature.of(way.eigenvalues(), DENSITY_PROBES);
      Samples samples = inputs.training(model);
      if (way instanceof Start.Pretrained settings) {
        return search(settings, inputs.network(model), curvature).run(samples, seed, id);
      }
      return MinimumSearch.at(
          inputs.brought(model), inputs.network(model), samples, curvature, Probes.of(seed, id));
    }

    private static MinimumSearch search(
        Start.Pretrained way, Network network, Curvature curvature) {
      SgdSettings settings =
          new SgdSettings(
              way.learningRate(), way.batchSize(), NoiseEnhancement.of(1), Sampling.EPOCH);
      Training training =
          new Training(network, settings, NetworkParts.PRECISION, way.epochs(), way.lossBelow());
      return new MinimumSearch(training, way.gradientNorm(), way.settleSteps(), curvature);
    }

    private static String path(Start.AtMinimum way) {
      return (way instanceof Start.Pretrained ? Start.Pretrained.GROUP : Start.Weights.GROUP)
          .path();
    }
  }

  /** What became of a search: rows, or why there are none. */
  private record Found(List<TableRow> rows, String failure) implements Serializable {
    static Found of(List<String> cells, long id, MinimumSearch.Minimum minimum) {
      List<TableRow> rows = new ArrayList<>();
      rows.add(
          new MinimumRow(
              cells.get(0),
              "%016x".formatted(id),
              minimum.evaluation().loss(),
              minimum.evaluation().accuracy(),
              minimum.gradientNorm(),
              minimum.steps(),
              minimum.outliers().size(),
              minimum.outliers().count(),
              minimum.outliers().ratio(),
              minimum.core(),
              minimum.theta()));
      for (String cell : cells) {
        minimum.spectrum().forEach(part -> rows.addAll(SpectrumRow.ofMinimum(cell, part)));
      }
      return new Found(rows, "");
    }

    boolean failed() {
      return rows.isEmpty();
    }
  }
}
