package org.logscape.jobs.notebooks;

import java.io.ByteArrayOutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Properties;
import org.apache.spark.sql.SparkSession;
import org.apache.zeppelin.interpreter.AbstractInterpreter;
import org.apache.zeppelin.interpreter.InterpreterContext;
import org.apache.zeppelin.interpreter.InterpreterResult;
import org.apache.zeppelin.interpreter.ZeppelinContext;
import scala.Console;
import scala.jdk.javaapi.CollectionConverters;
import scala.tools.nsc.Settings;
import scala.tools.nsc.interpreter.IMain;
import scala.tools.nsc.interpreter.Results;
import scala.tools.nsc.interpreter.shell.ReplReporterImpl;

/**
 * {@code %spark}: Scala's REPL with {@code spark} and {@code z}, as Zeppelin's own interpreter of
 * that name has them. Forms come from calls of {@code z}, not from the text.
 */
public final class ScalaParagraphs extends AbstractInterpreter {
  private final NoteContext notes = new NoteContext();
  private final StringWriter complaints = new StringWriter();
  private IMain scala;

  public ScalaParagraphs(Properties properties) {
    super(properties);
  }

  @Override
  public void open() {
    Settings settings = new Settings();
    settings.processArguments(
        CollectionConverters.asScala(
                List.of("-classpath", System.getProperty("java.class.path"), "-Wconf:any:s"))
            .toList(),
        true);
    scala = new IMain(settings, new ReplReporterImpl(settings, new PrintWriter(complaints, true)));
    SparkSession spark = NoteSession.of(getProperties());
    scala.bind("spark", SparkSession.class.getName(), spark, transients());
    scala.bind("z", NoteContext.class.getName(), notes, transients());
  }

  private static scala.collection.immutable.List<String> transients() {
    return CollectionConverters.asScala(List.of("@transient")).toList();
  }

  @Override
  public void close() {
    scala.close();
  }

  @Override
  public ZeppelinContext getZeppelinContext() {
    return notes;
  }

  @Override
  protected InterpreterResult internalInterpret(String text, InterpreterContext context) {
    complaints.getBuffer().setLength(0);
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    Results.Result result = Console.withOut(printed, () -> scala.interpret(text));
    boolean isDone = result == Results.Success$.MODULE$;
    return new InterpreterResult(
        isDone ? InterpreterResult.Code.SUCCESS : InterpreterResult.Code.ERROR,
        InterpreterResult.Type.TEXT,
        printed.toString(StandardCharsets.UTF_8) + (isDone ? "" : complaints));
  }

  @Override
  public void cancel(InterpreterContext context) {
    NoteSession.of(getProperties()).sparkContext().cancelAllJobs();
  }

  @Override
  public FormType getFormType() {
    return FormType.NATIVE;
  }

  @Override
  public int getProgress(InterpreterContext context) {
    return 0;
  }
}
