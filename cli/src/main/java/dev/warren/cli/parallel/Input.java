package dev.warren.cli.parallel;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Spliterators;
import java.util.stream.StreamSupport;

/** Opens the sources of arguments. */
final class Input {

  private final InputStream standard;
  private final InputFormat format;

  Input(InputStream standard, InputFormat format) {
    this.standard = standard;
    this.format = format;
  }

  /** The arguments of one command after the other, as they are asked for. */
  Iterator<List<String>> open(List<InputSource> given) {
    List<InputSource> sources =
        given.isEmpty()
            ? List.of(new InputSource.File(InputSource.File.STANDARD_INPUT, false))
            : given;
    refuseSecondStandardInput(sources);
    List<Iterator<List<String>>> columns = columns(sources);
    List<List<List<String>>> others = new ArrayList<>();
    columns.subList(1, columns.size()).forEach(each -> others.add(all(each)));
    Iterator<List<String>> combinations = new Combinations(columns.get(0), others);
    return StreamSupport.stream(Spliterators.spliteratorUnknownSize(combinations, 0), false)
        .filter(format::takes)
        .map(format::arguments)
        .iterator();
  }

  private static void refuseSecondStandardInput(List<InputSource> sources) {
    long count =
        sources.stream()
            .filter(each -> each instanceof InputSource.File file && file.isStandardInput())
            .count();
    if (count > 1) {
      throw new IllegalArgumentException("the standard input can be read once only");
    }
  }

  private List<Iterator<List<String>>> columns(List<InputSource> sources) {
    List<List<Iterator<String>>> groups = new ArrayList<>();
    for (InputSource each : sources) {
      if (!each.linked()) {
        groups.add(new ArrayList<>());
      }
      groups.get(groups.size() - 1).add(values(each));
    }
    return groups.stream().map(Combinations::linked).toList();
  }

  private Iterator<String> values(InputSource source) {
    if (source instanceof InputSource.Values values) {
      return values.values().iterator();
    }
    InputSource.File file = (InputSource.File) source;
    String name = Octets.text(file.name());
    return file.isStandardInput()
        ? new Records("the standard input", standard, format.delimiter())
        : new Records(name, open(name), format.delimiter());
  }

  private static InputStream open(String name) {
    try {
      if (Files.isDirectory(Path.of(name))) {
        throw new InputBrokenException("cannot read " + name + ": it is a folder", null);
      }
      return new FileInputStream(name);
    } catch (IOException e) {
      throw new InputBrokenException("cannot read " + e.getMessage(), e);
    }
  }

  private static <T> List<T> all(Iterator<T> each) {
    List<T> all = new ArrayList<>();
    each.forEachRemaining(all::add);
    return all;
  }
}
