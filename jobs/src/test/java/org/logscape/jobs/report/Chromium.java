package org.logscape.jobs.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A headless browser that must not complain. */
final class Chromium {
  private static final String AROUND =
      """
      <!doctype html><meta charset="utf-8"><style>body { margin: 0 } iframe { border: 0; display: block }</style>
      <iframe src="%s" width="%d" height="3000"></iframe>
      <pre id="found"></pre>
      <script>
      addEventListener("message", (message) => { document.getElementById("found").textContent = message.data; });
      </script>
      """;

  private final Path folder;

  /** A browser that keeps its files in a folder. */
  Chromium(Path folder) {
    this.folder = folder;
  }

  /** The document as it stands once its scripts have run. */
  String dom(Path page) throws Exception {
    String document = run(page, "--dump-dom");
    assertThat(complaints()).doesNotContain("CONSOLE");
    return document;
  }

  /** The document once a script that is not the page's was put into it. */
  String domWithForeignScript(Path page) throws Exception {
    Path changed = folder.resolve("foreign.html");
    String foreign = "<script>document.body.dataset.foreign = 'ran'</script>";
    Files.writeString(changed, inBody(Files.readString(page), foreign));
    return run(changed, "--dump-dom");
  }

  /** What the browser said of the last page. */
  String complaints() throws IOException {
    return Files.readString(folder.resolve("chromium.txt"));
  }

  /** The charting library has such words in its text. */
  private static String inBody(String html, String more) {
    int end = html.lastIndexOf("</body>");
    return html.substring(0, end) + more + "\n" + html.substring(end);
  }

  /** What {@code interaction.js} finds when it uses a page in a window of that width. */
  JsonNode interact(Path page, int width) throws Exception {
    String script;
    try (InputStream in = Chromium.class.getResourceAsStream("interaction.js")) {
      script = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
    Path used = folder.resolve("used.html");
    byte[] hash =
        MessageDigest.getInstance("SHA-256").digest(script.getBytes(StandardCharsets.UTF_8));
    String allowed = "script-src 'sha256-%s' ".formatted(Base64.getEncoder().encodeToString(hash));
    String html = Files.readString(page).replace("script-src ", allowed);
    Files.writeString(used, inBody(html, "<script>" + script + "</script>"));
    Path around = folder.resolve("around-%d.html".formatted(width));
    Files.writeString(around, AROUND.formatted("used.html", width));
    Matcher found =
        Pattern.compile("<pre id=\"found\">(.*?)</pre>", Pattern.DOTALL).matcher(dom(around));
    assertThat(found.find()).isTrue();
    String json = found.group(1).replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
    return new ObjectMapper().readTree(json);
  }

  private String run(Path page, String... more) throws Exception {
    Path errors = folder.resolve("chromium.txt");
    Path out = folder.resolve("chromium.out");
    List<String> command =
        new ArrayList<>(
            List.of(
                System.getenv("LOGSCAPE_CHROMIUM"),
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--no-first-run",
                "--disable-background-networking",
                "--enable-logging=stderr",
                "--user-data-dir=" + folder.resolve("chromium"),
                "--hide-scrollbars",
                "--window-size=1200,3000",
                "--virtual-time-budget=15000"));
    command.addAll(Arrays.asList(more));
    command.add(page.toUri().toString());
    Process browser =
        new ProcessBuilder(command)
            .redirectError(errors.toFile())
            .redirectOutput(out.toFile())
            .start();
    assertThat(browser.waitFor(180, TimeUnit.SECONDS)).isTrue();
    return Files.readString(out);
  }
}
