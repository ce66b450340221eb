package org.logscape.jobs.store.part;

import java.io.Serializable;
import org.apache.spark.Partition;
import org.apache.spark.rdd.PartitionCoalescer;
import org.apache.spark.rdd.PartitionGroup;
import org.apache.spark.rdd.RDD;
import scala.Option;

/**
 * Joins partitions that follow each other, in their order. Spark's own coalescing looks at where
 * they lie, so that the order of rows would depend on the cluster.
 */
final class Neighbours implements PartitionCoalescer, Serializable {
  private static final long serialVersionUID = 1;

  @Override
  public PartitionGroup[] coalesce(int most, RDD<?> parent) {
    Partition[] partitions = parent.partitions();
    int count = Math.min(most, partitions.length);
    PartitionGroup[] groups = new PartitionGroup[count];
    for (int g = 0; g < count; g++) {
      groups[g] = new PartitionGroup(Option.empty());
      long from = (long) partitions.length * g / count;
      long to = (long) partitions.length * (g + 1) / count;
      for (int p = (int) from; p < to; p++) {
        groups[g].partitions().append(partitions[p]);
      }
    }
    return groups;
  }
}
