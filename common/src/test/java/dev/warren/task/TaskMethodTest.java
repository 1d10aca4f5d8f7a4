package dev.warren.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TaskMethodTest {

  private static final AtomicBoolean initialized = new AtomicBoolean();

  interface Root {
    default String fromRoot() {
      return "root";
    }
  }

  interface Middle extends Root {
    static int onInterface(int x) {
      return x + 1;
    }
  }

  static class Base implements Middle {
    String inherited(String x) {
      return "base " + x;
    }
  }

  @SuppressWarnings("unused") // By reflection.
  static final class Tasks extends Base {
    static {
      initialized.set(true);
    }

    private final int value;

    Tasks(int value) {
      this.value = value;
    }

    Tasks(String value) {
      this(Integer.parseInt(value));
    }

    static int square(int x) {
      return x * x;
    }

    @Task
    static int marked(int x) {
      return x;
    }

    static long marked(long x) {
      return x;
    }

    static int plain(int x) {
      return x;
    }

    static int plain(String x) {
      return x.length();
    }

    @Task
    static int twice(int x) {
      return x;
    }

    @Task
    static int twice(long x) {
      return (int) x;
    }

    private int secret(int x) {
      return value + x;
    }

    @Task
    int instance() {
      return value;
    }

    static int sum(int... all) {
      return all.length;
    }

    static void nothing() {}

    static <T> List<T> generic(T one) {
      return List.of(one);
    }

    /** Hides nothing: another overload of what the superclass has. */
    String inherited(int x) {
      return "own " + x;
    }
  }

  private static TaskMethod find(String method) {
    TaskName name = TaskName.parse(Tasks.class.getName() + "::" + method);
    return TaskMethod.find(name, TaskMethodTest.class.getClassLoader());
  }

  private static Object call(String method, Object... arguments) throws Throwable {
    return (Object) find(method).handle().invokeExact(arguments);
  }

  @Test
  void callsWhateverKindOfMethodItIs() throws Throwable {
    assertThat(call("square", 7)).isEqualTo(49);
    assertThat(call("secret", new Tasks(1), 2)).isEqualTo(3);
    assertThat(call("sum", (Object) new int[] {1, 2})).isEqualTo(2);
    assertThat(call("nothing")).isNull();
    assertThat(call("generic", "x")).isEqualTo(List.of("x"));
    assertThat(((Tasks) call("<init>(I)V", 5)).value).isEqualTo(5);
    assertThat(call("fromRoot", new Tasks(1))).isEqualTo("root");
  }

  @Test
  void aDescriptorFindsTheOneBehindAnOverload() throws Throwable {
    Tasks tasks = new Tasks(1);

    assertThat(call("inherited(Ljava/lang/String;)Ljava/lang/String;", tasks, "x"))
        .isEqualTo("base x");
    assertThat(call("inherited(I)Ljava/lang/String;", tasks, 1)).isEqualTo("own 1");
    assertThat(call("plain(Ljava/lang/String;)I", "abc")).isEqualTo(3);
  }

  @Test
  void findsAStaticMethodOfAnInterface() throws Throwable {
    TaskName name = TaskName.parse(Middle.class.getName() + "::onInterface");

    TaskMethod found = TaskMethod.find(name, getClass().getClassLoader());

    assertThat((Object) found.handle().invokeExact(new Object[] {1})).isEqualTo(2);
  }

  @Test
  void prefersTheAnnotatedOneOfSeveral() {
    assertThat(find("marked").returnType()).isEqualTo(int.class);
    assertThat(find("marked").isTask()).isTrue();
    assertThat(find("marked(J)J").isTask()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"plain", "twice", "<init>"})
  void asksWhichOneOfSeveralIsMeant(String method) {
    assertThatThrownBy(() -> find(method))
        .isInstanceOf(NoSuchTaskException.class)
        .hasMessageContaining("several methods named " + method)
        .hasMessageContaining("@Task")
        .hasMessageContaining(Tasks.class.getName() + "::" + method + "(");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"nowhere", "square(J)J", "square()", "<clinit>", "inherited()V", "marked("})
  void saysThatThereIsNoSuchMethod(String method) {
    assertThatThrownBy(() -> find(method))
        .isInstanceOfSatisfying(
            NoSuchTaskException.class, e -> assertThat(e.task().toString()).endsWith(method))
        .hasMessageContaining("has no method " + method);
  }

  @ParameterizedTest
  @ValueSource(strings = {"no.such.Type", "a/b", "[I", "[Lx;", "int", ".", "a..b", "a\0b"})
  void saysThatThereIsNoSuchClass(String type) {
    assertThatThrownBy(
            () -> TaskMethod.find(new TaskName(type, "m", ""), getClass().getClassLoader()))
        .isInstanceOf(NoSuchTaskException.class);
  }

  @ParameterizedTest
  @CsvSource({"square, false", "marked, true", "instance, false", "<init>(I)V, false"})
  void onlyStaticAnnotatedMethodsAreTasksForEverybody(String method, boolean isTask) {
    assertThat(find(method).isTask()).isEqualTo(isTask);
  }

  @Test
  void typesAreGenericAndBeginWithTheReceiver() {
    assertThat(find("secret").parameterTypes()).containsExactly(Tasks.class, int.class);
    assertThat(find("fromRoot").parameterTypes()).containsExactly(Tasks.class);
    assertThat(find("nothing").returnType()).isEqualTo(Void.class);
    assertThat(find("<init>(I)V").returnType()).isEqualTo(Tasks.class);
    assertThat(find("<init>(I)V").parameterTypes()).containsExactly(int.class);
    assertThat(find("generic").returnType().getTypeName()).isEqualTo("java.util.List<T>");
  }

  @Test
  void findingDoesNotRunTheClass() {
    class Untouched {
      @SuppressWarnings("unused") // Being initialized is all it does.
      static final boolean touched = initialized.getAndSet(true);
    }
    TaskName name = new TaskName(Untouched.class.getName(), "<init>", "");
    initialized.set(false);

    TaskMethod.find(name, getClass().getClassLoader());

    assertThat(initialized).isFalse();
  }

  /** Loads {@link Tasks} anew and hides what it is built upon. */
  private static final class Hiding extends ClassLoader {
    Hiding() {
      super(TaskMethodTest.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (name.equals(Needy.class.getName())) {
        try (var in = getResourceAsStream(name.replace('.', '/') + ".class")) {
          byte[] bytes = in.readAllBytes();
          return defineClass(name, bytes, 0, bytes.length);
        } catch (java.io.IOException e) {
          throw new ClassNotFoundException(name, e);
        }
      }
      if (name.equals(Base.class.getName())) {
        throw new ClassNotFoundException(name);
      }
      return super.loadClass(name, resolve);
    }
  }

  @SuppressWarnings("unused") // By reflection.
  static final class Needy {
    static int task(int x) {
      return x;
    }

    static void needs(Base base) {}
  }

  @Test
  void saysThatAClassInASignatureIsMissing() {
    TaskName name = TaskName.parse(Needy.class.getName() + "::task");

    assertThatThrownBy(() -> TaskMethod.find(name, new Hiding()))
        .isInstanceOf(NoSuchTaskException.class)
        .hasMessageContaining("TaskMethodTest$Base");
  }
}
