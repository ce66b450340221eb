package org.logscape.network;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.logscape.data.Samples;

/** Named vectors that one of the scripts in the folder oracle wrote, a line each. */
public record Oracle(Map<String, double[]> vectors) {

  /** Reads {@code oracle/NAME.csv}. */
  public static Oracle read(String name) {
    try (InputStream stream =
            Objects.requireNonNull(
                Oracle.class.getResourceAsStream("oracle/" + name + ".csv"), name);
        BufferedReader reader =
            new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
      Map<String, double[]> vectors = new HashMap<>();
      reader
          .lines()
          .map(line -> line.split(","))
          .forEach(
              cells ->
                  vectors.put(
                      cells[0],
                      Arrays.stream(cells, 1, cells.length)
                          .mapToDouble(Double::parseDouble)
                          .toArray()));
      return new Oracle(vectors);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** A vector. */
  public double[] get(String key) {
    return Objects.requireNonNull(vectors.get(key), key);
  }

  /** Its inputs and targets. */
  public Samples samples(int features, int outputs) {
    return new Samples(features, outputs, floats("inputs"), floats("targets"));
  }

  private float[] floats(String key) {
    double[] values = get(key);
    float[] rounded = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      rounded[i] = (float) values[i];
    }
    return rounded;
  }
}
