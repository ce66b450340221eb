package org.logscape.bench;

import static org.logscape.matrix.Blas.As.IS;
import static org.logscape.matrix.Blas.As.TRANSPOSED;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.logscape.data.ImageShape;
import org.logscape.data.LabelCoding;
import org.logscape.data.Samples;
import org.logscape.data.SyntheticSet;
import org.logscape.dynamics.NoiseEnhancement;
import org.logscape.dynamics.Sampling;
import org.logscape.dynamics.SgdSettings;
import org.logscape.matrix.Blas;
import org.logscape.matrix.Precision;
import org.logscape.matrix.Reals;
import org.logscape.network.Activation;
import org.logscape.network.Architecture;
import org.logscape.network.Loss;
import org.logscape.network.Network;
import org.logscape.random.StreamFamily;
import org.logscape.training.NetworkEnsemble;

/** Networks whose training step is timed: single precision, ReLU. */
public enum NetworkWork {
  /** The papers' small network. */
  SMALL(List.of(784, 100, 100, 1), 100, 1, List.of(Yardstick.EAGER)),
  /** A wide one, bound by products. */
  WIDE(List.of(784, 1024, 1024, 10), 100, 1, List.of(Yardstick.EAGER)),
  /** Many small ones. */
  ENSEMBLE_784(List.of(784, 100, 100, 1), 100, 64, List.of(Yardstick.VMAP)),
  /** Many tiny ones. */
  ENSEMBLE_32(List.of(32, 32, 1), 16, 64, List.of(Yardstick.VMAP)),
  /** Those of the experiment enhancement-fashion-mnist: two minibatches of 200 in each step. */
  ENHANCED(
      List.of(784, 100, 10),
      200,
      64,
      Loss.CROSS_ENTROPY,
      2,
      List.of(Yardstick.VMAP, Yardstick.EAGER, Yardstick.JAX));

  /** What a work is timed against. */
  public enum Yardstick {
    /** PyTorch, torch.optim.SGD, one network after the other. */
    EAGER("torch_steps.py"),
    /** PyTorch, torch.func.vmap over stacked parameters. */
    VMAP("torch_steps.py"),
    /** JAX, jit of vmap. */
    JAX("jax_steps.py");

    private final String program;

    Yardstick(String program) {
      this.program = program;
    }

    /** The Python program that takes its steps. */
    String program() {
      return program;
    }

    private String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private static final int SAMPLES = 2000;
  private static final double LEARNING_RATE = 0.01;

  private final List<Integer> widths;
  private final int batch;
  private final int networks;
  private final Loss loss;
  private final double alpha;
  private final List<Yardstick> yardsticks;

  /** Mean-square loss, plain SGD. */
  NetworkWork(List<Integer> widths, int batch, int networks, List<Yardstick> yardsticks) {
    this(widths, batch, networks, Loss.MEAN_SQUARE, 1, yardsticks);
  }

  NetworkWork(
      List<Integer> widths,
      int batch,
      int networks,
      Loss loss,
      double alpha,
      List<Yardstick> yardsticks) {
    this.widths = widths;
    this.batch = batch;
    this.networks = networks;
    this.loss = loss;
    this.alpha = alpha;
    this.yardsticks = yardsticks;
  }

  /** What it is timed against. */
  List<Yardstick> yardsticks() {
    return yardsticks;
  }

  /** Networks that a step moves. */
  public int networks() {
    return networks;
  }

  /** What a Python program is asked: way, widths, batch, networks, loss, alpha. */
  String arguments(Yardstick yardstick) {
    return String.join(
        " ",
        yardstick.word(),
        String.join("-", widths.stream().map(String::valueOf).toList()),
        String.valueOf(batch),
        String.valueOf(networks),
        loss.name().toLowerCase(Locale.ROOT),
        String.valueOf(alpha));
  }

  /**
   * The matrix products of a step of one network by OpenBLAS alone: forward, slopes of the inputs,
   * and gradients added to the weights. They read and write the parameters of each network in turn,
   * as steps do.
   */
  Runnable products() {
    int n = batch * NoiseEnhancement.of(alpha).minibatches();
    List<List<Reals>> weights = new ArrayList<>();
    for (int network = 0; network < networks; network++) {
      List<Reals> layers = new ArrayList<>();
      for (int l = 1; l < widths.size(); l++) {
        layers.add(small((long) widths.get(l - 1) * widths.get(l)));
      }
      weights.add(layers);
    }
    List<Reals> values = widths.stream().map(width -> small((long) n * width)).toList();
    return () -> weights.forEach(layers -> products(n, layers, values));
  }

  private void products(int n, List<Reals> weights, List<Reals> values) {
    for (int l = 0; l < weights.size(); l++) {
      int in = widths.get(l);
      int out = widths.get(l + 1);
      Reals w = weights.get(l);
      Blas.multiply(
          IS, TRANSPOSED, n, out, in, 1, values.get(l), in, w, in, 0, values.get(l + 1), out);
    }
    for (int l = weights.size() - 1; l >= 0; l--) {
      int in = widths.get(l);
      int out = widths.get(l + 1);
      Reals w = weights.get(l);
      if (l > 0) {
        Blas.multiply(IS, IS, n, in, out, 1, values.get(l + 1), out, w, in, 0, values.get(l), in);
      }
      // a tiny factor keeps the numbers in range over any number of rounds
      Blas.multiply(
          TRANSPOSED, IS, out, in, n, 1e-30, values.get(l + 1), out, values.get(l), in, 1, w, in);
    }
  }

  private static Reals small(long count) {
    double[] values = new double[Math.toIntExact(count)];
    for (int i = 0; i < values.length; i++) {
      values[i] = 0.05 * Math.sin(i);
    }
    return Reals.copyOf(Precision.FLOAT32, values);
  }

  /** A seated ensemble. */
  NetworkEnsemble ensemble() {
    int outputs = widths.get(widths.size() - 1);
    Samples samples =
        new SyntheticSet(ImageShape.flat(widths.get(0)), 10, 1)
            .draw(SAMPLES, 1, 0)
            .samples(outputs == 1 ? LabelCoding.EVEN_ODD : LabelCoding.ONE_HOT);
    Network network = new Network(Architecture.mlp(widths, Activation.RELU), loss);
    SgdSettings settings =
        new SgdSettings(LEARNING_RATE, batch, NoiseEnhancement.of(alpha), Sampling.EPOCH);
    NetworkEnsemble ensemble =
        NetworkEnsemble.of(network, samples, settings, Precision.FLOAT32, networks);
    StreamFamily family = StreamFamily.ofTraining(1);
    for (int lane = 0; lane < networks; lane++) {
      ensemble.seat(lane, family, lane);
      ensemble.place(lane, network.architecture().glorot(ensemble.streams(), lane));
    }
    return ensemble;
  }
}
