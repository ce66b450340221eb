package org.logscape.jobs.rare;

import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.logscape.rare.estimate.RateEstimate;

/** Where the paths of a method passed the interfaces, and how often anything did. */
interface PathSource extends AutoCloseable {

  /** The states of the paths that got to the goal, by interface. */
  JavaRDD<PathTable.Passage> passages();

  /** Rates of first passing each interface of a cell, in their order. */
  List<RateEstimate> rates(RareCell cell);

  /** What it took to get to an interface. */
  PathTable.Cost cost(RareCell cell, int stage);

  @Override
  void close();
}
