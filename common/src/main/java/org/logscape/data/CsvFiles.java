package org.logscape.data;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Features and a class in comma-separated columns, one sample a line; the last column is the class,
 * a whole number from 0. A first line that is not numbers is taken for the columns' names.
 */
public final class CsvFiles {
  private CsvFiles() {}

  /**
   * Reads a file.
   *
   * @throws InvalidDataException if a line has other columns than the first or a value is not a
   *     finite number or class
   */
  public static LabelledSet read(DataFile file) {
    List<String> lines =
        new String(file.content(), StandardCharsets.UTF_8)
            .lines()
            .filter(l -> !l.isBlank())
            .toList();
    int first = isNumeric(lines.get(0)) ? 0 : 1;
    int count = lines.size() - first;
    if (count < 1) {
      throw new InvalidDataException(file.name(), "holds no samples");
    }
    int columns = cells(lines.get(first)).length;
    if (columns < 2) {
      throw new InvalidDataException(
          file.name(), "has one column, needs features and, in the last column, the class");
    }
    float[] inputs = new float[count * (columns - 1)];
    int[] labels = new int[count];
    int most = 0;
    for (int i = 0; i < count; i++) {
      String[] cells = cells(lines.get(first + i));
      int line = first + i + 1;
      if (cells.length != columns) {
        throw new InvalidDataException(
            file.name(),
            "sample line " + line + " has " + cells.length + " columns, others have " + columns);
      }
      for (int j = 0; j < columns - 1; j++) {
        inputs[i * (columns - 1) + j] = number(file, line, cells[j]);
      }
      labels[i] = label(file, line, cells[columns - 1]);
      most = Math.max(most, labels[i]);
    }
    return new LabelledSet(ImageShape.flat(columns - 1), inputs, labels, most + 1, file.sha256());
  }

  private static String[] cells(String line) {
    return line.split(",", -1);
  }

  private static boolean isNumeric(String line) {
    for (String cell : cells(line)) {
      try {
        Float.parseFloat(cell.strip());
      } catch (NumberFormatException name) {
        return false;
      }
    }
    return true;
  }

  private static float number(DataFile file, int line, String cell) {
    try {
      float value = Float.parseFloat(cell.strip());
      if (Math.abs(value) <= Float.MAX_VALUE) {
        return value;
      }
    } catch (NumberFormatException notANumber) {
      // told below
    }
    throw new InvalidDataException(
        file.name(), "sample line " + line + ": '" + cell + "' is not a finite number");
  }

  private static int label(DataFile file, int line, String cell) {
    float value = number(file, line, cell);
    if (value != (int) value || value < 0) {
      throw new InvalidDataException(
          file.name(), "sample line " + line + ": '" + cell + "' is not a class 0, 1, 2, ...");
    }
    return (int) value;
  }
}
