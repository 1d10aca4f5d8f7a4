package dev.warren.cli;

import dev.warren.codec.JsonText;
import dev.warren.codec.ValueCodec;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.NoSuchElementException;

/**
 * The arguments of a map: a {@link JsonText} for each line of input, or a {@link MalformedLine} in
 * its place. An empty line at the very end is none. Used by one thread.
 */
final class JsonLines implements Iterator<Object> {

  private static final char REPLACEMENT = '\uFFFD';

  private final LineReader lines;
  private boolean ready;

  JsonLines(InputStream in) {
    this.lines = new LineReader(in, ValueCodec.MAX_BYTES);
  }

  @Override
  public boolean hasNext() {
    try {
      if (!ready) {
        ready = lines.next() && !(lines.isEmpty() && lines.atEnd());
      }
      return ready;
    } catch (IOException e) {
      throw new InputException(e);
    }
  }

  @Override
  public Object next() {
    if (!hasNext()) {
      throw new NoSuchElementException("the input is at its end");
    }
    ready = false;
    if (lines.isTooLong()) {
      return new MalformedLine("longer than " + ValueCodec.MAX_BYTES + " bytes");
    }
    try {
      return new JsonText(text());
    } catch (IllegalArgumentException e) {
      return new MalformedLine(e.getMessage());
    }
  }

  private String text() {
    int length = lines.to() - lines.from();
    String text = new String(lines.bytes(), lines.from(), length, StandardCharsets.UTF_8);
    if (text.indexOf(REPLACEMENT) >= 0) {
      checkBytes(length);
    }
    return text;
  }

  /** A replacement character may have stood in the line, or may hide bytes that are no text. */
  private void checkBytes(int length) {
    try {
      StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(lines.bytes(), lines.from(), length));
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException("not a JSON value: not UTF-8", e);
    }
  }
}
