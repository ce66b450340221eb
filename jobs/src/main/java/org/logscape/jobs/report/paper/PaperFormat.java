package org.logscape.jobs.report.paper;

import org.logscape.jobs.spec.key.Literal;

/** A format of figures for papers. */
public enum PaperFormat {
  /** Vectors with text as text: for the web, word processors and drawing programs. */
  SVG,
  /** Vectors with text as outlines: for LaTeX. */
  PDF,
  /** Pixels at 300 dots per inch: for slides. */
  PNG;

  /** The ending of a file's name, and the word of the command line. */
  public String ending() {
    return Literal.of(this);
  }
}
