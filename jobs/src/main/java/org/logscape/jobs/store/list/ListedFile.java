package org.logscape.jobs.store.list;

import java.io.Serializable;
import org.logscape.schemas.Table;

/**
 * One published file of a table.
 *
 * @param table whose folder it lies in
 * @param name its name there
 * @param bytes its length
 * @param rows how many rows it has
 * @param sha256 SHA-256 of its bytes, in hexadecimal digits
 * @param content checksum of its rows, whatever their order and however they are stored: see {@link
 *     org.logscape.jobs.store.part.RowDigest}
 */
public record ListedFile(
    Table table, String name, long bytes, long rows, String sha256, String content)
    implements Serializable {

  /** Its path under the results folder. */
  public String path() {
    return table.tableName() + "/" + name;
  }

  /** The same file under another name. */
  public ListedFile named(String other) {
    return new ListedFile(table, other, bytes, rows, sha256, content);
  }
}
