package org.logscape.statistics.contest;

import java.util.List;

/** How a contest of laws ends. */
public sealed interface Verdict {

  /**
   * One law is left: all others are rejected against it, or contain it without being needed.
   *
   * @param law its name
   */
  record Preferred(String law) implements Verdict {}

  /**
   * The data do not decide.
   *
   * @param leader the law of least AIC
   * @param standing the other laws that are not rejected against it
   */
  record Open(String leader, List<String> standing) implements Verdict {}

  /**
   * There was nothing to decide.
   *
   * @param reason in plain words
   */
  record NoContest(String reason) implements Verdict {}
}
