package org.logscape.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.Logger;
import org.apache.logging.log4j.core.filter.AbstractFilter;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A test that makes Spark log errors. Errors that name one of the stated texts stay out of the log
 * of the tests, and at least one such error must come, unless the test says that it is a matter of
 * timing. All others are logged as always.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(ExpectedErrors.Extension.class)
public @interface ExpectedErrors {
  /** Texts, one of which each expected error has in its message or in the message of a cause. */
  String[] value();

  /**
   * Whether the errors always come. False where work is cancelled: Spark logs an error only if a
   * task was running at that moment.
   */
  boolean always() default true;

  /** Holds back the expected errors while the test runs. */
  final class Extension implements BeforeEachCallback, AfterEachCallback {
    private static final ExtensionContext.Namespace NAMESPACE =
        ExtensionContext.Namespace.create(ExpectedErrors.class);

    @Override
    public void beforeEach(ExtensionContext context) {
      ExpectedErrors expected = context.getRequiredTestMethod().getAnnotation(ExpectedErrors.class);
      Held held = new Held(List.of(expected.value()), expected.always());
      root().get().addFilter(held);
      context.getStore(NAMESPACE).put(Held.class, held);
    }

    @Override
    public void afterEach(ExtensionContext context) {
      Held held = context.getStore(NAMESPACE).get(Held.class, Held.class);
      root().get().removeFilter(held);
      if (held.always && context.getExecutionException().isEmpty()) {
        assertThat(held.messages).as("errors with one of " + held.texts).isNotEmpty();
      }
    }

    private static Logger root() {
      return (Logger) LogManager.getRootLogger();
    }
  }

  /** Denies errors that have one of the texts, and keeps their messages. */
  final class Held extends AbstractFilter {
    private final List<String> texts;
    private final boolean always;
    private final List<String> messages = new CopyOnWriteArrayList<>();

    private Held(List<String> texts, boolean always) {
      this.texts = texts;
      this.always = always;
    }

    @Override
    public Result filter(LogEvent event) {
      if (!event.getLevel().isMoreSpecificThan(Level.ERROR)) {
        return Result.NEUTRAL;
      }
      // After a task's error Spark reports the job that it ends, without the cause.
      boolean isOfTheJob =
          !messages.isEmpty() && event.getMessage().getFormattedMessage().endsWith("aborting job");
      if (!isOfTheJob && !names(event)) {
        return Result.NEUTRAL;
      }
      messages.add(event.getMessage().getFormattedMessage());
      return Result.DENY;
    }

    private boolean names(LogEvent event) {
      if (has(event.getMessage().getFormattedMessage())) {
        return true;
      }
      for (Throwable cause = event.getThrown(); cause != null; cause = cause.getCause()) {
        if (has(cause.getMessage())) {
          return true;
        }
      }
      return false;
    }

    private boolean has(String message) {
      return message != null && texts.stream().anyMatch(message::contains);
    }
  }
}
