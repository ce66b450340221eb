package org.logscape.jobs.store.list;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.logscape.data.Checksum;
import org.logscape.schemas.Table;

/**
 * Fingerprint of what the tables hold, the fits apart: it changes when a row is added or changes,
 * not when a file is stored another way.
 *
 * @param text 64 hexadecimal digits; empty for a folder without lists
 */
public record TablesPrint(String text) {
  private static final Pattern OF_FITS = Pattern.compile("laws .*tables=(\\w*)");
  private static final String FITS = "whole-fits";

  /** The fingerprint of the tables that waves published. */
  public static TablesPrint of(Collection<ListedWave> waves) {
    Checksum checksum = Checksum.empty();
    waves.stream()
        .flatMap(wave -> wave.files().stream())
        .filter(file -> file.table() != Table.FITS)
        .sorted(Comparator.comparing(ListedFile::path))
        .forEach(
            file ->
                checksum.add(
                    (file.path() + " " + file.content() + "\n").getBytes(StandardCharsets.UTF_8)));
    return new TablesPrint(waves.isEmpty() ? "" : checksum.hex());
  }

  /** The fingerprint of the tables that were fitted; empty where that is not known. */
  public static Optional<TablesPrint> ofFits(Collection<ListedWave> waves) {
    return waves.stream()
        .filter(wave -> wave.name().equals(FITS))
        .map(wave -> OF_FITS.matcher(wave.work()))
        .filter(Matcher::matches)
        .map(match -> new TablesPrint(match.group(1)))
        .filter(print -> !print.text().isEmpty())
        .findFirst();
  }

  /** Whether the fits are known to be those of other tables than there are now. */
  public static boolean isFitsOutdated(Collection<ListedWave> waves) {
    return ofFits(waves).filter(print -> !print.equals(of(waves))).isPresent();
  }
}
