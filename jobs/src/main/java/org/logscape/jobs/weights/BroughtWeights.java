package org.logscape.jobs.weights;

import java.io.Serializable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.spark.sql.SparkSession;
import org.logscape.jobs.errors.UserException;
import org.logscape.jobs.spec.model.NetworkSpec;
import org.logscape.jobs.spec.start.Start;
import org.logscape.network.Network;
import org.logscape.network.StateDict;

/** The parameters at which runs start that a file holds, for each network of a spec. */
public final class BroughtWeights implements Serializable {
  private final HashMap<NetworkSpec, double[]> thetas;
  private final String checksum;

  private BroughtWeights(Map<NetworkSpec, double[]> thetas, String checksum) {
    this.thetas = new HashMap<>(thetas);
    this.checksum = checksum;
  }

  /**
   * Reads the file and holds it against the networks.
   *
   * @param networks what each model is on the data of the spec
   * @throws UserException with one line for each tensor that does not fit
   */
  public static BroughtWeights read(
      SparkSession spark,
      Start.Weights start,
      List<NetworkSpec> models,
      Function<NetworkSpec, Network> networks) {
    NamedTensors file =
        WeightFile.of(start.file(), spark.sparkContext().hadoopConfiguration()).read();
    Map<NetworkSpec, double[]> thetas = new HashMap<>();
    for (NetworkSpec model : models) {
      StateDict network = StateDict.of(networks.apply(model).architecture());
      thetas.put(model, file.theta(network, start.layers()));
    }
    return new BroughtWeights(thetas, file.sha256());
  }

  /** The parameter vector of a model. */
  public double[] theta(NetworkSpec model) {
    return thetas.get(model);
  }

  /** Sha256 of the file. */
  public String checksum() {
    return checksum;
  }
}
