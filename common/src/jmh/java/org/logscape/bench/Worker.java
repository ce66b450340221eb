package org.logscape.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;

/** A program that stays up and answers one line for each line. */
record Worker(Process process, BufferedReader reader, PrintWriter writer)
    implements AutoCloseable {
  static final String SECONDS = "0.9";

  static Worker start(String python, Path program) throws IOException {
    if (python.equals("-")) {
      return new Worker(null, null, null);
    }
    Process process =
        new ProcessBuilder(python, program.toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    return new Worker(
        process,
        process.inputReader(StandardCharsets.UTF_8),
        new PrintWriter(process.outputWriter(StandardCharsets.UTF_8), true));
  }

  /** What it answers to the arguments and the seconds it may take; 0 where there is no Python. */
  double ask(String arguments) throws IOException {
    if (process == null) {
      return 0;
    }
    writer.println(arguments + " " + SECONDS);
    String line = reader.readLine();
    if (line == null) {
      throw new IOException("a Python program ended: are its packages installed?");
    }
    return Double.parseDouble(line);
  }

  static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return 0.5 * (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]);
  }

  @Override
  public void close() {
    if (process != null) {
      writer.close();
    }
  }
}
