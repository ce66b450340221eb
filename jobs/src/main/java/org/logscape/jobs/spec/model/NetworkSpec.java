package org.logscape.jobs.spec.model;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.logscape.data.ImageShape;
import org.logscape.jobs.spec.key.Domain;
import org.logscape.jobs.spec.key.Fault;
import org.logscape.jobs.spec.key.Group;
import org.logscape.jobs.spec.key.Key;
import org.logscape.jobs.spec.key.Literal;
import org.logscape.jobs.spec.key.Point;
import org.logscape.network.Activation;
import org.logscape.network.Architecture;
import org.logscape.network.Loss;
import org.logscape.network.Network;

/**
 * A network that learns from data.
 *
 * @param type mlp or cnn
 * @param widths of an mlp: numbers in each layer, inputs first, outputs last; empty for a cnn
 * @param stacks of a cnn: filters of each convolution of each stack; empty for an mlp
 * @param activation between the layers
 * @param loss of a sample
 * @param samples N: so many of the training set are used, the first ones
 */
public record NetworkSpec(
    ModelType type,
    List<Integer> widths,
    List<List<Integer>> stacks,
    Activation activation,
    Loss loss,
    int samples)
    implements ModelSpec {
  public static final Key<List<Integer>> WIDTHS =
      Key.required("model.widths", Domain.listOf(Domain.countAtLeast(1)))
          .text("neurons of each layer: the features first, the targets last");
  public static final Key<List<List<Integer>>> STACKS =
      Key.required("model.stacks", Domain.listOf(Domain.listOf(Domain.countAtLeast(1))))
          .text("filters of each convolution of each stack; a stack ends by halving the image");
  public static final Key<Activation> ACTIVATION =
      Key.withDefault("model.activation", Activation.RELU, Domain.word(Activation.class))
          .text("between the layers");
  public static final Key<Loss> LOSS =
      Key.withDefault("model.loss", Loss.MEAN_SQUARE, Domain.word(Loss.class))
          .text("of a sample; mean-square is half the squared error");

  /** In place of a number of samples, until the files are known: every one of them. */
  public static final int ALL = 0;

  /** The one key of the data that may vary: it is part of the model that a cell has. */
  public static final Key<Integer> TAKE =
      Key.required("data.take", Domain.wordOr("all", ALL, Domain.countAtLeast(1)))
          .unit("samples")
          .text(
              "N: so many of the training set are used, the first ones; all is recorded as the"
                  + " number that the files hold");

  static final Group<NetworkSpec> MLP =
      Group.of(NetworkSpec.class, "model", "A network of full layers that learns from data.")
          .varies()
          .key(WIDTHS, NetworkSpec::widths)
          .key(ACTIVATION, NetworkSpec::activation)
          .key(LOSS, NetworkSpec::loss)
          .from(TAKE, NetworkSpec::samples)
          .build(point -> of(ModelType.MLP, point.get(WIDTHS), List.of(), point));
  static final Group<NetworkSpec> CNN =
      Group.of(NetworkSpec.class, "model", "A convolutional network that learns from images.")
          .varies()
          .key(STACKS, NetworkSpec::stacks)
          .key(ACTIVATION, NetworkSpec::activation)
          .key(LOSS, NetworkSpec::loss)
          .from(TAKE, NetworkSpec::samples)
          .build(point -> of(ModelType.CNN, List.of(), point.get(STACKS), point));

  public NetworkSpec {
    widths = List.copyOf(widths);
    stacks = stacks.stream().map(List::copyOf).toList();
  }

  private static NetworkSpec of(
      ModelType type, List<Integer> widths, List<List<Integer>> stacks, Point point) {
    return new NetworkSpec(
        type, widths, stacks, point.get(ACTIVATION), point.get(LOSS), point.get(TAKE));
  }

  /**
   * What keeps it from learning such data.
   *
   * @param shape of the inputs
   * @param outputs targets of a sample
   */
  public Optional<Fault> misfit(ImageShape shape, int outputs) {
    if (loss == Loss.CROSS_ENTROPY && outputs < 2) {
      return Optional.of(
          new Fault(
              LOSS.path(), "is cross-entropy; must be mean-square where labels have one target"));
    }
    if (type == ModelType.MLP) {
      int in = widths.get(0);
      int out = widths.get(widths.size() - 1);
      return widths.size() > 1 && in == shape.features() && out == outputs
          ? Optional.empty()
          : Optional.of(
              new Fault(
                  WIDTHS.path(),
                  "is %s; must begin with %d, the features of the data, and end with %d, its targets"
                      .formatted(Literal.of(widths), shape.features(), outputs)));
    }
    int halvings = stacks.size();
    boolean large = Math.min(shape.height(), shape.width()) >> halvings > 0;
    return large
        ? Optional.empty()
        : Optional.of(
            new Fault(
                STACKS.path(),
                "has %d stacks, each of which halves the image; must be fewer for %d x %d"
                    .formatted(halvings, shape.height(), shape.width())));
  }

  /**
   * The network on data that it fits.
   *
   * @param shape of the inputs
   * @param outputs targets of a sample
   */
  public Network network(ImageShape shape, int outputs) {
    Architecture architecture =
        type == ModelType.MLP
            ? Architecture.mlp(widths, activation)
            : Architecture.cnn(shape, stacks, outputs, activation);
    return new Network(architecture, loss);
  }

  @Override
  public Map<String, Object> values() {
    return (type == ModelType.MLP ? MLP : CNN).values(this);
  }

  @Override
  public ModelFacts facts() {
    return ModelFacts.none().withSamples(samples);
  }
}
