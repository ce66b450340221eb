package org.logscape.data.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.logscape.data.ImageShape;
import org.logscape.data.InvalidDataException;
import org.logscape.data.LabelledSet;

/** Headers are those that numpy writes, byte for byte as NEP 1 has them. */
class NpyFileTest {
  private static byte[] file(String descr, boolean fortran, String shape, byte... numbers) {
    String header =
        "{'descr': %s, 'fortran_order': %s, 'shape': %s, }"
            .formatted(descr, fortran ? "True" : "False", shape);
    String padded = header + " ".repeat(Math.floorMod(-(11 + header.length()), 64)) + "\n";
    ByteBuffer bytes =
        ByteBuffer.allocate(10 + padded.length() + numbers.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.put((byte) 0x93).put("NUMPY".getBytes(StandardCharsets.US_ASCII)).put(new byte[] {1, 0});
    bytes.putShort((short) padded.length()).put(padded.getBytes(StandardCharsets.US_ASCII));
    return bytes.put(numbers).array();
  }

  private static byte[] hex(String digits) {
    return HexFormat.of().parseHex(digits);
  }

  /** The two numbers as struct.pack of Python gives them. */
  @ParameterizedTest
  @CsvSource({
    "|b1, 0100, 1, 0",
    "|i1, ff7f, -1, 127",
    "|u1, ff7f, 255, 127",
    "<i2, feff0001, -2, 256",
    ">i2, fffe0100, -2, 256",
    "<u2, feff0001, 65534, 256",
    "<i4, ffffffff02000000, -1, 2",
    ">u4, ffffffff00000002, 4294967295, 2",
    "<i8, ffffffffffffffff0300000000000000, -1, 3",
    "<u8, ffffffffffffffff0300000000000000, 18446744073709551616, 3",
    "<f2, 003c0080, 1, -0.0",
    ">f2, 3e003555, 1.5, 0.333251953125",
    "<f2, 0100ff7b, 5.9604644775390625e-8, 65504",
    "<f4, 0000c03f000080bf, 1.5, -1",
    ">f8, 3ff8000000000000bff0000000000000, 1.5, -1"
  })
  void everyNumberTypeIsRead(String descr, String digits, double first, double second) {
    Tensor tensor = NpyFile.read("a.npy", file("'" + descr + "'", false, "(2,)", hex(digits)));
    assertThat(tensor.values()).containsExactly(first, second);
    assertThat(tensor.shapeText()).isEqualTo("(2,)");
  }

  @Test
  void halvesHaveInfinitiesAndNoNumbers() {
    Tensor halves = NpyFile.read("h.npy", file("'<f2'", false, "(3,)", hex("007c00fc007e")));
    assertThat(halves.values())
        .containsExactly(Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.NaN);
  }

  /** numpy.arange(6).reshape(2, 3), once by rows and once by columns. */
  @Test
  void fortranOrderIsTheSameArray() {
    Tensor rows = NpyFile.read("c", file("'|u1'", false, "(2, 3)", hex("000102030405")));
    Tensor columns = NpyFile.read("f", file("'|u1'", true, "(2, 3)", hex("000301040205")));
    assertThat(columns.values()).containsExactly(rows.values()).containsExactly(0, 1, 2, 3, 4, 5);
    assertThat(columns.indices(4)).isEqualTo("[1, 1]");
    Tensor cube = NpyFile.read("f", file("'|u1'", true, "(2, 1, 3)", hex("000301040205")));
    assertThat(cube.values()).containsExactly(0, 1, 2, 3, 4, 5);
  }

  @Test
  void aSingleNumberHasNoShape() {
    Tensor scalar = NpyFile.read("s", file("'<i2'", false, "()", hex("0700")));
    assertThat(scalar.values()).containsExactly(7);
    assertThat(scalar.rank()).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '"',
      value = {
        "'|O'; (1,); holds pickled Python objects (|O); must hold integers, floats or booleans",
        "'<U3'; (1,); holds text (<U3)",
        "'<c16'; (1,); holds complex numbers (<c16)",
        "'<M8[ns]'; (1,); holds dates or durations",
        "[('x', '<f4')]; (1,); holds records; must hold numbers of one type",
        "'<f4'; 3; has a damaged header, without a readable 'shape'",
        "'<f4'; (3,); is truncated: 8 bytes of numbers; (3,) of float32 needs 12",
        "'<f4'; (1,); is too long: 8 bytes of numbers; (1,) of float32 needs 4",
        "'<f4'; (65536, 65536); has the shape (65536, 65536); must hold fewer than 2^31 numbers",
        "'<f4'; (99999999999999999999,); has '99999999999999999999' for a size in its header"
      })
  void whatIsNoArrayOfNumbersIsOneLine(String descr, String shape, String fault) {
    byte[] content = file(descr, false, shape, new byte[8]);
    assertThatThrownBy(() -> NpyFile.read("wrong.npy", content))
        .isInstanceOf(InvalidDataException.class)
        .hasMessageStartingWith("wrong.npy: " + fault);
  }

  @Test
  void aFileThatIsCutAnywhereIsAFault() {
    byte[] whole = file("'<f8'", false, "(2, 2)", new byte[32]);
    for (int length = 0; length < whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> NpyFile.read("cut.npy", cut))
          .isInstanceOf(InvalidDataException.class);
    }
  }

