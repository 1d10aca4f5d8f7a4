package dev.warren.command;

import dev.warren.codec.ValueCodec;
import dev.warren.task.Outcome;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * What became of a command that was a task. Immutable.
 *
 * @param exitCode what it has ended with, as a shell says it: 128 + N for signal N
 * @param stdout its standard output, from the beginning; text, or Base64 if it is no UTF-8
 * @param base64 whether the standard output is in Base64
 * @param cut how many bytes of the standard output are missing at its end
 * @param stderr its standard error; what is no UTF-8 is replaced, and where its beginning is
 *     missing, a first line says so
 */
public record CommandRecord(int exitCode, String stdout, boolean base64, long cut, String stderr) {

  private static final ValueCodec CODEC = ValueCodec.of(CommandRecord.class);

  /** The longest character of UTF-8 has one byte more. */
  private static final int MOST_CONTINUATIONS = 3;

  static CommandRecord of(int exitCode, KeptOutput output, KeptOutput errors, int most) {
    byte[] first = output.bytes(most);
    String complaints = errorText(errors, most);
    boolean isCut = output.total() > first.length;
    for (int less = 0; less <= (isCut ? MOST_CONTINUATIONS : 0) && less <= first.length; less++) {
      Optional<String> text = text(first, first.length - less);
      if (text.isPresent()) {
        long missing = output.total() - first.length + less;
        return new CommandRecord(exitCode, text.get(), false, missing, complaints);
      }
    }
    String encoded = Base64.getEncoder().encodeToString(first);
    return new CommandRecord(exitCode, encoded, true, output.total() - first.length, complaints);
  }

  private static Optional<String> text(byte[] bytes, int length) {
    try {
      return Optional.of(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, 0, length)).toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }

  private static String errorText(KeptOutput errors, int most) {
    byte[] last = errors.bytes(most);
    long missing = errors.total() - last.length;
    String text = new String(last, StandardCharsets.UTF_8);
    return missing == 0 ? text : "(" + missing + " bytes before this were cut)\n" + text;
  }

  /**
   * What an outcome of {@link CommandTask} says about its command.
   *
   * @param outcome the outcome of a call
   * @return the record; empty if the command was not run to its end
   * @throws dev.warren.codec.UndecodableException if the outcome is that of another task
   */
  public static Optional<CommandRecord> of(Outcome outcome) {
    if (outcome instanceof Outcome.Succeeded it) {
      return Optional.of((CommandRecord) CODEC.read(it.value()));
    }
    return outcome instanceof Outcome.Failed it
        ? CommandFailedException.record(it.failure()).map(json -> (CommandRecord) CODEC.read(json))
        : Optional.empty();
  }

  /**
   * Writes it.
   *
   * @return the record as it travels, JSON in UTF-8
   */
  public byte[] json() {
    return CODEC.write(this);
  }

  /**
   * The bytes that the command has written to its standard output.
   *
   * @return those that were kept
   */
  public byte[] output() {
    return base64 ? Base64.getDecoder().decode(stdout) : stdout.getBytes(StandardCharsets.UTF_8);
  }
}
