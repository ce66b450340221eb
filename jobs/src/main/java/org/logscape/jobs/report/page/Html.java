package org.logscape.jobs.report.page;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.logscape.jobs.report.figure.DataTable;

/** Pieces of HTML. All text that goes in is escaped here. */
final class Html {
  private static final Pattern NUMBER = Pattern.compile("[-+−]?[0-9][0-9.,e+-]*( \\[.*])?|-");

  private Html() {}

  /** Text as it may stand in an element or in an attribute between quotes. */
  static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }

  /**
   * A table that scrolls sideways where it is too wide.
   *
   * @param caption what it shows, for those who do not see what is around it
   */
  static String table(DataTable table, String caption) {
    String head =
        table.head().stream()
            .map(entry -> "<th scope=\"col\">" + escaped(entry) + "</th>")
            .collect(Collectors.joining());
    String body = table.rows().stream().map(Html::row).collect(Collectors.joining("\n"));
    return """
        <div class="scroll" tabindex="0" role="region" aria-label="%1$s"><table>
        <caption>%1$s</caption>
        <thead><tr>%2$s</tr></thead>
        <tbody>
        %3$s
        </tbody></table></div>
        """
        .formatted(escaped(caption), head, body);
  }

  /** A row; its words are what the page's filter looks at. */
  private static String row(List<String> entries) {
    return entries.stream().map(Html::entry).collect(Collectors.joining("", "<tr>", "</tr>"));
  }

  private static String entry(String entry) {
    boolean isNumber = NUMBER.matcher(entry).matches();
    return (isNumber ? "<td class=\"number\">" : "<td>") + escaped(entry) + "</td>";
  }
}
