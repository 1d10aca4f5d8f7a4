package dev.warren.command;

import dev.warren.codec.MalformedMessageException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * A message about one command, between its caller and its worker host.
 *
 * @param id the command
 * @param type what it says
 * @param number 0 where the type gives it no meaning
 * @param body not to be modified; empty where the type gives it no meaning
 */
public record CommandMessage(UUID id, Type type, int number, byte[] body) {

  /** The number of the standard input among the streams. */
  public static final int STDIN = 0;

  /** The number of the standard output among the streams. */
  public static final int STDOUT = 1;

  /** The number of the standard error among the streams. */
  public static final int STDERR = 2;

  private static final int HEAD_BYTES = 2 * Long.BYTES + 1 + Integer.BYTES;
  private static final byte[] NOTHING = {};

  /** What a message says. */
  public enum Type {
    /** From the host: it has the order. The body is its queue, a line feed, and its name. */
    OFFER('O'),
    /** To the host: run it. */
    GO('G'),
    /** To the host: do not run it, it has another host or nobody waits for it any more. */
    NO('N'),
    /** From the host: it runs. The body is its process id, 8 bytes. */
    BEGUN('B'),
    /** From the host: it could not be started. The body says why. */
    FAILED('F'),
    /** Bytes of the stream with that number. */
    DATA('D'),
    /** The stream with that number has ended: all was written, or nothing more is read. */
    END('E'),
    /** To the writer of the stream with that number: so many more bytes, 4 bytes, may follow. */
    CREDIT('C'),
    /** To the host: send the command the signal with that number. */
    SIGNAL('S'),
    /** To the host: kill it and all that descends from it. */
    KILL('K'),
    /** From the host: it has ended, with that return code. */
    EXIT('X'),
    /** From either: still there. */
    ALIVE('A');

    private final byte letter;

    Type(char letter) {
      this.letter = (byte) letter;
    }

    private static Type of(byte letter) {
      for (Type each : values()) {
        if (each.letter == letter) {
          return each;
        }
      }
      throw new MalformedMessageException("a message about a command of type " + letter);
    }
  }

  /**
   * A message that only has its type.
   *
   * @param id the command
   * @param type what it says
   * @return the message
   */
  public static CommandMessage of(UUID id, Type type) {
    return new CommandMessage(id, type, 0, NOTHING);
  }

  /**
   * A message with a number.
   *
   * @param id the command
   * @param type what it says
   * @param number a stream, a signal or a return code
   * @return the message
   */
  public static CommandMessage of(UUID id, Type type, int number) {
    return new CommandMessage(id, type, number, NOTHING);
  }

  /**
   * A message with text.
   *
   * @param id the command
   * @param type what it says
   * @param text its body
   * @return the message
   */
  public static CommandMessage of(UUID id, Type type, String text) {
    return new CommandMessage(id, type, 0, text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * The offer of a host.
   *
   * @param id the command
   * @param queue where the host listens
   * @param host its name
   * @return the message
   */
  public static CommandMessage offer(UUID id, String queue, String host) {
    return of(id, Type.OFFER, queue + "\n" + host);
  }

  /**
   * The start of a command.
   *
   * @param id the command
   * @param pid its process id
   * @return the message
   */
  public static CommandMessage begun(UUID id, long pid) {
    byte[] body = ByteBuffer.allocate(Long.BYTES).putLong(pid).array();
    return new CommandMessage(id, Type.BEGUN, 0, body);
  }

  /**
   * A grant of credit.
   *
   * @param id the command
   * @param stream whose
   * @param bytes how many more
   * @return the message
   */
  public static CommandMessage credit(UUID id, int stream, int bytes) {
    byte[] body = ByteBuffer.allocate(Integer.BYTES).putInt(bytes).array();
    return new CommandMessage(id, Type.CREDIT, stream, body);
  }

  /**
   * Whether it means the same if it comes later than what was sent after it. What a stream consists
   * of does not, and that a command runs must be known before its end is.
   *
   * @return whether it may be late
   */
  public boolean mayBeLate() {
    return switch (type) {
      case OFFER, GO, NO, FAILED, CREDIT, SIGNAL, KILL, EXIT -> true;
      case BEGUN, DATA, END, ALIVE -> false;
    };
  }

  /**
   * The body as text.
   *
   * @return the text
   */
  public String text() {
    return new String(body, StandardCharsets.UTF_8);
  }

  /**
   * The number in the body of a {@link Type#BEGUN} or {@link Type#CREDIT}.
   *
   * @return the number
   * @throws MalformedMessageException if there is none
   */
  public long count() {
    return switch (body.length) {
      case Integer.BYTES -> ByteBuffer.wrap(body).getInt();
      case Long.BYTES -> ByteBuffer.wrap(body).getLong();
      default -> throw new MalformedMessageException("a number of " + body.length + " bytes");
    };
  }

  /**
   * Writes the message.
   *
   * @return its bytes
   */
  public byte[] encode() {
    return ByteBuffer.allocate(HEAD_BYTES + body.length)
        .putLong(id.getMostSignificantBits())
        .putLong(id.getLeastSignificantBits())
        .put(type.letter)
        .putInt(number)
        .put(body)
        .array();
  }

  /**
   * Reads a message.
   *
   * @param bytes what {@link #encode} made, possibly by another language's hand
   * @return the message
   * @throws MalformedMessageException if the bytes are anything else
   */
  public static CommandMessage decode(byte[] bytes) {
    if (bytes.length < HEAD_BYTES) {
      throw new MalformedMessageException(
          "a message about a command of " + bytes.length + " bytes");
    }
    ByteBuffer in = ByteBuffer.wrap(bytes);
    UUID id = new UUID(in.getLong(), in.getLong());
    Type type = Type.of(in.get());
    int number = in.getInt();
    byte[] body = new byte[in.remaining()];
    in.get(body);
    return new CommandMessage(id, type, number, body);
  }
}
