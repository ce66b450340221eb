package org.logscape.network;

import java.util.Arrays;
import java.util.function.IntUnaryOperator;
import java.util.function.UnaryOperator;
import org.logscape.data.Samples;
import org.logscape.matrix.Precision;
import org.logscape.matrix.Reals;
import org.logscape.spectrum.LinearOperator;

/**
 * L(theta) = (1/N) sum_mu l_mu of a network over a whole set, with its exact derivatives, in double
 * precision unless asked otherwise. The set is worked through in batches; nothing of the size N x P
 * (P parameters) is kept. Owns memory outside the heap, is used by one thread at a time, and must
 * be closed; its operators live as long as it does.
 */
public final class EmpiricalLoss implements AutoCloseable {
  private static final int MOST_SAMPLES = 250;

  /** Numbers that leave all layers of a batch together: a few times this is the work space. */
  private static final long MOST_NUMBERS = 1L << 23;

  private final Network network;
  private final Samples samples;
  private final int k;
  private final Propagation propagation;
  private final Parameters theta;
  private final Parameters direction;
  private final Parameters result;
  private final double[] f;
  private final double[] slopes;
  private final double[] tangents;
  private final double[] curved;

  private EmpiricalLoss(Network network, Samples samples, Precision precision) {
    network.requireFit(samples);
    this.network = network;
    this.samples = samples;
    long room = MOST_NUMBERS / network.architecture().numbersOfASample();
    int batch = (int) Math.max(1, Math.min(room, Math.min(MOST_SAMPLES, samples.size())));
    k = network.architecture().outputs();
    propagation = Propagation.of(network, precision, batch);
    theta = Parameters.of(network.architecture(), precision);
    direction = Parameters.of(network.architecture(), precision);
    result = Parameters.of(network.architecture(), precision);
    f = new double[batch * k];
    slopes = new double[batch * k];
    tangents = new double[batch * k];
    curved = new double[batch * k];
  }

  /** In double precision. */
  public static EmpiricalLoss of(Network network, Samples samples) {
    return of(network, samples, Precision.FLOAT64);
  }

  /**
   * In either precision.
   *
   * @throws IllegalArgumentException if the samples do not fit the network
   */
  public static EmpiricalLoss of(Network network, Samples samples, Precision precision) {
    return new EmpiricalLoss(network, samples, precision);
  }

  /** The model. */
  public Network network() {
    return network;
  }

  /** The set. */
  public Samples samples() {
    return samples;
  }

  /** Samples that are worked on at a time: the most that {@link #sampleGradients} gives at once. */
  public int batch() {
    return propagation.batch();
  }

  /** What is done with a batch that has gone forward: samples [first, first + n). */
  private interface BatchWork {
    void accept(int first, int n);
  }

  private void overBatches(double[] parameters, BatchWork work) {
    overBatches(parameters, IntUnaryOperator.identity(), samples.size(), work);
  }

  private void overBatches(double[] parameters, IntUnaryOperator index, int count, BatchWork work) {
    theta.all().put(0, parameters);
    for (int first = 0; first < count; first += propagation.batch()) {
      int n = Math.min(propagation.batch(), count - first);
      for (int i = 0; i < n; i++) {
        propagation.load(i, samples, index.applyAsInt(first + i));
      }
      propagation.forward(theta, n);
      propagation.outputs().get(0, f);
      work.accept(first, n);
    }
  }

  /** l_mu of each sample. */
  public double[] sampleLosses(double[] parameters) {
    double[] losses = new double[samples.size()];
    overBatches(
        parameters,
        (first, n) -> {
          for (int i = 0; i < n; i++) {
            losses[first + i] = network.loss().value(f, propagation.targets(), i * k, k);
          }
        });
    return losses;
  }

  /** L and accuracy. */
  public Evaluation evaluate(double[] parameters) {
    double[] sums = new double[2];
    overBatches(
        parameters,
        (first, n) -> {
          for (int i = 0; i < n; i++) {
            sums[0] += network.loss().value(f, propagation.targets(), i * k, k);
            sums[1] += isRight(i * k) ? 1 : 0;
          }
        });
    return new Evaluation(sums[0] / samples.size(), sums[1] / samples.size());
  }

  private boolean isRight(int at) {
    double[] y = propagation.targets();
    if (k == 1) {
      return f[at] * y[at] > 0;
    }
    return largest(f, at) == largest(y, at);
  }

  private int largest(double[] values, int at) {
    int best = 0;
    for (int j = 1; j < k; j++) {
      if (values[at + j] > values[at + best]) {
        best = j;
      }
    }
    return best;
  }

  /** Slopes of the loss of each sample of the batch, times a weight. */
  private void lossSlopes(int n, double weight) {
    for (int i = 0; i < n; i++) {
      network.loss().valueAndSlope(f, propagation.targets(), i * k, k, weight, slopes);
    }
  }

  /** grad L. */
  public double[] gradient(double[] parameters) {
    return gradient(parameters, IntUnaryOperator.identity(), samples.size());
  }

  /**
   * The mean gradient of a minibatch.
   *
   * @param chosen its samples, each as often as it stands there
   */
  public double[] gradient(double[] parameters, int[] chosen) {
    return gradient(parameters, i -> chosen[i], chosen.length);
  }

  private double[] gradient(double[] parameters, IntUnaryOperator index, int count) {
    result.all().clear();
    overBatches(
        parameters,
        index,
        count,
        (first, n) -> {
          lossSlopes(n, 1.0 / count);
          put(propagation.outputSlopes(), slopes, n);
          propagation.backward(theta, n, 1, result);
        });
    return result.all().toArray();
  }

