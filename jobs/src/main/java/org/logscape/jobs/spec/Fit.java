package org.logscape.jobs.spec;

import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;

/**
 * A law that a spec may name under the key {@code fit}.
 *
 * @param name the word in the spec, lower case with hyphens
 * @param needs what the spec must have for the law, all of them
 * @param byDefault whether it is fitted where a spec has no key {@code fit} and fulfils its needs
 * @param gives one line: what the fit gives
 */
public record Fit(String name, List<Need> needs, boolean byDefault, String gives)
    implements Serializable {

  /**
   * States the laws that there are; found by {@link ServiceLoader}, so that a spec needs no fits.
   */
  public interface Catalogue {
    /** The laws, in the order in which defaults are listed and fitted. */
    List<Fit> fits();
  }

  /** Loaded once, when the first spec is read. */
  private static final class Loaded {
    static final List<Fit> ALL =
        ServiceLoader.load(Catalogue.class, Fit.class.getClassLoader()).stream()
            .map(ServiceLoader.Provider::get)
            .flatMap(catalogue -> catalogue.fits().stream())
            .toList();
  }

  public Fit {
    needs = List.copyOf(needs);
  }

  /** All laws that a spec may name, in the order of their catalogue. */
  public static List<Fit> all() {
    return Loaded.ALL;
  }

  /** The law of a name. */
  public static Optional<Fit> named(String name) {
    return all().stream().filter(fit -> fit.name().equals(name)).findFirst();
  }

  /** The name, as a spec has it. */
  @Override
  public String toString() {
    return name;
  }
}
