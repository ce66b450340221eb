package org.logscape.rare;

import java.util.List;
import org.logscape.random.StreamFamily;

/**
 * A method of rare-event sampling, cut into stages. A stage of a repeat depends only on the
 * population that the stage before left and on the seed. Any driver may therefore run repeats
 * anywhere and stop between stages.
 */
public interface Sampler {

  /** Stage 0: the walk in the basin. */
  StageResult basin(StreamFamily streams, int repeat);

  /**
   * A later stage.
   *
   * @param stage from 1
   * @param population what the stage before left, in the order of its places
   */
  StageResult next(StreamFamily streams, int repeat, int stage, List<Member> population);

  /** Whether that stage was the repeat's last. */
  boolean isLast(StageTally tally);
}
