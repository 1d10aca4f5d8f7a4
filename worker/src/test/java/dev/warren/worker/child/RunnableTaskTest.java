package dev.warren.worker.child;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.warren.codec.CallWriter;
import dev.warren.codec.RunnableTask;
import dev.warren.codec.UndecodableException;
import dev.warren.task.NoSuchTaskException;
import dev.warren.task.TaskName;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunnableTaskTest {

  private static final byte[] NOTHING = {};

  private static TaskName name(String method) {
    return new TaskName(SampleTasks.class.getName(), method, "");
  }

  private static byte[] json(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static Object call(RunnableTask task, String arguments) throws Throwable {
    byte[] text = json(arguments);
    return task.call(task.arguments(text, 0, text.length));
  }

  @Test
  void callsTheMethod() throws Throwable {
    assertThat(call(RunnableTask.prepare(name("square"), NOTHING, false), "[7]")).isEqualTo(49);
  }

  @Test
  void putsCapturedValuesBeforeTheArguments() throws Throwable {
    byte[] captured = CallWriter.encode("a", List.of(5));

    RunnableTask task = RunnableTask.prepare(name("join"), captured, true);

    assertThat(call(task, "[\"b\"]")).isEqualTo("aLongb");
    assertThat(call(task, "[\"c\"]")).isEqualTo("aLongc");
  }

  @Test
  void strangersRunOnlyAnnotatedMethods() {
    assertThatThrownBy(() -> RunnableTask.prepare(name("plain"), NOTHING, false))
        .isInstanceOf(NoSuchTaskException.class)
        .hasMessageContaining("annotated with @Task");
    assertThatThrownBy(
            () ->
                RunnableTask.prepare(new TaskName("java.lang.System", "exit", ""), NOTHING, false))
        .isInstanceOf(NoSuchTaskException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"nowhere", "square()", "<clinit>"})
  void saysThatThereIsNoSuchTask(String method) {
    assertThatThrownBy(
            () ->
                RunnableTask.prepare(
                    TaskName.parse(SampleTasks.class.getName() + "::" + method), NOTHING, true))
        .isInstanceOf(NoSuchTaskException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"[\"a\",[1],\"b\",4]", "[1,2]", "[\"a\",[\"b\"]]", "null", "{}", "[", "junk"})
  void refusesCapturedValuesThatDoNotFit(String captured) {
    assertThatThrownBy(() -> RunnableTask.prepare(name("join"), json(captured), true))
        .isInstanceOf(UndecodableException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "[1,2]", "[null]", "[\"1\"]", "[1.5]", "{}", "null", "", "[1"})
  void refusesArgumentsThatDoNotFit(String arguments) {
    RunnableTask task = RunnableTask.prepare(name("square"), NOTHING, true);

    assertThatThrownBy(() -> call(task, arguments)).isInstanceOf(UndecodableException.class);
  }

  @Test
  void whatATaskThrowsIsNotWrapped() {
    RunnableTask task = RunnableTask.prepare(name("failHard"), NOTHING, true);

    assertThatThrownBy(() -> call(task, "[\"x\"]")).isExactlyInstanceOf(Throwable.class);
  }
}
