package org.logscape.jobs.store.list;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.logscape.jobs.store.Folder;

/**
 * The lists of a folder's waves, one line a wave. Each wave has a file of its own at first; {@value
 * #FAN} files of waves are merged into one of a higher level, {@value #FAN} of these again, so a
 * folder of n waves has of the order of {@value #FAN} log(n) lists and each line is written log(n)
 * times.
 *
 * <pre>
 * lists/level1-00001-00100.jsonl   waves 1 to 100
 * lists/wave-00101.jsonl           one wave
 * lists/whole-cells.jsonl          the one file of a table that is written anew
 * </pre>
 */
public final class WaveLists {
  /** So many lists of a level are merged into one. */
  static final int FAN = 100;

  private static final String TYPE = ".jsonl";
  private static final String FIRST = "level0-begin";
  private static final Pattern NUMBERED = Pattern.compile("wave-(\\d+)\\.jsonl");
  private static final Pattern MERGED = Pattern.compile("level(\\d+)-(\\d+)-(\\d+)\\.jsonl");
  private static final int MOST_TRIES = 10;

  private final Folder folder;

  /** What was read, by name; a list that was written again has another time or length. */
  private final Map<Folder.Entry, Read> read = new HashMap<>();

  /** Names of lists by level and first wave, where this process knows them. */
  private Optional<Map<Integer, NavigableMap<Integer, String>>> levels = Optional.empty();

  /** The lines of one list: whole waves, and lines that are damaged. */
  private record Read(List<ListedWave> waves, List<String> damaged) {}

  /**
   * All that the lists say.
   *
   * @param waves by their names
   * @param damaged names of lists that have a damaged line
   * @param damagedLines those lines
   * @param obstacles what stands in the place of a list, or of all of them, in words, by full path
   */
  public record Contents(
      Map<String, ListedWave> waves,
      List<String> damaged,
      List<String> damagedLines,
      Map<String, String> obstacles) {}

  private WaveLists(Folder folder) {
    this.folder = folder;
  }

  /** The lists that lie in a folder, if there are any. */
  public static WaveLists of(Folder folder) {
    return new WaveLists(folder);
  }

  /** The path of the folder that they lie in. */
  String path() {
    return folder.path();
  }

  /** Whether there are lists. */
  public boolean exist() {
    Folder.Listing listing = folder.listing();
    return !listing.entries().isEmpty() || listing.obstacle().isPresent();
  }

  /**
   * Begins them: from now on what is not listed does not belong to the folder.
   *
   * @param there waves that were published before there were lists
   */
  public void begin(Collection<ListedWave> there) {
    folder.write(FIRST + TYPE, text(there));
  }

  /** Reads them; those that were read before and have not changed are not read again. */
  public Contents read() {
    for (int attempt = 1; ; attempt++) {
      Optional<Contents> contents = tryToRead();
      // a list that vanished was merged meanwhile
      if (contents.isPresent() || attempt == MOST_TRIES) {
        return contents.orElseThrow(
            () -> new IllegalStateException(folder.path() + ": lists change all the time"));
      }
    }
  }

  private Optional<Contents> tryToRead() {
    Folder.Listing listing = folder.listing();
    List<Folder.Entry> entries = lists(listing);
    read.keySet().retainAll(entries);
    Map<String, ListedWave> waves = new LinkedHashMap<>();
    Set<String> merged = new HashSet<>();
    List<String> damaged = new ArrayList<>();
    List<String> damagedLines = new ArrayList<>();
    for (Folder.Entry entry : entries) {
      Read lines = read.get(entry);
      if (lines == null) {
        Optional<String> text = folder.read(entry.name());
        if (text.isEmpty()) {
          return Optional.empty();
        }
        lines = parse(text.get());
        read.put(entry, lines);
      }
      boolean isMerged = MERGED.matcher(entry.name()).matches();
      for (ListedWave wave : lines.waves()) {
        // a merged list, which is read first, has the last word on its waves
        if (isMerged || !merged.contains(wave.name())) {
          waves.put(wave.name(), wave);
        }
        if (isMerged) {
          merged.add(wave.name());
        }
      }
      if (!lines.damaged().isEmpty()) {
        damaged.add(entry.name());
        damagedLines.addAll(lines.damaged());
      }
    }
    waves.values().stream()
        .filter(wave -> wave.work().equals(ListedWave.REWRITE))
        .toList()
        .forEach(
            rewritten ->
                waves.replaceAll(
                    (name, wave) ->
                        name.compareTo(rewritten.name()) < 0 ? wave.before(rewritten) : wave));
    return Optional.of(new Contents(waves, damaged, damagedLines, obstacles(listing)));
  }

  private Map<String, String> obstacles(Folder.Listing listing) {
    Map<String, String> obstacles = new TreeMap<>();
    listing.obstacle().ifPresent(found -> obstacles.put(folder.path(), found));
    listing.entries().stream()
        .filter(entry -> entry.name().endsWith(TYPE) && !entry.isFile())
        .forEach(
            entry ->
                obstacles.put(
                    folder.path(entry.name()), "is %s, not a file".formatted(entry.kind())));
    return obstacles;
  }

  private static List<Folder.Entry> lists(Folder.Listing listing) {
    return listing.entries().stream()
        .filter(entry -> entry.name().endsWith(TYPE) && entry.isFile())
        .toList();
  }

  /** Begins them again where an obstacle was taken away that stood in the place of all of them. */
  public void beginAgain() {
    levels = Optional.empty();
    if (!exist()) {
      begin(List.of());
    }
  }

