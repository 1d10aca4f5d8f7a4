package dev.warren.command;

import dev.warren.codec.MalformedMessageException;
import dev.warren.codec.UndecodableException;
import dev.warren.codec.ValueCodec;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/**
 * What a worker host is asked to run.
 *
 * @param v the version of the format, {@value #VERSION}
 * @param id the command's id, which nobody can guess
 * @param java whether it is a Java program: the first argument is its main class, and the host adds
 *     its own Java and class path
 * @param args the program and its arguments, at least one
 * @param cwd the folder to run in; null for the host's
 * @param env environment variables beside those of the host
 * @param cleanEnv whether to leave out the variables of the host
 * @param stdin where its input comes from
 * @param stdout where its output goes
 * @param stderr where its errors go
 */
public record CommandOrder(
    int v,
    UUID id,
    boolean java,
    List<String> args,
    String cwd,
    Map<String, String> env,
    boolean cleanEnv,
    In stdin,
    Out stdout,
    Err stderr) {

  /** The version of the format. */
  public static final int VERSION = 1;

  /** The largest order, in bytes: more than any operating system takes as arguments. */
  public static final int MAX_BYTES = 8 * 1024 * 1024;

  private static final ValueCodec CODEC = ValueCodec.of(CommandOrder.class);

  /** Where a standard input comes from. */
  public enum In {
    /** From the caller. */
    PIPE,
    /** From nowhere: it is at its end. */
    NULL
  }

  /** Where a standard output goes. */
  public enum Out {
    /** To the caller. */
    PIPE,
    /** Nowhere. */
    NULL
  }

  /** Where a standard error goes. */
  public enum Err {
    /** To the caller. */
    PIPE,
    /** Nowhere. */
    NULL,
    /** Where the standard output goes. */
    STDOUT
  }

  /** Checks that nothing is missing, and copies the collections. */
  public CommandOrder {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(stdin, "stdin");
    Objects.requireNonNull(stdout, "stdout");
    Objects.requireNonNull(stderr, "stderr");
    args = List.copyOf(args);
    env = Map.copyOf(env);
    if (args.isEmpty()) {
      throw new IllegalArgumentException("a command begins with a program, and here is none");
    }
  }

  /**
   * Writes the order.
   *
   * @return its JSON text
   */
  public byte[] encode() {
    return CODEC.write(this);
  }

  /**
   * Reads an order.
   *
   * @param bytes what {@link #encode} made, possibly by another language's hand
   * @return the order
   * @throws MalformedMessageException if the bytes are anything else
   */
  public static CommandOrder decode(byte[] bytes) {
    CommandOrder order;
    try {
      order = (CommandOrder) CODEC.read(bytes);
    } catch (UndecodableException e) {
      throw new MalformedMessageException("no order of a command: " + e.getMessage(), e);
    }
    if (order == null || order.v() != VERSION) {
      throw new MalformedMessageException(
          "format version "
              + (order == null ? "none" : order.v())
              + ", but this Warren speaks "
              + VERSION);
    }
    return order;
  }
}
