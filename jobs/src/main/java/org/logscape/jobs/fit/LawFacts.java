package org.logscape.jobs.fit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.logscape.jobs.spec.Fit;
import org.logscape.jobs.spec.Need;
import org.logscape.schemas.Table;

/**
 * The facts of a law. The constructor of a law builds them step by step:
 *
 * <pre>{@code
 * LawFacts.of("noise-law", "tr Sigma against the loss along training")
 *     .needs(Need.GRADIENT_NOISE)
 *     .reads(Table.NOISE)
 *     .byDefault()
 *     .parameters(Parameter.of("slope", "", "1", "slope of ln tr Sigma in ln L"));
 * }</pre>
 *
 * @param fit what a spec must know of the law
 * @param tables read beside cells and runs
 * @param isOfEvents whether the law is about the times of events; otherwise the column {@code
 *     event} of its rows is null
 * @param parameters of all its rows, in the order in which they are presented
 * @param codes of warnings that this law alone has
 */
public record LawFacts(
    Fit fit,
    Set<Table> tables,
    boolean isOfEvents,
    List<Parameter> parameters,
    List<WarningCode> codes) {
  public LawFacts {
    tables = Set.copyOf(tables);
    parameters = List.copyOf(parameters);
    codes = List.copyOf(codes);
  }

  /**
   * A law without needs and parameters, which is fitted only where a spec names it.
   *
   * @param name the word in the spec and in the column {@code law}
   * @param gives one line on what the fit gives
   */
  public static LawFacts of(String name, String gives) {
    return new LawFacts(
        new Fit(name, List.of(), false, gives), Set.of(), false, List.of(), List.of());
  }

  /** The same law, which needs all of these. */
  public LawFacts needs(Need... needs) {
    return with(new Fit(name(), List.of(needs), fit.byDefault(), fit.gives()));
  }

  /** The same law, fitted also where a spec names no laws. */
  public LawFacts byDefault() {
    return with(new Fit(name(), fit.needs(), true, fit.gives()));
  }

  private LawFacts with(Fit other) {
    return new LawFacts(other, tables, isOfEvents, parameters, codes);
  }

  /** The same law, which reads these tables. */
  public LawFacts reads(Table... read) {
    return new LawFacts(fit, Set.of(read), isOfEvents, parameters, codes);
  }

  /** The same law, about the times of events. */
  public LawFacts ofEvents() {
    return new LawFacts(fit, tables, true, parameters, codes);
  }

  /** The same law with more parameters; those without a word of their own get the law's name. */
  public LawFacts parameters(Parameter... more) {
    List<Parameter> all = new ArrayList<>(parameters);
    Arrays.stream(more)
        .map(parameter -> parameter.law().isEmpty() ? parameter.under(name()) : parameter)
        .forEach(all::add);
    return new LawFacts(fit, tables, isOfEvents, all, codes);
  }

  /** The same law, with warnings that no other law has. */
  public LawFacts warns(WarningCode... own) {
    return new LawFacts(fit, tables, isOfEvents, parameters, List.of(own));
  }

  /** The word in the spec and in the column {@code law}. */
  public String name() {
    return fit.name();
  }
}
