package org.logscape.jobs.store.list;

import java.util.List;
import org.logscape.jobs.store.Folder;

/** Where what does not belong to a results folder is put: nothing is deleted. */
public final class Aside {
  private static final String OBSTACLES = "obstacles";

  private final Folder root;
  private final Folder aside;

  private Aside(Folder root, Folder aside) {
    this.root = root;
    this.aside = aside;
  }

  /**
   * A place.
   *
   * @param root the results folder
   * @param aside where to put things
   */
  public static Aside of(Folder root, Folder aside) {
    return new Aside(root, aside);
  }

  /**
   * Puts a file that does not belong to a table aside.
   *
   * @param path under the results folder, {@code table/file}
   * @return where to, by the full path
   */
  public String file(String path) {
    int slash = path.lastIndexOf('/');
    return move(path, aside.folder(path.substring(0, slash)), path.substring(slash + 1));
  }

  /**
   * Puts aside what stands in the place of a file or folder.
   *
   * @param path under the results folder
   * @return where to, by the full path
   */
  public String obstacle(String path) {
    return move(path, aside.folder(OBSTACLES), path.replace('/', '-'));
  }

  private String move(String path, Folder target, String name) {
    List<String> there = target.names();
    String free = name;
    for (int number = 2; there.contains(free); number++) {
      free = name + "-" + number;
    }
    root.move(path, target, free);
    return target.path(free);
  }
}
