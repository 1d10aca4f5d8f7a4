package dev.warren.cli.parallel;

/** What a replacement string makes of an argument. */
enum Replacement {
  WHOLE("") {
    @Override
    String of(String argument) {
      return argument;
    }
  },
  NO_EXTENSION(".") {
    @Override
    String of(String argument) {
      int dot = argument.lastIndexOf('.');
      return dot > argument.lastIndexOf('/') ? argument.substring(0, dot) : argument;
    }
  },
  BASE_NAME("/") {
    @Override
    String of(String argument) {
      return argument.substring(argument.lastIndexOf('/') + 1);
    }
  },
  FOLDER("//") {
    @Override
    String of(String argument) {
      int end = withoutSlashes(argument, argument.length());
      if (end == 0) {
        return argument.isEmpty() ? "." : "/";
      }
      int slash = argument.lastIndexOf('/', end - 1);
      if (slash < 0) {
        return ".";
      }
      int folder = withoutSlashes(argument, slash);
      return folder == 0 ? "/" : argument.substring(0, folder);
    }
  },
  BASE_NAME_NO_EXTENSION("/.") {
    @Override
    String of(String argument) {
      return NO_EXTENSION.of(BASE_NAME.of(argument));
    }
  };

  private final String sign;

  Replacement(String sign) {
    this.sign = sign;
  }

  abstract String of(String argument);

  /** The one that is written so between the braces. */
  static Replacement bySign(String sign) {
    for (Replacement each : values()) {
      if (each.sign.equals(sign)) {
        return each;
      }
    }
    throw new IllegalArgumentException("no replacement: " + sign);
  }

  private static int withoutSlashes(String path, int end) {
    int shorter = end;
    while (shorter > 0 && path.charAt(shorter - 1) == '/') {
      shorter--;
    }
    return shorter;
  }
}
