package org.logscape.jobs.rare;

import java.io.Serializable;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.logscape.jobs.store.RowBinding;
import org.logscape.rare.estimate.Estimator;
import org.logscape.rare.estimate.RateEstimate;
import org.logscape.schemas.Table;
import scala.Tuple2;

/** Under forward flux sampling a stage leads to each interface and left the states there. */
final class FluxPaths implements PathSource {
  /** A member of a population and the state that it is in. */
  private record State(
      String cellId, int repeat, int stage, int member, double loss, double[] theta)
      implements Serializable {
    private static final RowBinding<State> ROWS =
        RowBinding.partOf(Table.RARE_SNAPSHOTS, State.class);

    Descents.Place place() {
      return new Descents.Place(cellId, repeat, stage, member);
    }
  }

  private final Dataset<Row> snapshots;
  private final Descents descents;
  private final RareState state;

  private FluxPaths(Dataset<Row> snapshots, Descents descents, RareState state) {
    this.snapshots = snapshots;
    this.descents = descents;
    this.state = state;
  }

  static FluxPaths of(Dataset<Row> snapshots, Descents descents, RareState state) {
    return new FluxPaths(snapshots, descents, state);
  }

  @Override
  public JavaRDD<PathTable.Passage> passages() {
    JavaPairRDD<Descents.Place, Tuple2<Double, double[]>> states =
        snapshots
            .select(State.ROWS.columns())
            .javaRDD()
            .map(State.ROWS::read)
            .mapToPair(
                state -> new Tuple2<>(state.place(), new Tuple2<>(state.loss(), state.theta())));
    return descents
        .shares()
        .join(states)
        .map(
            joined ->
                new PathTable.Passage(
                    joined._1(), joined._2()._1(), joined._2()._2()._1(), joined._2()._2()._2()));
  }

  @Override
  public List<RateEstimate> rates(RareCell cell) {
    Estimator estimator = Estimator.of(cell.learningRate(), state.tallies(cell.id()));
    return IntStream.rangeClosed(0, state.interfaces(cell.id()).stages())
        .mapToObj(estimator::rate)
        .toList();
  }

  @Override
  public PathTable.Cost cost(RareCell cell, int stage) {
    long steps =
        state.tallies(cell.id()).stream()
            .filter(tallies -> stage < tallies.size())
            .mapToLong(tallies -> tallies.get(stage).steps())
            .sum();
    return new PathTable.Cost(state.seconds(cell.id(), stage), steps);
  }

  @Override
  public void close() {
    // the descents are their owner's to let go
  }
}
