package org.logscape.jobs.report.paper;

import java.awt.GraphicsEnvironment;

/** The fonts of this machine. Without fonts Java draws no text. */
public final class PaperFonts {
  private PaperFonts() {}

  /** The reason why no figures for papers can be made, in a sentence; empty where they can. */
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
