package org.logscape.jobs.spec;

import java.util.List;
import java.util.stream.Collectors;
import org.logscape.jobs.spec.data.DataSpec;
import org.logscape.jobs.spec.key.Domain;
import org.logscape.jobs.spec.key.Faults;
import org.logscape.jobs.spec.key.Key;
import org.logscape.jobs.spec.key.Literal;
import org.logscape.jobs.spec.key.Section;

/** Reads which laws are fitted: those that the spec names, or those that its observers allow. */
final class FitReader {
  static final Key<List<Fit>> FIT =
      Key.optional("fit", Domain.anyListOf(Domain.choice(Fit.all())))
          .defaultRule("every law of the default ones that the observers allow")
          .text("laws to fit");

  private FitReader() {}

  static List<Fit> read(Section top, Need.Ground ground, Faults faults) {
    List<Fit> possible = Fit.all().stream().filter(fit -> isPossible(fit, ground)).toList();
    List<Fit> fits =
        top.read(FIT).orElseGet(() -> possible.stream().filter(Fit::byDefault).toList());
    Section.twice(fits)
        .ifPresent(fit -> faults.add(FIT.path(), "has %s twice".formatted(Literal.of(fit))));
    // what a law needs is not known where a section is faulty
    if (!faults.at("observe") && !faults.at(DataSpec.SECTION)) {
      fits.stream()
          .filter(fit -> !possible.contains(fit))
          .forEach(
              fit ->
                  faults.add(
                      FIT.path(),
                      "has %s; must have %s too".formatted(Literal.of(fit), needed(fit))));
    }
    return fits;
  }

  private static boolean isPossible(Fit fit, Need.Ground ground) {
    return fit.needs().stream().allMatch(ground::has);
  }

  private static String needed(Fit fit) {
    return fit.needs().stream().map(Need::words).collect(Collectors.joining(" and "));
  }
}
