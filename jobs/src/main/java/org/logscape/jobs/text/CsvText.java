package org.logscape.jobs.text;

/** Text in CSV by RFC 4180. */
public final class CsvText {
  private CsvText() {}

  /** A field, in quotation marks where it needs them. */
  public static String field(String text) {
    return text.matches("(?s).*[\",\r\n].*") ? quoted(text) : text;
  }

  /** A field in quotation marks. */
  public static String quoted(String text) {
    return '"' + text.replace("\"", "\"\"") + '"';
  }
}
