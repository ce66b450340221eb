package org.logscape.jobs.weights;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.logscape.data.tensor.Tensor;
import org.logscape.jobs.errors.UserException;
import org.logscape.network.StateDict;

/**
 * What a file of weights holds.
 *
 * @param file its name
 * @param tensors by their names
 * @param sha256 checksum of the file
 */
public record NamedTensors(String file, Map<String, Tensor> tensors, String sha256) {
  private static final String WEIGHT = "weight";
  private static final String BIAS = "bias";
  private static final int KERNELS = 4;

  /** The tensors of one module; null where the file has none. */
  private record Module(String name, Tensor weight, Tensor bias) {
    boolean isConvolution() {
      return weight != null && weight.rank() == KERNELS;
    }

    String text() {
      return "%s %s".formatted(name, weight == null ? "without weight" : weight.shapeText());
    }
  }

  /**
   * The parameter vector of a network. Modules are taken in their order: convolutions first, and by
   * the numbers in their names.
   *
   * @param layers names of the modules in the order of the network, which replace that order; empty
   *     for none
   * @throws UserException with one line for each tensor that does not fit
   */
  public double[] theta(StateDict network, List<String> layers) {
    Map<String, Module> all = modules();
    List<Module> modules = layers.isEmpty() ? ordered(all) : named(all, layers);
    if (modules.size() != network.parts().size()) {
      throw UserException.of(
          "%s: has %d layers (%s); must have %d, as the network: %s"
              .formatted(
                  file,
                  modules.size(),
                  modules.stream().map(Module::text).collect(Collectors.joining(", ")),
                  network.parts().size(),
                  network.parts().stream()
                      .map(part -> part.kind() + " " + Tensor.shapeText(part.weight()))
                      .collect(Collectors.joining(", "))));
    }
    List<String> faults = new ArrayList<>();
    for (int l = 0; l < modules.size(); l++) {
      StateDict.Part part = network.parts().get(l);
      Module module = modules.get(l);
      String layer = "layer %d of the network, %s".formatted(l + 1, part.kind());
      check(module, WEIGHT, module.weight(), part.weight(), layer, faults);
      check(module, BIAS, module.bias(), part.bias(), layer, faults);
    }
    if (!faults.isEmpty()) {
      throw new UserException(faults);
    }
    return network.theta(
        modules.stream().map(Module::weight).toList(), modules.stream().map(Module::bias).toList());
  }

  private void check(
      Module module,
      String role,
      Tensor found,
      List<Long> wanted,
      String layer,
      List<String> faults) {
    String name = module.name().isEmpty() ? role : module.name() + "." + role;
    if (found == null) {
      faults.add(
          "%s: has no %s; %s has one of %s".formatted(file, name, layer, Tensor.shapeText(wanted)));
    } else if (!found.shape().equals(wanted)) {
      faults.add(
          "%s: %s is %s; must be %s, %s"
              .formatted(file, name, found.shapeText(), Tensor.shapeText(wanted), layer));
    } else {
      for (int i = 0; i < found.size(); i++) {
        if (!Double.isFinite(found.at(i))) {
          faults.add(
              "%s: %s is %s at %s; must be finite"
                  .formatted(file, name, found.at(i), found.indices(i)));
          return;
        }
      }
    }
  }

  private Map<String, Module> modules() {
    Map<String, Module> modules = new LinkedHashMap<>();
    List<String> faults = new ArrayList<>();
    tensors.forEach(
        (name, tensor) -> {
          int dot = name.lastIndexOf('.');
          String module = dot < 0 ? "" : name.substring(0, dot);
          Module known = modules.getOrDefault(module, new Module(module, null, null));
          switch (name.substring(dot + 1)) {
            case WEIGHT -> modules.put(module, new Module(module, tensor, known.bias()));
            case BIAS -> modules.put(module, new Module(module, known.weight(), tensor));
            default ->
                faults.add(
                    "%s: has %s %s; must have weight and bias of Linear and Conv2d alone"
                        .formatted(file, name, tensor.shapeText()));
          }
        });
    if (!faults.isEmpty()) {
      throw new UserException(faults);
    }
    return modules;
  }

  private static List<Module> ordered(Map<String, Module> modules) {
    return modules.values().stream()
        .sorted(
            Comparator.comparing((Module module) -> !module.isConvolution())
                .thenComparing(Module::name, NaturalOrder.NUMBERS_BY_SIZE))
        .toList();
  }

  private List<Module> named(Map<String, Module> modules, List<String> layers) {
    List<String> unknown = layers.stream().filter(name -> !modules.containsKey(name)).toList();
    List<String> unused = modules.keySet().stream().filter(name -> !layers.contains(name)).toList();
    if (!unknown.isEmpty() || !unused.isEmpty() || layers.size() != modules.size()) {
      throw UserException.of(
          "start.weights.layers: is [%s]; must name each of [%s] of %s once"
              .formatted(String.join(", ", layers), String.join(", ", modules.keySet()), file));
    }
    return layers.stream().map(modules::get).toList();
  }
}
