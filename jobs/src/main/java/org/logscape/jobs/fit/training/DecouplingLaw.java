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

/** Whether loss and gradients of the output decouple, see {@link Decoupling}. */
public final class DecouplingLaw implements Law {
  /** Loss-weighted eigenvalues over decoupled ones. */
  public static final Parameter RATIO =
      Parameter.of(
              Decoupling.RATIO,
              "",
              "1",
              "geometric mean over ranks of the loss-weighted eigenvalue over the decoupled: 1")
          .onCard(
              "Decoupling, eigenvalues weighted by each sample's loss over those by the mean loss")
          .under(Decoupling.LAW);

  @Override
  public LawFacts facts() {
    return LawFacts.of(
            Decoupling.LAW,
            "eigenvalues of (1/N) sum l C_f over those of L (1/N) sum C_f at equal rank "
                + "(predicted 1): ratio, spread, slope, correlation")
        .needs(Need.NOISE_SPECTRA)
        .reads(Table.SPECTRA)
        .byDefault()
        .parameters(
            RATIO,
            Parameter.of(
                Decoupling.SPREAD, "", "1", "geometric standard deviation of the ratio, a factor"),
            Parameter.of(
                Decoupling.SLOPE,
                "",
                "1",
                "slope of the logarithm of one spectrum in that of the other: 1"),
            Parameter.of(Decoupling.LOG_CORRELATION, "", "1", "correlation of the logarithms"));
  }

  @Override
  public List<FitRow> rows(FitContext context) {
    return CellSpectra.of(context)
        .rows(
            (facts, spectra) -> Decoupling.rows(facts.cellId(), spectra),
            FitRow.of(Decoupling.LAW, Decoupling.RATIO)
                .warn(WarningCode.NO_DATA.says("no spectra of noise matrices were measured")));
  }
}
