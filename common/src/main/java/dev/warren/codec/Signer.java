package dev.warren.codec;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs batches with a shared key (HMAC-SHA256 over the reply address and the body), so that
 * holding the broker's password is not enough to have code run. Thread-safe.
 */
public final class Signer {

  private static final String ALGORITHM = "HmacSHA256";
  private static final int RANDOM_BYTES = 32;

  /** The shortest key that is taken, in characters. */
  public static final int MIN_KEY_LENGTH = 16;

  private final SecretKeySpec key;

  private Signer(SecretKeySpec key) {
    this.key = key;
  }

  /**
   * Makes a signer.
   *
   * @param key the shared key, at least {@value #MIN_KEY_LENGTH} characters; or an empty string: no
   *     signature is made and none is asked for
   * @return the signer
   * @throws IllegalArgumentException if the key is too short to be worth having
   */
  public static Signer of(String key) {
    if (key.isEmpty()) {
      return new Signer(null);
    }
    if (key.length() < MIN_KEY_LENGTH) {
      throw new IllegalArgumentException(
          "a signing key has at least " + MIN_KEY_LENGTH + " characters, not " + key.length());
    }
    return new Signer(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), ALGORITHM));
  }

  /**
   * A key that nobody can guess.
   *
   * @return a fresh random key
   */
  public static String randomKey() {
    byte[] bytes = new byte[RANDOM_BYTES];
    new SecureRandom().nextBytes(bytes);
    return Base64.getEncoder().encodeToString(bytes);
  }

  /**
   * Signs a message.
   *
   * @param replyTo the queue that its outcomes go to
   * @param body the message
   * @return the signature; empty without a key
   */
  public byte[] sign(String replyTo, byte[] body) {
    if (key == null) {
      return new byte[0];
    }
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      mac.update(replyTo.getBytes(StandardCharsets.UTF_8));
      mac.update((byte) '\n');
      return mac.doFinal(body);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no " + ALGORITHM, e);
    }
  }

  /**
   * Checks a signature, in a time that does not tell how much of it is right.
   *
   * @param replyTo as in {@link #sign}
   * @param body as in {@link #sign}
   * @param signature what came with the message
   * @return whether the message may be trusted; always true without a key
   */
  public boolean accepts(String replyTo, byte[] body, byte[] signature) {
    return key == null || MessageDigest.isEqual(sign(replyTo, body), signature);
  }
}
