package dev.warren.cli.parallel;

import dev.warren.cli.parallel.Segment.Filling;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A command line with replacement strings: <code>{}</code>, <code>{.}</code>, <code>{/}</code>,
 * <code>{//}</code>, <code>{/.}</code>, each also with the position of an argument, as in <code>
 * {2/}</code>, and <code>{#}</code> and <code>{%}</code>. Immutable.
 */
public final class Template {

  /** The replacement string of a whole line. */
  public static final String WHOLE_LINE = "{}";

  private static final Pattern KNOWN =
      Pattern.compile("\\{(?:(#)|(%)|(-?[1-9]\\d{0,5})?(/?\\.|/{0,2}))}");
  private static final Pattern PERL = Pattern.compile("\\{=.*=}", Pattern.DOTALL);
  private static final Pattern GAP = Pattern.compile("(?<=\\s)(?=\\S)|(?<=\\S)(?=\\s)");

  private final List<List<Segment>> words;
  private final boolean replaces;

  private Template(List<List<Segment>> words) {
    this.words = words;
    this.replaces = segments().stream().anyMatch(each -> !(each instanceof Segment.Literal));
  }

  /**
   * Reads a text with replacement strings.
   *
   * @param text the text
   * @param wholeLine what stands for the whole line, mostly {@link #WHOLE_LINE}
   * @return a template
   * @throws IllegalArgumentException if there is a Perl expression in it, or nothing or a space in
   *     what stands for the whole line
   */
  public static Template of(String text, String wholeLine) {
    if (wholeLine.isEmpty() || wholeLine.chars().anyMatch(Character::isWhitespace)) {
      throw new IllegalArgumentException(
          "a replacement string is a word without spaces, not '" + wholeLine + "'");
    }
    if (PERL.matcher(text).find()) {
      throw new IllegalArgumentException(
          "{= =} is for Perl, which is not here: let the command itself change its argument");
    }
    List<List<Segment>> words = new ArrayList<>();
    for (String each : GAP.split(text, -1)) {
      List<Segment> segments = new ArrayList<>();
      read(each, wholeLine, segments);
      words.add(segments);
    }
    return new Template(words);
  }

  /**
   * The template of a command: of its words, with the whole line at the end if it is not in there;
   * without words, of a line that is a command itself.
   *
   * @param command the words of the command
   * @param wholeLine what stands for the whole line
   * @param quotes whether the shell is to see nothing special in the words
   * @return a template
   * @throws IllegalArgumentException as {@link #of}
   */
  public static Template ofCommand(List<String> command, String wholeLine, boolean quotes) {
    if (command.isEmpty()) {
      return of(wholeLine, wholeLine);
    }
    Template template = of(String.join(" ", command), wholeLine);
    List<List<Segment>> words = quotes ? quoted(command, wholeLine) : template.words;
    if (!template.replaces) {
      words = new ArrayList<>(words);
      words.add(List.of(new Segment.Literal(" ")));
      words.add(List.of(new Segment.All(Replacement.WHOLE)));
    }
    return new Template(words);
  }

  private static List<List<Segment>> quoted(List<String> command, String wholeLine) {
    List<List<Segment>> words = new ArrayList<>();
    for (String each : command) {
      if (!words.isEmpty()) {
        words.add(List.of(new Segment.Literal(" ")));
      }
      List<Segment> word = new ArrayList<>();
      read(each, wholeLine, word);
      word.replaceAll(
          part ->
              part instanceof Segment.Literal literal
                  ? new Segment.Literal(ShellQuote.quote(literal.text()))
                  : part);
      words.add(word);
    }
    return words;
  }

  private static void read(String word, String wholeLine, List<Segment> segments) {
    int custom = wholeLine.equals(WHOLE_LINE) ? -1 : word.indexOf(wholeLine);
    if (custom >= 0) {
      read(word.substring(0, custom), wholeLine, segments);
      segments.add(new Segment.All(Replacement.WHOLE));
      read(word.substring(custom + wholeLine.length()), wholeLine, segments);
      return;
    }
    int end = 0;
    Matcher found = KNOWN.matcher(word);
    while (found.find()) {
      if (found.group().equals(WHOLE_LINE) && !wholeLine.equals(WHOLE_LINE)) {
        continue;
      }
      addText(word.substring(end, found.start()), segments);
      segments.add(segment(found));
      end = found.end();
    }
    addText(word.substring(end), segments);
  }

  private static void addText(String text, List<Segment> segments) {
    if (!text.isEmpty()) {
      segments.add(new Segment.Literal(text));
    }
  }

  private static Segment segment(Matcher found) {
    if (found.group(1) != null) {
      return new Segment.Sequence();
    }
    if (found.group(2) != null) {
      return new Segment.Slot();
    }
    Replacement replacement = Replacement.bySign(found.group(4));
    return Optional.ofNullable(found.group(3))
        .<Segment>map(position -> new Segment.One(Integer.parseInt(position), replacement))
        .orElse(new Segment.All(replacement));
  }

  /**
   * Whether there is any replacement string in it.
   *
   * @return true if it is not the same text for every job
   */
  public boolean replaces() {
    return replaces;
  }

  /** Whether the number of a slot is in it. */
  boolean namesSlot() {
    return segments().stream().anyMatch(Segment.Slot.class::isInstance);
  }

  /** The command line of a job: each value one word for the shell, but for a leading one. */
  String command(Filling filling, boolean repeatWords) {
    StringBuilder line = new StringBuilder();
    for (List<Segment> word : words) {
      if (repeatWords && word.stream().anyMatch(Segment::takesAll)) {
        line.append(
            filling.arguments().stream()
                .map(argument -> word(word, filling.with(argument), line.isEmpty()))
                .collect(Collectors.joining(" ")));
      } else {
        line.append(word(word, filling, line.isEmpty()));
      }
    }
    return line.toString();
  }

  private static String word(List<Segment> word, Filling filling, boolean first) {
    StringBuilder text = new StringBuilder();
    for (Segment each : word) {
      boolean leading = first && each == word.get(0);
      text.append(each.of(filling, leading ? UnaryOperator.identity() : ShellQuote::quote));
    }
    return text.toString();
  }

  /** The text of a job that no shell will read. */
  String plain(Filling filling) {
    return segments().stream()
        .map(each -> each.of(filling, UnaryOperator.identity()))
        .collect(Collectors.joining());
  }

  private List<Segment> segments() {
    return words.stream().flatMap(List::stream).toList();
  }
}
