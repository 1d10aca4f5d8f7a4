package dev.warren.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The tests that the page of pains names are there, and run. */
class PainsPageTest {

  private static final Path ROOT = Path.of("..");
  private static final int PAINS = 31;
  private static final Pattern LINE = Pattern.compile("^\\| (\\d+) \\|", Pattern.MULTILINE);
  private static final Pattern NAMED = Pattern.compile("`(\\w+)#(\\w+)`");

  @Test
  void everyTestThatIsNamedShouldBeThereAndRun() throws IOException {
    TestSources sources = new TestSources(ROOT);
    String page = Files.readString(ROOT.resolve("docs/pains.md"));

    assertThat(NAMED.matcher(page).results())
        .hasSizeGreaterThan(50)
        .allSatisfy(
            named ->
                assertThat(sources.haveTest(named.group(1), named.group(2)))
                    .as(named.group())
                    .isTrue());
  }

  @Test
  void whatIsNoTestOrDoesNotRunShouldBeFoundOut() throws IOException {
    TestSources sources = new TestSources(ROOT);

    assertThat(sources.haveTest("PainsPageTest", "everyTestThatIsNamedShouldBeThereAndRun"))
        .isTrue();
    assertThat(sources.haveTest("PainsPageTest", "noSuchTest")).isFalse();
    assertThat(sources.haveTest("NoSuchTest", "everyTestThatIsNamedShouldBeThereAndRun")).isFalse();
    assertThat(sources.haveTest("TestSources", "haveTest")).isFalse();
  }

  @Test
  void everyPainShouldHaveItsLine() throws IOException {
    String page = Files.readString(ROOT.resolve("docs/pains.md"));

    assertThat(LINE.matcher(page).results().map(it -> Integer.valueOf(it.group(1))))
        .containsExactlyElementsOf(IntStream.rangeClosed(1, PAINS).boxed().toList());
  }
}
