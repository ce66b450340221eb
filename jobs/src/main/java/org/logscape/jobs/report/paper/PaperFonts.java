package org.logscape.jobs.report.paper;

import java.awt.GraphicsEnvironment;

/** The fonts of this machine. Java draws no text without any. */
public final class PaperFonts {
  private PaperFonts() {}

  /** Why there can be no figures for papers, in a sentence; empty if there can be. */
  public static String problem() {
    try {
      return GraphicsEnvironment.getLocalGraphicsEnvironment().getAvailableFontFamilyNames().length
              > 0
          ? ""
          : "There are no figures for papers: this machine has no fonts (install fontconfig and"
              + " one font).";
    } catch (LinkageError | RuntimeException | InternalError noFonts) {
      return ("There are no figures for papers: Java finds no fonts here (%s; install fontconfig"
              + " and one font).")
          .formatted(noFonts.getMessage());
    }
  }
}
