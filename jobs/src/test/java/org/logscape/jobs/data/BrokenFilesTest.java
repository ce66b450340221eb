package org.logscape.jobs.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.imageio.ImageIO;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.logscape.data.ImageShape;
import org.logscape.data.LabelCoding;
import org.logscape.jobs.SparkTestSession;
import org.logscape.jobs.spec.data.DataFormat;
import org.logscape.jobs.spec.data.DataScale;
import org.logscape.jobs.spec.data.DataSpec;

/** Files of numpy, PyTorch and Parquet, whole and broken: the right numbers, or one clear line. */
class BrokenFilesTest {
  private static final String SPEC =
      """
      name: net
      seed: 2
      replicas: 1
      model: {type: mlp, widths: [2, 3, 1], activation: tanh}
      data: {%s, take: 2, labels_as: even-odd, scale: none}
      dynamics: {type: sgd, learning_rate: 0.05, batch_size: 2, sampling: epoch}
      start: %s
      stop: {epochs: 1}
      """;
  private static final byte[] NUMBERS = numbers(0.5, -1, 2, 3);
  private static final byte[] LABELS = {0, 1};

  private final SparkSession spark = SparkTestSession.get();
  @TempDir Path folder;

  private static byte[] numbers(double... values) {
    ByteBuffer bytes = ByteBuffer.allocate(8 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asDoubleBuffer().put(values);
    return bytes.array();
  }

  /** An NPY file, as numpy writes it. */
  private static byte[] npy(String descr, String shape, byte[] numbers) {
    String header =
        "{'descr': %s, 'fortran_order': False, 'shape': %s, }\n".formatted(descr, shape);
    ByteBuffer bytes =
        ByteBuffer.allocate(10 + header.length() + numbers.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.put((byte) 0x93).put("NUMPY".getBytes(StandardCharsets.US_ASCII)).put(new byte[] {1, 0});
    bytes.putShort((short) header.length()).put(header.getBytes(StandardCharsets.US_ASCII));
    return bytes.put(numbers).array();
  }

  private static byte[] features() {
    return npy("'<f8'", "(2, 2)", NUMBERS);
  }

  private static byte[] labels() {
    return npy("'|u1'", "(2,)", LABELS);
  }

  private static byte[] npz(Map<String, byte[]> entries) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        zip.putNextEntry(new ZipEntry(entry.getKey()));
        zip.write(entry.getValue());
      }
    }
    return out.toByteArray();
  }

  private static byte[] safetensors(String header, byte[] numbers) {
    ByteBuffer bytes =
        ByteBuffer.allocate(8 + header.length() + numbers.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putLong(header.length()).put(header.getBytes(StandardCharsets.US_ASCII)).put(numbers);
    return bytes.array();
  }

  private static String entry(String name, String shape, int from, int to) {
    return "\"%s\":{\"dtype\":\"F64\",\"shape\":%s,\"data_offsets\":[%d,%d]}"
        .formatted(name, shape, from, to);
  }

  /** The 13 parameters of the network in the spec. */
  private static byte[] weights(String first, double... values) {
    String header =
        "{%s,%s,%s,%s}"
            .formatted(
                entry("0.weight", first, 0, 48),
                entry("0.bias", "[3]", 48, 72),
                entry("2.weight", "[1,3]", 72, 96),
                entry("2.bias", "[1]", 96, 104));
    return safetensors(header, numbers(Arrays.copyOf(values, 13)));
  }

  private byte[] content(String kind) throws IOException {
    return switch (kind) {
      case "text" -> "1,2,3".getBytes(StandardCharsets.US_ASCII);
      case "cut numbers" -> Arrays.copyOf(features(), features().length - 5);
      case "cut header" -> Arrays.copyOf(features(), 40);
      case "version" -> {
        byte[] later = features();
        later[6] = 9;
        yield later;
      }
      case "too long" -> npy("'<f8'", "(2, 1)", NUMBERS);
      case "objects" -> npy("'|O'", "(2, 2)", NUMBERS);
      case "strings" -> npy("'<U4'", "(2, 2)", NUMBERS);
      case "complex" -> npy("'<c16'", "(2,)", NUMBERS);
      case "records" -> npy("[('x', '<f8'), ('y', '<f8')]", "(2,)", NUMBERS);
      case "no shape" -> npy("'<f8'", "2, 2", NUMBERS);
      case "one side" -> npy("'<f8'", "(4,)", NUMBERS);
      case "three labels" -> npy("'|u1'", "(3,)", new byte[] {0, 1, 0});
      case "two columns of labels" -> npy("'|u1'", "(2, 2)", new byte[] {0, 1, 0, 1});
      case "not a number" -> npy("'<f8'", "(2, 2)", numbers(1, 2, Double.NaN, 3));
      case "half a label" -> npy("'<f8'", "(2,)", numbers(0, 0.5));
      case "wrong key" -> npz(Map.of("x.npy", features(), "target.npy", labels()));
      case "cut archive" -> {
        byte[] whole = npz(Map.of("x.npy", features(), "y.npy", labels()));
        yield Arrays.copyOf(whole, 120);
      }
      case "transposed" -> weights("[2,3]");
      case "a weight that is no number" -> weights("[3,2]", 1, 2, Double.POSITIVE_INFINITY);
      case "cut tensors" -> Arrays.copyOf(weights("[3,2]"), weights("[3,2]").length - 1);
      case "header no json" -> safetensors("{\"0.weight\":", new byte[8]);
      case "pickle" -> npz(Map.of("archive/data.pkl", new byte[] {1}));
      case "one layer" -> safetensors("{" + entry("0.weight", "[3,2]", 0, 48) + "}", new byte[48]);
      case "batch norm" ->
          safetensors("{" + entry("1.running_mean", "[3]", 0, 24) + "}", new byte[24]);
      case "quantised" ->
          safetensors(
              "{" + entry("w.weight", "[3]", 0, 3).replace("F64", "F8_E5M2") + "}", new byte[3]);
      default -> throw new IllegalArgumentException(kind);
    };
  }

  private List<String> sweep(String data, String start) throws IOException {
    String spec =
        Files.writeString(folder.resolve("spec.yaml"), SPEC.formatted(data, start)).toString();
    return Complaints.of(2, "sweep", spec, "--out", folder.resolve("out").toString());
  }

  private Path file(String name, byte[] content) throws IOException {
    return Files.write(folder.resolve(name), content);
  }

  @Tag("thorough")
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "x|text|is no NPY file: it does not start with",
        "x|cut numbers|is truncated: 27 bytes of numbers; (2, 2) of float64 needs 32",
        "x|cut header|is truncated: 40 bytes, its header alone has",
        "x|version|is of NPY version 9; must be 1, 2 or 3",
        "x|too long|is too long: 32 bytes of numbers; (2, 1) of float64 needs 16",
        "x|objects|holds pickled Python objects",
        "x|strings|holds text (<U4)",
        "x|complex|holds complex numbers (<c16)",
        "x|records|holds records; must hold numbers of one type",
        "x|no shape|has a damaged header, without a readable 'shape'",
        "x|one side|has the shape (4,); must be (samples, features)",
        "y|three labels|holds 3 labels for the 2 samples of",
        "y|two columns of labels|has the shape (2, 2); labels must have the shape (samples,)",
        "x|not a number|element [1, 0] is NaN, which is not a finite number",
        "y|half a label|element [1] is 0.5, which is not a class 0, 1, 2, ..."
      })
  void aBrokenArrayIsOneLine(String broken, String kind, String fault) throws IOException {
    Path x = file("x.npy", broken.equals("x") ? content(kind) : features());
    Path y = file("y.npy", broken.equals("y") ? content(kind) : labels());
    assertThat(sweep("format: npy, features: %s, labels: %s".formatted(x, y), "random"))
        .singleElement()
        .asString()
        .contains((broken.equals("x") ? x : y) + ": " + fault);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "wrong key|has no array y; its arrays are",
        "cut archive|is a truncated or damaged archive (120 bytes)",
        "text|is no NPZ file: it is no ZIP archive"
      })
  void aBrokenArchiveIsOneLine(String kind, String fault) throws IOException {
    Path archive = file("data.npz", content(kind));
    assertThat(sweep("format: npz, file: " + archive, "random"))
        .singleElement()
        .asString()
        .contains(archive + ": " + fault);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "transposed|0.weight is (2, 3); must be (3, 2), layer 1 of the network, Linear",
        "a weight that is no number|0.weight is Infinity at [1, 0]; must be finite",
        "header no json|has a damaged header, which is no JSON object",
        "pickle|is a pickle of torch.save; must be safetensors or NPZ",
        "one layer|has 1 layers (0 (3, 2)); must have 2, as the network: Linear (3, 2), Linear (1, 3)",
        "batch norm|has 1.running_mean (3,); must have weight and bias of Linear and Conv2d alone",
        "text|is neither safetensors nor NPZ"
      })
  void brokenWeightsAreOneLine(String kind, String fault) throws IOException {
    Path weights = file("net.safetensors", content(kind));
    assertThat(started("{weights: %s}".formatted(weights)))
        .singleElement()
        .asString()
        .contains(weights + ": " + fault);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "cut tensors|[2.bias]: is truncated: its numbers are bytes 96 to 104 of 103",
        "quantised|[w.weight]: holds the type F8_E5M2; must hold integers, floats of 16 to 64 bits"
      })
  void aTensorThatIsCutIsNamed(String kind, String fault) throws IOException {
    Path weights = file("net.safetensors", content(kind));
    assertThat(started("{weights: {file: %s}}".formatted(weights)))
        .singleElement()
        .asString()
        .contains(weights + fault);
  }

  /** What a sweep says that starts there, on sound data. */
  private List<String> started(String start) throws IOException {
    Path x = file("x.npy", features());
    Path y = file("y.npy", labels());
    return sweep("format: npy, features: %s, labels: %s".formatted(x, y), start);
  }

  @Test
  void modulesInNoOrderAreNamedInTheirs() throws IOException {
    Path weights = file("net.safetensors", weights("[3,2]"));
    assertThat(started("{weights: {file: %s, layers: [in, out]}}".formatted(weights)))
        .singleElement()
        .asString()
        .contains("start.weights.layers: is [in, out]; must name each of [0, 2] of");
    assertThat(started("{weights: %s}".formatted(folder.resolve("none.npz"))))
        .singleElement()
        .asString()
        .contains("none.npz: no such file; must be weights in safetensors or NPZ");
  }

  private static String png(int type, int width, int... colours) throws IOException {
    BufferedImage image = new BufferedImage(width, colours.length / width, type);
    for (int i = 0; i < colours.length; i++) {
      if (type == BufferedImage.TYPE_BYTE_GRAY) {
        image.getRaster().setSample(i % width, i / width, 0, colours[i]);
      } else {
        image.setRGB(i % width, i / width, colours[i]);
      }
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageIO.write(image, "png", out);
    return HexFormat.of().formatHex(out.toByteArray());
  }

  /** As data sets are published: a struct of bytes and path, and a label. */
  private String parquet(String... hex) {
    String rows = "";
    for (int i = 0; i < hex.length; i++) {
      rows +=
          "%s SELECT named_struct('bytes', unhex('%s'), 'path', 'a.png') AS image, %dL AS label"
              .formatted(i == 0 ? "" : " UNION ALL", hex[i], i % 2);
    }
    String path = folder.resolve("images-" + hex.length).toString();
    spark.sql(rows).coalesce(1).write().mode("overwrite").parquet(path);
    return path;
  }

  private TrainingData images(String path, int take) {
    return DataLoader.of(
            spark,
            new DataSpec(
                DataFormat.PARQUET,
                List.of(path),
                List.of(),
                DataSpec.ALL,
                LabelCoding.EVEN_ODD,
                DataScale.NONE,
                null,
                null),
            1)
        .load(take);
  }

  @Test
  void imagesOfParquetAreTheirPixels() throws IOException {
    String grey = png(BufferedImage.TYPE_BYTE_GRAY, 2, 0, 51, 102, 255);
    String other = png(BufferedImage.TYPE_BYTE_GRAY, 2, 255, 0, 0, 0);
    TrainingData data = images(parquet(grey, other), 2);
    assertThat(data.shape()).isEqualTo(new ImageShape(2, 2, 1));
    assertThat(data.training().inputs()).containsExactly(0, 0.2f, 0.4f, 1, 1, 0, 0, 0);
    String coloured = png(BufferedImage.TYPE_INT_RGB, 1, 0x003366);
    String clear = png(BufferedImage.TYPE_INT_ARGB, 1, 0x80FF0033);
    String black = png(BufferedImage.TYPE_BYTE_GRAY, 1, 102);
    TrainingData colours = images(parquet(coloured, clear, black), 3);
    assertThat(colours.shape()).isEqualTo(new ImageShape(1, 1, 3));
    assertThat(colours.training().inputs())
        .containsExactly(0, 0.2f, 0.4f, 1, 0, 0.2f, 0.4f, 0.4f, 0.4f);
  }

  @Test
  void aBrokenImageIsNamedByItsRow() throws IOException {
    String grey = png(BufferedImage.TYPE_BYTE_GRAY, 2, 0, 51, 102, 255);
    Map<String, String> faults = new TreeMap<>();
    faults.put("00112233", ": row 2 holds 4 bytes that are no PNG or JPEG image");
    faults.put(grey.substring(0, 80), ": row 2 holds a damaged image (40 bytes: ");
    faults.put(
        png(BufferedImage.TYPE_BYTE_GRAY, 1, 0, 51),
        ": row 2 holds a grey image of 2 x 1, row 1 a grey image of 2 x 2");
    faults.put(
        png(BufferedImage.TYPE_INT_RGB, 2, 0, 1, 2, 3),
        ": row 2 holds a coloured image of 2 x 2, row 1 a grey image of 2 x 2");
    for (Map.Entry<String, String> fault : faults.entrySet()) {
      String path = parquet(grey, fault.getKey());
      assertThat(sweep("format: parquet, files: [\"%s\"]".formatted(path), "random"))
          .singleElement()
          .asString()
          .contains(path + fault.getValue());
    }
  }
}
