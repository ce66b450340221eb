package org.logscape.jobs.fit;

import java.util.stream.Collectors;
import org.logscape.jobs.spec.Need;

/** The reference page of the laws, {@code jobs/docs/laws.md}, written from the catalogue. */
public final class LawReference {
  private final StringBuilder page = new StringBuilder();

  private LawReference() {}

  /** The page as Markdown. */
  public static String markdown() {
    LawReference reference = new LawReference();
    reference.write();
    return reference.page.toString();
  }

  private void write() {
    page.append(
        """
        # Laws

        The key `fit` of a spec names laws; `logscape fit` fits them to the tables of a folder and writes the table
        `fits`. Without the key, every default law is fitted whose needs the spec meets. Estimates come with a 95 %
        interval, their prediction where theory has one, a verdict, and warnings. A meaning that ends with a number,
        as in "slope ...: 1", ends with the prediction.

        This page is generated from the catalogue of laws. Do not edit it.

        | law | default | needs | gives |
        |---|---|---|---|
        """);
    for (Law law : LawCatalogue.all()) {
      LawFacts facts = law.facts();
      row(
          "[`%s`](#%s)".formatted(facts.name(), facts.name()),
          facts.fit().byDefault() ? "yes" : "",
          facts.fit().needs().stream()
              .map(Need::words)
              .map(words -> words.endsWith(",") ? words.substring(0, words.length() - 1) : words)
              .map(words -> "`" + words + "`")
              .collect(Collectors.joining(" and ")),
          escaped(facts.fit().gives()));
    }
    LawCatalogue.all().forEach(this::section);
    codes();
  }

  private void section(Law law) {
    LawFacts facts = law.facts();
    page.append("\n## ").append(facts.name()).append("\n\n");
    page.append("Tables read: ")
        .append(
            facts.tables().stream()
                .map(table -> "`" + table.tableName() + "`")
                .sorted()
                .collect(Collectors.joining(", ")))
        .append(".\n\n| law | parameter | symbol | unit | meaning |\n|---|---|---|---|---|\n");
    for (Parameter parameter : facts.parameters()) {
      row(
          "`" + parameter.law() + "`",
          "`" + parameter.name() + "`",
          escaped(parameter.symbol()),
          escaped(parameter.unit()),
          escaped(parameter.meaning()));
    }
  }

  private void codes() {
    page.append(
        """

        ## Warnings

        The column `warning_codes` has a code for each sentence of the column `warnings`, in the same order.

        | code | meaning |
        |---|---|
        """);
    LawCatalogue.codes().forEach(code -> row("`" + code.word() + "`", escaped(code.meaning())));
  }

  private void row(String... cells) {
    page.append("| ").append(String.join(" | ", cells)).append(" |\n");
  }

  private static String escaped(String text) {
    return text.replace("*", "\\*").replace("|", "\\|");
  }
}
