package org.logscape.rare;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How many independent paths stand behind an estimate: states that descend from one stage-0
 * crossing share their past and are one path, not many. With w_a the weight that ancestor a carries
 * to the end, (sum w_a)^2 / sum w_a^2.
 */
public final class Ancestry {
  private double sum;
  private double squares;

  private Ancestry() {}

  /** No paths yet. */
  public static Ancestry none() {
    return new Ancestry();
  }

  /**
   * Adds a repeat.
   *
   * @param members those that reached the end
   * @param weight of the repeat, such as its rate
   */
  public Ancestry with(List<Member> members, double weight) {
    Map<Integer, Integer> descendants = new HashMap<>();
    members.forEach(member -> descendants.merge(member.ancestor(), 1, Integer::sum));
    for (int count : descendants.values()) {
      double share = weight * count / members.size();
      sum += share;
      squares += share * share;
    }
    return this;
  }

  /** The effective number of independent paths; 0 where none reached the end. */
  public double effectivePaths() {
    return squares == 0 ? 0 : sum * sum / squares;
  }
}
