package dev.warren.cli;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** Puts file errors into words: the JDK's messages are often nothing but the file's name. */
final class IoText {

  private static final String BROKEN_PIPE = "Broken pipe";

  private IoText() {}

  /** The file, if the exception knows it, and what is wrong. */
  static String of(IOException e) {
    if (e instanceof FileSystemException file && file.getFile() != null) {
      return file.getFile() + ": " + reason(file);
    }
    return String.valueOf(e.getMessage());
  }

  private static String reason(FileSystemException e) {
    if (e instanceof NoSuchFileException) {
      return "no such file";
    }
    if (e instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (e instanceof NotDirectoryException) {
      return "not a directory";
    }
    if (e instanceof FileAlreadyExistsException) {
      return "exists already";
    }
    return e.getReason() == null ? e.getClass().getSimpleName() : e.getReason();
  }

  /** Whether a write failed only because the reader has gone. */
  static boolean isBrokenPipe(IOException e) {
    return String.valueOf(e.getMessage()).contains(BROKEN_PIPE);
  }
}
