package org.logscape.jobs.report.law;

import java.util.List;
import org.logscape.jobs.predict.Watched;

/** Every figure that a report may have. A new figure is a class and a line here. */
public final class LawFigures {
  private static final String SEPARATRIX = Watched.separatrix().event();
  private static final String BASIN = Watched.basin().event();

  private static final List<LawFigure> ALL =
      List.of(
          new BarrierFigure(SEPARATRIX),
          new OneLineFigure(SEPARATRIX),
          new BarrierFigure(BASIN),
          new OneLineFigure(BASIN),
          new LevelFigure(),
          new SurvivalFigure(SEPARATRIX),
          new SurvivalFigure(BASIN),
          new SurvivalFigure(Watched.LEVEL),
          new LossFigure(),
          new NoiseFigure(),
          new DecouplingFigure(),
          new EigenvalueFigure(),
          new SpectralDensityFigure(),
          new LearningFigure(),
          new TestErrorFigure(),
          new TailFigure(),
          new ExponentFigure());

  private LawFigures() {}

  /** All figures, in the order of the page. */
  public static List<LawFigure> all() {
    return ALL;
  }
}
