package org.logscape.rare;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.logscape.random.StreamFamily;

/**
 * Finds where the paths of a splitting that reached the goal first passed given values of the order
 * parameter. A path is stored in pieces between branchings, each a state and a random stream; the
 * piece in which it passed a value is simulated again.
 */
public final class Retrace {
  private final Trials trials;

  private Retrace(Trials trials) {
    this.trials = trials;
  }

  static Retrace of(Trials trials) {
    return new Retrace(trials);
  }

  /**
   * A state in which paths first passed a value.
   *
   * @param threshold index of the value among those requested
   * @param state the state
   * @param share of the repeat's paths at the goal that passed there
   */
  public record Passage(int threshold, Crossing state, double share) {}

  private record Piece(Crossing start, long stream) {}

  /**
   * All passages of a repeat; none where no path got to the goal.
   *
   * @param streams the family of the repeat's streams
   * @param stages its populations, stage by stage, each in the order of its places
   * @param thresholds values that every path to the goal passes
   */
  public List<Passage> passages(
      StreamFamily streams, List<List<Member>> stages, List<Double> thresholds) {
    List<List<Piece>> paths =
        stages.get(stages.size() - 1).stream().map(end -> pieces(stages, end)).toList();
    List<Passage> passages = new ArrayList<>();
    for (int t = 0; t < thresholds.size(); t++) {
      double threshold = thresholds.get(t);
      // by stream, which tells pieces apart also where their states were read from tables
      Map<Long, Integer> counts = new LinkedHashMap<>();
      List<Piece> pieces = new ArrayList<>();
      for (List<Piece> path : paths) {
        Piece piece = holding(path, threshold);
        if (counts.merge(piece.stream(), 1, Integer::sum) == 1) {
          pieces.add(piece);
        }
      }
      List<TrialOutcome> outcomes =
          trials.run(
              pieces.stream().map(p -> new Trial(p.start(), streams, p.stream())).toList(),
              threshold);
      for (int i = 0; i < pieces.size(); i++) {
        passages.add(
            new Passage(
                t,
                outcomes.get(i).crossing().orElseThrow(),
                (double) counts.get(pieces.get(i).stream()) / paths.size()));
      }
    }
    return passages;
  }

  /** The pieces of the path that ends in a member of the last stage, from the basin on. */
  private static List<Piece> pieces(List<List<Member>> stages, Member end) {
    List<Piece> pieces = new ArrayList<>();
    int place = end.parent();
    for (int stage = stages.size() - 2; stage > 0; stage--) {
      Member member = stages.get(stage).get(place);
      // a path that survives a stage keeps its piece
      if (pieces.isEmpty() || pieces.get(0).stream() != member.stream()) {
        pieces.add(0, new Piece(member.state(), member.stream()));
      }
      place = member.parent();
    }
    return pieces;
  }

  /** The first piece at whose end a path is beyond a value. */
  private static Piece holding(List<Piece> path, double threshold) {
    int i = 0;
    while (i < path.size() - 1 && !(path.get(i + 1).start().order() >= threshold)) {
      i++;
    }
    return path.get(i);
  }
}
