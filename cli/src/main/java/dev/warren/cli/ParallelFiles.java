package dev.warren.cli;

import dev.warren.cli.parallel.Octets;
import dev.warren.cli.parallel.Template;
import dev.warren.cli.parallel.TransferSettings;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** The options of {@code warren parallel} that send files along with commands. */
final class ParallelFiles {

  @Option(
      names = "--transfer",
      description =
          "Send the file that the argument names to its worker host; here, nothing is sent.")
  private boolean transfer;

  @Option(
      names = {"--tf", "--transferfile"},
      paramLabel = "FILE",
      description = "Send that file along; replacement strings work in it.")
  private List<String> sent = new ArrayList<>();

  @Option(
      names = "--return",
      paramLabel = "FILE",
      description = "Bring that file back when the command has ended; as {.}.out.")
  private List<String> returned = new ArrayList<>();

  @Option(
      names = "--cleanup",
      description = "Remove the folder that the command had on its worker host.")
  private boolean cleanup;

  @Option(
      names = "--trc",
      paramLabel = "FILE",
      description = "Short for --transfer --return FILE --cleanup.")
  private String all;

  TransferSettings settings(String wholeLine) {
    List<Template> sending = templates(sent, wholeLine);
    List<Template> returning = templates(returned, wholeLine);
    if (transfer || all != null) {
      sending.add(Template.of(wholeLine, wholeLine));
    }
    if (all != null) {
      returning.add(Template.of(Octets.ofText(all), wholeLine));
    }
    return new TransferSettings(sending, returning, cleanup || all != null);
  }

  private static List<Template> templates(List<String> names, String wholeLine) {
    List<Template> templates = new ArrayList<>();
    names.forEach(each -> templates.add(Template.of(Octets.ofText(each), wholeLine)));
    return templates;
  }
}
