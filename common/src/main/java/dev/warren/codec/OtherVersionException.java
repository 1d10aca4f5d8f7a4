package dev.warren.codec;

/**
 * A message is of another version of the protocol. What it says of itself here is in the first line
 * of every message of every version, so that the other side can be told.
 */
public final class OtherVersionException extends MalformedMessageException {

  private static final long serialVersionUID = 1L;

  private final int version;
  private final long batch;
  private final String host;

  OtherVersionException(AnyHeader header) {
    super("format version " + header.v() + ", but this Warren speaks " + BatchCodec.VERSION);
    this.version = header.v();
    this.batch = header.batch();
    this.host = header.host();
  }

  /**
   * The version that the sender speaks.
   *
   * @return any number but {@link BatchCodec#VERSION}
   */
  public int version() {
    return version;
  }

  /**
   * The batch that the message is, or is about.
   *
   * @return its id
   */
  public long batch() {
    return batch;
  }

  /**
   * The worker host that has sent it.
   *
   * @return its name; empty if a producer has
   */
  public String host() {
    return host;
  }
}
