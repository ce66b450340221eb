package org.logscape.jobs.spec.key;

import java.util.ArrayList;
import java.util.List;

/** Gathers faults, so that a reader can go on after the first and report them all. */
public final class Faults {
  private final List<Fault> found = new ArrayList<>();

  public void add(String path, String problem) {
    found.add(new Fault(path, problem));
  }

  /** Whether something is wrong at the path or within it. */
  public boolean at(String path) {
    return found.stream()
        .map(Fault::path)
        .anyMatch(
            place ->
                place.equals(path) || place.startsWith(path + ".") || place.startsWith(path + "["));
  }

  public boolean none() {
    return found.isEmpty();
  }

  public List<Fault> list() {
    return List.copyOf(found);
  }
}
