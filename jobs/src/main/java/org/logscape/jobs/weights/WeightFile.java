package org.logscape.jobs.weights;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.Path;
import org.logscape.data.DataFile;
import org.logscape.data.InvalidDataException;
import org.logscape.data.tensor.NpzFile;
import org.logscape.data.tensor.Tensor;
import org.logscape.jobs.errors.UserException;
import org.logscape.jobs.store.LiteralPath;

/** A file of named tensors on any Hadoop file system: safetensors, or NPZ. */
public final class WeightFile {
  private static final String SAFETENSORS = ".safetensors";
  private static final String NPZ = ".npz";

  private final String name;
  private final Path path;
  private final Configuration configuration;

  private WeightFile(String name, Configuration configuration) {
    this.name = name;
    this.path = LiteralPath.of(name);
    this.configuration = configuration;
  }

  /** A file by its name. */
  public static WeightFile of(String name, Configuration configuration) {
    return new WeightFile(name, configuration);
  }

  /** Whether a name is that of a file that {@link #write} can write. */
  public static boolean isWritable(String name) {
    return name.endsWith(SAFETENSORS) || name.endsWith(NPZ);
  }

  /**
   * What it holds.
   *
   * @throws UserException in one line, if it is not there, damaged, or of another format
   */
  public NamedTensors read() {
    try (InputStream in = path.getFileSystem(configuration).open(path)) {
      DataFile file = DataFile.of(name, in);
      byte[] content = file.content();
      boolean archive = content.length > 1 && content[0] == 'P' && content[1] == 'K';
      Map<String, Tensor> tensors = archive ? archive(content) : Safetensors.read(name, content);
      return new NamedTensors(name, tensors, file.sha256());
    } catch (InvalidDataException wrong) {
      throw UserException.of(wrong.getMessage());
    } catch (FileNotFoundException absent) {
      throw UserException.of(
          "%s: no such file; must be weights in safetensors or NPZ".formatted(name));
    } catch (IOException unreadable) {
      throw UserException.of("%s: cannot be read (%s)".formatted(name, unreadable.getMessage()));
    }
  }

  private Map<String, Tensor> archive(byte[] content) {
    NpzFile npz = NpzFile.of(name, content);
    if (npz.keys().stream().anyMatch(key -> key.endsWith("data.pkl"))) {
      throw new InvalidDataException(
          name,
          "is a pickle of torch.save; must be safetensors or NPZ (safetensors.torch.save_file(model.state_dict(), FILE))");
    }
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    npz.keys().forEach(key -> tensors.put(key, npz.array(key)));
    return tensors;
  }

  /**
   * Writes a new file; float64, which holds every number exactly.
   *
   * @param tensors by their names
   * @param facts what else is known of them; safetensors has a place for it
   * @throws UserException in one line, if the file is there already or cannot be written
   */
  public void write(Map<String, Tensor> tensors, Map<String, String> facts) {
    Map<String, String> metadata = new TreeMap<>(facts);
    metadata.put("format", "pt");
    try (OutputStream out = path.getFileSystem(configuration).create(path, false)) {
      if (name.endsWith(NPZ)) {
        NpzFile.write(tensors, out);
      } else {
        Safetensors.write(tensors, metadata, out);
      }
    } catch (FileAlreadyExistsException there) {
      throw UserException.of("%s: exists; must be a new file".formatted(name));
    } catch (IOException unwritable) {
      throw UserException.of("%s: cannot be written (%s)".formatted(name, unwritable.getMessage()));
    }
  }
}
