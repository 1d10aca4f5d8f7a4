package dev.warren.worker.child;

import dev.warren.code.ClassPathFiles;
import dev.warren.codec.CodecLibraries;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.slf4j.Logger;

/** What a child is made of, wherever on the host's class path that is: Warren and its libraries. */
final class OwnClasses {

  /** The jars and folders with it. */
  static final String CLASS_PATH = classPath();

  private OwnClasses() {}

  private static String classPath() {
    List<Class<?>> one = new ArrayList<>(CodecLibraries.oneClassOfEach());
    one.add(ChildMain.class);
    one.add(Logger.class);
    return ClassPathFiles.with(one).stream()
        .map(Path::toString)
        .collect(Collectors.joining(File.pathSeparator));
  }
}
