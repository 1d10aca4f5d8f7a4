import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * Says what the last Maven run has tested: how much in each module, what failed, what was skipped and
 * why, and on which brokers. Run by {@code ./test} as {@code java TestReport.java BROKER-LOG SUMMARY}
 * in the root of the project.
 *
 * <p>With {@code CI} set it ends with exit code 1 if the run has proved too little: no RabbitMQ was
 * used, or a test was skipped for a reason that does not hold everywhere.
 */
final class TestReport {

  /** What a reason says that holds everywhere. */
  private static final String BY_DESIGN = "by design:";

  /** There are several ways to a RabbitMQ: one of them may be missing, and not all. */
  private static final Set<String> OTHER_WAYS =
      Set.of("Docker does not answer", "rabbitmq-server is not installed");

  private static final Map<String, String> TIERS =
      Map.of("surefire-reports", "unit", "failsafe-reports", "integration");

  private final Map<String, Count> counts = new TreeMap<>();
  private final List<String> failed = new ArrayList<>();
  private final List<String> skipped = new ArrayList<>();
  private final List<String> skippedByAccident = new ArrayList<>();

  private static final class Count {
    int passed;
    int failed;
    int skipped;

    @Override
    public String toString() {
      return passed + " passed, " + failed + " failed, " + skipped + " skipped";
    }
  }

  public static void main(String[] args) throws Exception {
    TestReport report = new TestReport();
    report.readAll(Path.of(""));
    List<String> brokers = brokers(Path.of(args[0]));
    boolean ci = !System.getenv().getOrDefault("CI", "").isBlank();
    int exitCode = report.print(brokers, ci);
    Count total = report.total();
    Files.writeString(
        Path.of(args[1]), total.passed + " " + total.failed + " " + total.skipped + "\n");
    System.exit(exitCode);
  }

  private void readAll(Path root) throws Exception {
    List<Path> files;
    try (Stream<Path> all = Files.find(root, 4, (path, is) -> isReport(path))) {
      files = all.sorted().toList();
    }
    for (Path each : files) {
      String tier = TIERS.get(each.getParent().getFileName().toString());
      String module = each.subpath(0, 1).toString();
      read(each, counts.computeIfAbsent(module + ", " + tier, key -> new Count()));
    }
  }

  private static boolean isReport(Path path) {
    String name = path.getFileName().toString();
    return path.getNameCount() == 4
        && path.getName(1).toString().equals("target")
        && TIERS.containsKey(path.getName(2).toString())
        && name.startsWith("TEST-")
        && name.endsWith(".xml");
  }

  private void read(Path file, Count count) throws Exception {
    Document document = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(file.toFile());
    NodeList cases = document.getElementsByTagName("testcase");
    for (int i = 0; i < cases.getLength(); i++) {
      Element test = (Element) cases.item(i);
      String name = test.getAttribute("classname") + "." + test.getAttribute("name");
      if (has(test, "failure") || has(test, "error")) {
        count.failed++;
        failed.add(name);
      } else if (has(test, "skipped")) {
        count.skipped++;
        noteSkipped(name, reason((Element) test.getElementsByTagName("skipped").item(0)));
      } else {
        count.passed++;
      }
    }
  }

  private void noteSkipped(String name, String reason) {
    skipped.add(name + ": " + (reason.isEmpty() ? "no reason given" : reason));
    if (!reason.contains(BY_DESIGN) && !OTHER_WAYS.contains(reason)) {
      skippedByAccident.add(name);
    }
  }

  private static boolean has(Element test, String child) {
    return test.getElementsByTagName(child).getLength() > 0;
  }

  /** JUnit's own words in front of a failed assumption say nothing. */
  private static String reason(Element skipped) {
    String message = skipped.getAttribute("message");
    String text = message.isEmpty() ? skipped.getTextContent().strip() : message;
    return text.replaceFirst("^(org\\.opentest4j\\.TestAbortedException: )?Assumption failed: ", "")
        .lines()
        .findFirst()
        .orElse("");
  }

  /** The tests of each module write a line for the broker that they have used. */
  private static List<String> brokers(Path log) throws IOException {
    List<String> lines = Files.exists(log) ? Files.readAllLines(log) : List.of();
    return lines.stream().map(line -> line.replaceFirst("^test broker: ", "")).distinct().sorted().toList();
  }

  private int print(List<String> brokers, boolean ci) {
    System.out.println();
    System.out.println("tests:");
    counts.forEach((part, count) -> System.out.println("  " + part + ": " + count));
    print("failed:", failed);
    print("skipped:", skipped);
    print("brokers:", brokers.isEmpty() ? List.of("none") : brokers);
    List<String> missing = new ArrayList<>();
    if (brokers.stream().noneMatch(line -> line.contains("RabbitMQ"))) {
      missing.add("no test has run on RabbitMQ");
    }
    if (!skippedByAccident.isEmpty()) {
      missing.add(skippedByAccident.size() + " tests were skipped that should have run");
    }
    print(ci ? "not proved, which is an error because CI is set:" : "not proved:", missing);
    return ci && !missing.isEmpty() ? 1 : 0;
  }

  private static void print(String title, List<String> lines) {
    if (!lines.isEmpty()) {
      System.out.println(title);
      lines.forEach(line -> System.out.println("  " + line));
    }
  }

  private Count total() {
    Count total = new Count();
    for (Count each : counts.values()) {
      total.passed += each.passed;
      total.failed += each.failed;
      total.skipped += each.skipped;
    }
    return total;
  }
}