  @Test
  void anArchiveIsReadAsItIsWritten() throws IOException {
    Map<String, Tensor> arrays = new LinkedHashMap<>();
    arrays.put("0.weight", Tensor.of("w", List.of(2L, 2L), 1, -2, 1e-300, 4));
    arrays.put("0.bias", Tensor.of("b", List.of(2L), 0.1, 5));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    NpzFile.write(arrays, out);
    NpzFile read = NpzFile.of("w.npz", out.toByteArray());
    assertThat(read.keys()).containsExactly("0.weight", "0.bias");
    assertThat(read.array("0.weight").values()).containsExactly(1, -2, 1e-300, 4);
    assertThat(read.array("0.weight").shape()).containsExactly(2L, 2L);
    assertThatThrownBy(() -> read.array("1.weight"))
        .hasMessage("w.npz: has no array 1.weight; its arrays are 0.weight, 0.bias");
    byte[] cut = Arrays.copyOf(out.toByteArray(), 150);
    assertThatThrownBy(() -> NpzFile.of("w.npz", cut))
        .hasMessage("w.npz: is a truncated or damaged archive (150 bytes)");
    byte[] headless = Arrays.copyOf(out.toByteArray(), out.size() - 22);
    assertThatThrownBy(() -> NpzFile.of("w.npz", headless))
        .hasMessageStartingWith("w.npz: is a truncated or damaged archive");
  }

  @Test
  void bytesArePixelsAndChannelsComeLast() {
    Tensor images = NpyFile.read("x", file("'|u1'", false, "(1, 2, 1, 2)", hex("00ff3366")));
    Tensor labels = NpyFile.read("y", file("'<i8'", false, "(1, 1)", hex("0200000000000000")));
    LabelledSet last = TensorSet.of(images, labels, TensorSet.Channels.LAST, "");
    assertThat(last.shape()).isEqualTo(new ImageShape(2, 1, 2));
    assertThat(last.inputs()).containsExactly(0, 1, 0.2f, 0.4f);
    assertThat(last.labels()).containsExactly(2);
    assertThat(last.classes()).isEqualTo(3);
    // planes of one row and two columns: [[0, 1]], [[0.2, 0.4]]
    LabelledSet first = TensorSet.of(images, labels, TensorSet.Channels.FIRST, "");
    assertThat(first.shape()).isEqualTo(new ImageShape(1, 2, 2));
    assertThat(first.inputs()).containsExactly(0, 0.2f, 1, 0.4f);
  }
}
