package dev.warren.sync;

import dev.warren.codec.Reference;
import dev.warren.codec.ValueCodec;
import dev.warren.sync.wire.Answer;
import dev.warren.sync.wire.Numbers;
import dev.warren.sync.wire.Op;
import dev.warren.sync.wire.Status;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A list of a manager (Python: {@code Manager().list()}). Elements are copies: to change one, set
 * it again, or {@link #update} it. Each method is a round trip and happens at once. Thread-safe.
 *
 * @param <E> the type of the elements
 */
public final class SharedList<E> extends Handle {

  static final String KIND = "list";

  private final ValueCodec codec;

  SharedList(Reference reference, List<Type> types) {
    super(reference);
    codec = ValueCodec.of(types.get(0));
  }

  /**
   * Adds an element at the end (Python: {@code append}).
   *
   * @param element the element
   * @throws dev.warren.codec.UnencodableException if it cannot travel
   * @throws ManagerGoneException if the manager is gone
   */
  public void add(E element) {
    askNow(Op.ADD, codec.write(element));
  }

  /**
   * Adds elements at the end, one behind the other (Python: {@code extend}).
   *
   * @param elements the elements
   * @throws dev.warren.codec.UnencodableException if they cannot travel
   * @throws ManagerGoneException if the manager is gone
   */
  public void addAll(Collection<? extends E> elements) {
    List<byte[]> all = new ArrayList<>();
    elements.forEach(each -> all.add(codec.write(each)));
    askNow(Op.ADD, all);
  }

  /**
   * Adds an element in front of another, or at the end.
   *
   * @param index where, from 0 to the size
   * @param element the element
   * @throws IndexOutOfBoundsException if there is no such place
   * @throws dev.warren.codec.UnencodableException if it cannot travel
   * @throws ManagerGoneException if the manager is gone
   */
  public void insert(int index, E element) {
    at(index, askNow(Op.INSERT, Numbers.write(index), codec.write(element)));
  }

  /**
   * Looks at an element.
   *
   * @param index which one, from 0
   * @return a copy
   * @throws IndexOutOfBoundsException if there is none
   * @throws ManagerGoneException if the manager is gone
   */
  public E get(int index) {
    return value(at(index, askNow(Op.GET, Numbers.write(index))));
  }

  /**
   * Replaces an element.
   *
   * @param index which one, from 0
   * @param element the new one
   * @return the old one
   * @throws IndexOutOfBoundsException if there is none
   * @throws dev.warren.codec.UnencodableException if it cannot travel
   * @throws ManagerGoneException if the manager is gone
   */
  public E set(int index, E element) {
    return value(at(index, askNow(Op.PUT, Numbers.write(index), codec.write(element))));
  }

  /**
   * Removes an element (Python: {@code pop}).
   *
   * @param index which one, from 0
   * @return what it was
   * @throws IndexOutOfBoundsException if there is none
   * @throws ManagerGoneException if the manager is gone
   */
  public E remove(int index) {
    return value(at(index, askNow(Op.REMOVE, Numbers.write(index))));
  }

  /**
   * Changes an element; nobody else's change gets lost. Python needs a lock for that.
   *
   * @param index which one, from 0
   * @param change gets the element and returns the new one; runs in this process, more than once if
   *     others change the element meanwhile
   * @return what the change has returned
   * @throws IndexOutOfBoundsException if there is none
   * @throws dev.warren.codec.UnencodableException if it cannot travel
   * @throws ManagerGoneException if the manager is gone
   */
  public E update(int index, UnaryOperator<E> change) {
    byte[] place = Numbers.write(index);
    while (true) {
      Answer now = at(index, askNow(Op.GET, place));
      E changed = change.apply(value(now));
      Answer swapped = at(index, askNow(Op.SWAP, place, now.values().get(0), codec.write(changed)));
      if (swapped.status() == Status.OK) {
        return changed;
      }
    }
  }

  /**
   * How many elements there are.
   *
   * @return a number that may have changed by now
   * @throws ManagerGoneException if the manager is gone
   */
  public int size() {
    return (int) Numbers.read(askNow(Op.SIZE).values().get(0));
  }

  /**
   * All elements.
   *
   * @return a copy
   * @throws dev.warren.codec.UnencodableException if they take more than 15 MiB
   * @throws ManagerGoneException if the manager is gone
   */
  @SuppressWarnings("unchecked")
  public List<E> toList() {
    List<E> all = new ArrayList<>();
    askNow(Op.ALL).values().forEach(each -> all.add((E) codec.read(each)));
    return all;
  }

  /**
   * Removes all elements.
   *
   * @throws ManagerGoneException if the manager is gone
   */
  public void clear() {
    askNow(Op.CLEAR);
  }

  private Answer at(int index, Answer answer) {
    if (answer.status() == Status.NO_SUCH_INDEX) {
      throw new IndexOutOfBoundsException(this + " has no place " + index);
    }
    return answer;
  }

  @SuppressWarnings("unchecked")
  private E value(Answer answer) {
    return (E) codec.read(answer.values().get(0));
  }
}
