package org.logscape.jobs.report.law;

import java.util.List;
import org.logscape.jobs.report.landscape.LandscapeMapFigure;
import org.logscape.jobs.report.landscape.LandscapePathFigure;
import org.logscape.observe.Event;

/** Every figure that a report may have. A new figure is a class and a line here. */
public final class LawFigures {
  private static final List<LawFigure> ALL =
      List.of(
          new BarrierFigure(Event.SEPARATRIX),
          new OneLineFigure(Event.SEPARATRIX),
          new BarrierFigure(Event.BASIN),
          new OneLineFigure(Event.BASIN),
          new PreferenceFigure(),
          new WellRatesFigure(),
          new LandscapePathFigure(),
          new LandscapeMapFigure(),
          new LevelFigure(),
          new SurvivalFigure(Event.SEPARATRIX),
          new SurvivalFigure(Event.BASIN),
          new SurvivalFigure(Event.LEVEL),
          new SurvivalFigure(Event.CONVERGED),
          new LossFigure(),
          new NoiseFigure(),
          new DecouplingFigure(),
          new EigenvalueFigure(),
          new SpectralDensityFigure(),
          new LearningFigure(),
          new TestErrorFigure(),
          new EffectiveBatchFigure(),
          new FlatnessFigure(),
          new TailFigure(),
          new ExponentFigure());

  private LawFigures() {}

  /** All figures, in the order of the page. */
  public static List<LawFigure> all() {
    return ALL;
  }
}