  private static Read parse(String text) {
    List<ListedWave> waves = new ArrayList<>();
    List<String> damaged = new ArrayList<>();
    for (String line : text.lines().toList()) {
      ListedWave.parse(line).ifPresentOrElse(waves::add, () -> damaged.add(line));
    }
    if (!text.isEmpty() && !text.endsWith("\n") && damaged.isEmpty()) {
      damaged.add("");
    }
    return new Read(waves, damaged);
  }

  /** Adds the list of a wave, or puts it in the place of the wave's old one. */
  public void put(ListedWave wave) {
    List<String> merged = merged(wave.name());
    if (!merged.isEmpty()) {
      merged.forEach(list -> replaceLine(list, wave));
      // a merger that was killed may have left it
      folder.delete(wave.name() + TYPE);
      return;
    }
    String name = wave.name() + TYPE;
    folder.write(name, wave.line() + "\n");
    added(name);
  }

  /**
   * Adds the list of a wave that has none.
   *
   * @return whether this was done; if not, another driver listed a wave of this name
   */
  public boolean add(ListedWave wave) {
    String name = wave.name() + TYPE;
    if (!merged(wave.name()).isEmpty() || !folder.create(name, wave.line() + "\n")) {
      return false;
    }
    added(name);
    return true;
  }

  /** The highest number of a listed wave; 0 where there is none. */
  public int highest() {
    return levels().values().stream()
        .filter(names -> !names.isEmpty())
        .mapToInt(names -> last(names.lastEntry().getValue()))
        .max()
        .orElse(0);
  }

  private void added(String name) {
    level(name)
        .ifPresent(
            level -> {
              levels().computeIfAbsent(level, l -> new TreeMap<>()).put(first(name), name);
              merge(level);
            });
  }

  /** The merged lists that a wave is in: one, or two where a merger was killed. */
  private List<String> merged(String wave) {
    Matcher number = NUMBERED.matcher(wave + TYPE);
    if (!number.matches()) {
      return List.of();
    }
    int wanted = Integer.parseInt(number.group(1));
    return levels().entrySet().stream()
        .filter(level -> level.getKey() > 0)
        .flatMap(level -> level.getValue().values().stream())
        .filter(name -> first(name) <= wanted && wanted <= last(name))
        .toList();
  }

  private void replaceLine(String list, ListedWave wave) {
    NavigableMap<String, ListedWave> waves = new TreeMap<>();
    parse(folder.read(list).orElse("")).waves().forEach(old -> waves.put(old.name(), old));
    waves.put(wave.name(), wave);
    folder.write(list, text(waves.values()));
  }

  private static String text(Collection<ListedWave> waves) {
    StringBuilder text = new StringBuilder();
    waves.forEach(wave -> text.append(wave.line()).append('\n'));
    return text.toString();
  }

  /**
   * Copies damaged lists to another folder and leaves their sound lines alone.
   *
   * @param aside where to
   */
  public void putDamagedAside(Folder aside) {
    for (String name : read().damaged()) {
      String text = folder.read(name).orElse("");
      List<ListedWave> sound = parse(text).waves();
      aside.write(name, text);
      if (sound.isEmpty() && !name.equals(FIRST + TYPE)) {
        folder.delete(name);
      } else {
        folder.write(name, text(sound));
      }
    }
    levels = Optional.empty();
  }

  private Map<Integer, NavigableMap<Integer, String>> levels() {
    if (levels.isEmpty()) {
      Map<Integer, NavigableMap<Integer, String>> found = new TreeMap<>();
      for (Folder.Entry entry : lists(folder.listing())) {
        level(entry.name())
            .ifPresent(
                level ->
                    found
                        .computeIfAbsent(level, l -> new TreeMap<>())
                        .put(first(entry.name()), entry.name()));
      }
      levels = Optional.of(found);
    }
    return levels.get();
  }

  /** The merged list appears before those that it takes the place of are deleted. */
  private void merge(int level) {
    NavigableMap<Integer, String> names = levels().get(level);
    if (names.size() < FAN) {
      return;
    }
    StringBuilder text = new StringBuilder();
    names.values().forEach(name -> text.append(folder.read(name).orElse("")));
    String merged =
        "level%d-%05d-%05d%s"
            .formatted(level + 1, names.firstKey(), last(names.lastEntry().getValue()), TYPE);
    folder.write(merged, text.toString());
    names.values().forEach(folder::delete);
    names.clear();
    levels().computeIfAbsent(level + 1, l -> new TreeMap<>()).put(first(merged), merged);
    merge(level + 1);
  }

  private static Optional<Integer> level(String name) {
    Matcher merged = MERGED.matcher(name);
    if (merged.matches()) {
      return Optional.of(Integer.valueOf(merged.group(1)));
    }
    return NUMBERED.matcher(name).matches() ? Optional.of(0) : Optional.empty();
  }

  private static int first(String name) {
    Matcher merged = MERGED.matcher(name);
    return merged.matches() ? Integer.parseInt(merged.group(2)) : number(name);
  }

  private static int last(String name) {
    Matcher merged = MERGED.matcher(name);
    return merged.matches() ? Integer.parseInt(merged.group(3)) : number(name);
  }

  private static int number(String name) {
    Matcher number = NUMBERED.matcher(name);
    if (!number.matches()) {
      throw new IllegalArgumentException(name + " is no list of a numbered wave");
    }
    return Integer.parseInt(number.group(1));
  }
}
