package org.logscape.jobs.fit;

import java.util.List;

/**
 * A law that is fitted to the tables of a folder. One class states everything about the law: its
 * name, what it needs, its parameters, and how its rows are computed. {@link LawCatalogue} lists
 * the laws; the spec, the fit, the terminal, the page and the reference read them there.
 */
public interface Law {
  /** Name, needs and parameters. */
  LawFacts facts();

  /**
   * The rows of the law.
   *
   * @param context the folder's tables and what several laws compute from them
   */
  List<FitRow> rows(FitContext context);
}
