package org.logscape.jobs.start;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.logscape.jobs.errors.UserException;
import org.logscape.jobs.spec.CellSpec;
import org.logscape.jobs.spec.Spec;

/**
 * Runs whose random numbers are those that led to the snapshots at which they start. They would see
 * the same minibatches again, and their noise would not be independent of where they start.
 */
final class RepeatedStreams {
  private RepeatedStreams() {}

  /**
   * Refuses a spec that has such runs: same seed, and a cell whose streams are those of a cell of
   * the snapshots.
   *
   * @param source what the snapshots were computed with
   * @param cells those that the snapshots are of
   * @param dir where they are, in the user's words
   * @throws UserException in one line
   */
  static void refuse(Spec source, Set<String> cells, Spec spec, String dir) {
    if (source.seed() != spec.seed()) {
      return;
    }
    Map<Long, String> used = new HashMap<>();
    cells(source)
        .filter(cell -> cells.contains(cell.id()))
        .forEach(cell -> used.put(source.pairing().streamBits(cell), cell.id()));
    Optional<String> again =
        cells(spec)
            .map(cell -> used.get(spec.pairing().streamBits(cell)))
            .flatMap(Stream::ofNullable)
            .findFirst();
    if (again.isPresent()) {
      throw UserException.of(
          "seed: is %d, under which cell %s of %s ran too; must be another one (or another stop.steps), else runs draw the random numbers again that led to where they start"
              .formatted(spec.seed(), again.get(), dir));
    }
  }

  private static Stream<CellSpec> cells(Spec spec) {
    return LongStream.range(0, spec.grid().cells()).mapToObj(spec.grid()::cell);
  }
}
