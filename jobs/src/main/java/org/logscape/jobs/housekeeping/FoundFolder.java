package org.logscape.jobs.housekeeping;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A results folder that was found, by its files alone.
 *
 * @param path its full path
 * @param experiment name in its manifest; empty where it has none
 * @param seed likewise
 * @param complete whether it holds all that its spec plans, by its mark
 * @param claimed whether a driver writes to it, or was killed while it did
 * @param bytes of all its files
 * @param modified when its youngest file was written
 * @param foreign what in it is not Logscape's, or is and is damaged
 */
public record FoundFolder(
    String path,
    Optional<String> experiment,
    Optional<String> seed,
    boolean complete,
    boolean claimed,
    long bytes,
    Instant modified,
    List<String> foreign) {

  public FoundFolder {
    foreign = List.copyOf(foreign);
  }
}
