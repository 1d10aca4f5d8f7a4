package dev.warren.cli;

import dev.warren.pool.Pool;
import dev.warren.pool.ResultIterator;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Iterator;
import java.util.function.Function;

/** A pool that answers each input of an imap in this thread, in order. */
final class FakePool {

  private FakePool() {}

  /** {@code answer} gives the result of an input, or throws what the call should fail with. */
  static Pool answering(Function<Object, Object> answer) {
    return (Pool)
        Proxy.newProxyInstance(
            FakePool.class.getClassLoader(),
            new Class<?>[] {Pool.class},
            (proxy, method, args) -> {
              if (!method.getName().startsWith("imap")) {
                throw new UnsupportedOperationException(method.getName());
              }
              return new Results((Iterator<?>) args[1], answer);
            });
  }

  private static final class Results implements ResultIterator<Object> {

    private final Iterator<?> inputs;
    private final Function<Object, Object> answer;
    private long index = -1;

    Results(Iterator<?> inputs, Function<Object, Object> answer) {
      this.inputs = inputs;
      this.answer = answer;
    }

    @Override
    public boolean hasNext() {
      return inputs.hasNext();
    }

    @Override
    public Object next() {
      index++;
      return answer.apply(inputs.next());
    }

    @Override
    public Object next(Duration timeout) {
      return next();
    }

    @Override
    public long index() {
      return index;
    }

    @Override
    public void close() {}
  }
}