  private void put(Reals into, double[] values, int n) {
    into.put(0, n * k == values.length ? values : Arrays.copyOf(values, n * k));
  }

  /** |grad l_mu|^2 of each sample, without the gradients. */
  public double[] squaredGradientNorms(double[] parameters) {
    double[] norms = new double[samples.size()];
    overBatches(
        parameters,
        (first, n) -> {
          lossSlopes(n, 1);
          put(propagation.outputSlopes(), slopes, n);
          double[] sums = propagation.squaredNorms(theta, n);
          System.arraycopy(sums, 0, norms, first, n);
        });
    return norms;
  }

  /**
   * grad l_mu of some samples, in full.
   *
   * @param from first sample
   * @param count how many, at most {@link #batch} (100 of a network of 90,000 parameters have 70
   *     MB)
   * @return a row for each
   * @throws IllegalArgumentException if they are too many or not all there
   */
  public double[][] sampleGradients(double[] parameters, int from, int count) {
    if (from < 0 || count < 1 || count > propagation.batch() || from + count > samples.size()) {
      throw new IllegalArgumentException("cannot take " + count + " gradients from " + from);
    }
    theta.all().put(0, parameters);
    for (int i = 0; i < count; i++) {
      propagation.load(i, samples, from + i);
    }
    propagation.forward(theta, count);
    propagation.outputs().get(0, f);
    lossSlopes(count, 1);
    put(propagation.outputSlopes(), slopes, count);
    Parameters[] own = new Parameters[count];
    Arrays.setAll(
        own, i -> Parameters.of(network.architecture(), propagation.outputs().precision()));
    propagation.sampleGradients(theta, count, own);
    double[][] rows = new double[count][];
    for (int i = 0; i < count; i++) {
      rows[i] = own[i].all().toArray();
      own[i].close();
    }
    return rows;
  }

  /**
   * The Hessian of L at a point, exact: each product costs two passes forward and four back.
   *
   * <p>Source: B. Pearlmutter, "Fast exact multiplication by the Hessian", Neural Computation 6
   * (1994) 147.
   */
  public LinearOperator hessian(double[] parameters) {
    double[] at = parameters.clone();
    double weight = 1.0 / samples.size();
    return operator(
        v -> {
          direction.all().put(0, v);
          result.all().clear();
          overBatches(
              at,
              (first, n) -> {
                propagation.tangent(theta, direction, n).get(0, tangents);
                for (int i = 0; i < n; i++) {
                  contract(network.loss().curvatureFactors(f, i * k, k), i * k, weight);
                }
                lossSlopes(n, weight);
                put(propagation.outputSlopes(), slopes, n);
                put(propagation.tangentSlopes(), curved, n);
                propagation.tangentBackward(theta, direction, n, 1, result);
              });
          return result.all().toArray();
        });
  }

  /**
   * (1/N) sum_mu J_mu^T M_mu J_mu at a point, exact: each product costs two passes forward and one
   * back.
   *
   * <p>Source: N. Schraudolph, "Fast curvature matrix-vector products for second-order gradient
   * descent", Neural Computation 14 (2002) 1723.
   */
  public LinearOperator metric(double[] parameters, OutputMetric metric) {
    double[] at = parameters.clone();
    double weight = 1.0 / samples.size();
    return operator(
        v -> {
          direction.all().put(0, v);
          result.all().clear();
          overBatches(
              at,
              (first, n) -> {
                propagation.tangent(theta, direction, n).get(0, tangents);
                for (int i = 0; i < n; i++) {
                  contract(factors(metric, i), i * k, weight);
                }
                put(propagation.outputSlopes(), curved, n);
                propagation.backward(theta, n, 1, result);
              });
          return result.all().toArray();
        });
  }

  private double[][] factors(OutputMetric metric, int sample) {
    return metric.factors(network.loss(), f, propagation.targets(), sample * k, k);
  }

  /** curved = weight M tangents of the sample that starts at {@code at}. */
  private void contract(double[][] factors, int at, double weight) {
    Arrays.fill(curved, at, at + k, 0);
    for (double[] factor : factors) {
      double along = 0;
      for (int j = 0; j < k; j++) {
        along += factor[j] * tangents[at + j];
      }
      for (int j = 0; j < k; j++) {
        curved[at + j] += weight * along * factor[j];
      }
    }
  }

  /** Trace of {@link #metric}, exact, from the lengths of the vectors J^T a_j of each sample. */
  public double trace(double[] parameters, OutputMetric metric) {
    double[] sum = new double[1];
    overBatches(
        parameters,
        (first, n) -> {
          double[][][] factors = new double[n][][];
          int most = 0;
          for (int i = 0; i < n; i++) {
            factors[i] = factors(metric, i);
            most = Math.max(most, factors[i].length);
          }
          for (int j = 0; j < most; j++) {
            for (int i = 0; i < n; i++) {
              System.arraycopy(factors[i][j], 0, slopes, i * k, k);
            }
            put(propagation.outputSlopes(), slopes, n);
            for (double norm : propagation.squaredNorms(theta, n)) {
              sum[0] += norm;
            }
          }
        });
    return sum[0] / samples.size();
  }

  private LinearOperator operator(UnaryOperator<double[]> product) {
    return new LinearOperator() {
      @Override
      public int dimension() {
        return network.architecture().parameters();
      }

      @Override
      public double[] apply(double[] v) {
        return product.apply(v);
      }
    };
  }

  @Override
  public void close() {
    propagation.close();
    theta.close();
    direction.close();
    result.close();
  }
}
