package org.logscape.jobs.fit.training;

import java.util.List;
import org.logscape.jobs.fit.FitContext;
import org.logscape.jobs.fit.FitRow;
import org.logscape.jobs.fit.Law;
import org.logscape.jobs.fit.LawFacts;
import org.logscape.jobs.fit.Parameter;
import org.logscape.jobs.fit.WarningCode;
import org.logscape.jobs.spec.Need;
import org.logscape.schemas.Table;

/** The outliers of the Hessian's spectrum, see {@link SpectrumRows}. */
public final class SpectrumLaw implements Law {
  /** The word, in the group of a row, for the common minimum of a cell's runs. */
  public static final String MINIMUM = "minimum";

  /** Number of outliers. */
  public static final Parameter OUTLIERS =
      Parameter.of(SpectrumRows.OUTLIERS, "n", "1", "eigenvalues above the cut")
          .onCard("Outliers n of the Hessian")
          .under(SpectrumRows.LAW);

  /** Size of the outliers. */
  public static final Parameter SIZE =
      Parameter.of(SpectrumRows.SIZE, "h*", "loss/theta^2", "mean of the outliers")
          .onCard("Size h* of the outliers")
          .under(SpectrumRows.LAW);

  @Override
  public LawFacts facts() {
    return LawFacts.of(
            SpectrumRows.LAW,
            "outliers n of the Hessian and their size h*, the ratio at the cut, the trace, "
                + "and the outliers' share of it")
        .needs(Need.HESSIAN_SPECTRA)
        .reads(Table.SPECTRA)
        .byDefault()
        .warns(
            SpectrumRows.CUT_AT_END,
            SpectrumRows.INFINITE_RATIO,
            SpectrumRows.NEGATIVE_BULK,
            SpectrumRows.UNCLEAR_CUT)
        .parameters(
            OUTLIERS,
            SIZE,
            Parameter.of(
                SpectrumRows.RATIO,
                "",
                "1",
                "smallest outlier over the largest eigenvalue of the rest"),
            Parameter.of(SpectrumRows.TRACE, "tr H", "loss/theta^2", "trace of the Hessian"),
            Parameter.of(SpectrumRows.SHARE, "n h*/tr H", "1", "the outliers' share of the trace"));
  }

  @Override
  public List<FitRow> rows(FitContext context) {
    return CellSpectra.of(context)
        .rows(
            SpectrumRows::rows,
            FitRow.of(SpectrumRows.LAW, SpectrumRows.OUTLIERS)
                .warn(WarningCode.NO_DATA.says("no spectrum of the Hessian was measured")));
  }
}
