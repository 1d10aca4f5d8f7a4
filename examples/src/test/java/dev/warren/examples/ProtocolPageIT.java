package dev.warren.examples;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.warren.codec.BatchCodec;
import dev.warren.codec.ControlCodec;
import dev.warren.codec.HostEntryCodec;
import dev.warren.codec.HostOrderCodec;
import dev.warren.codec.LiveGroup;
import dev.warren.codec.LiveReader;
import dev.warren.codec.LiveWriter;
import dev.warren.codec.OutcomeGroup;
import dev.warren.codec.OutcomeReader;
import dev.warren.codec.OutcomeWriter;
import dev.warren.codec.PostMortemCodec;
import dev.warren.codec.Signer;
import dev.warren.command.CommandMessage;
import dev.warren.command.CommandOrder;
import dev.warren.task.Outcome;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The examples of {@code docs/protocol.md} are what the code reads and writes. */
@Timeout(60)
class ProtocolPageIT {

  private static final String CHILD = "dev.warren.worker.child.ChildMain";

  private static final int START = 1;
  private static final int READY = 2;
  private static final int BATCH_HEAD = 3;
  private static final int QUIT = 4;

  private Page page;

  @BeforeEach
  void readPage() throws IOException {
    page = Page.read("docs/protocol.md");
  }

  @Test
  void batchesAreWrittenAsTheyAreShown() {
    List<String> batches = page.blocks("batch");

    assertThat(batches).hasSize(3);
    for (String each : batches) {
      byte[] encoded = BatchCodec.encode(BatchCodec.decode(each.getBytes(UTF_8)));
      assertThat(new String(encoded, UTF_8)).isEqualTo(each);
    }
  }

  @Test
  void outcomesAreWrittenAsTheyAreShown() {
    String shown = page.blocks("outcomes").get(0);

    OutcomeGroup group = OutcomeReader.read(shown.getBytes(UTF_8));
    OutcomeWriter writer = new OutcomeWriter(group.host(), group.pid());
    group.outcomes().forEach(writer::add);
    String written = new String(writer.take(group.batch()), UTF_8);

    assertThat(written.replace("\"nanos\":0", "\"nanos\":1500")).isEqualTo(shown);
  }

  @Test
  void eventsAreWrittenAsTheyAreShown() {
    String shown = page.blocks("live").get(0);

    LiveGroup group = LiveReader.read(shown.getBytes(UTF_8));
    LiveWriter writer = new LiveWriter();
    group.events().forEach(writer::add);

    assertThat(new String(writer.take(group.batch(), group.host(), group.pid()), UTF_8))
        .isEqualTo(shown);
  }

  @Test
  void ordersAreWrittenAsTheyAreShown() {
    String shown = page.blocks("order").get(0);

    byte[] written = HostOrderCodec.encode(HostOrderCodec.decode(shown.getBytes(UTF_8)));

    assertThat(new String(written, UTF_8)).isEqualTo(shown);
  }

  @Test
  void whatIsSaidOfHostsIsWrittenAsItIsShown() {
    byte[] host = page.blocks("host").get(0).getBytes(UTF_8);
    byte[] order = page.blocks("control").get(0).getBytes(UTF_8);
    byte[] answer = page.blocks("answer").get(0).getBytes(UTF_8);

    assertThat(HostEntryCodec.encode(HostEntryCodec.decode(host))).isEqualTo(host);
    assertThat(ControlCodec.encode(ControlCodec.decodeOrder(order))).isEqualTo(order);
    assertThat(ControlCodec.encode(ControlCodec.decodeAnswer(answer))).isEqualTo(answer);
  }

  @Test
  void notesAreWrittenAsTheyAreShown() {
    String shown = page.blocks("note").get(0).strip();

    assertThat(PostMortemCodec.write(PostMortemCodec.read(shown))).isEqualTo(shown);
  }

  @Test
  void signatureIsTheOneShown() {
    byte[] body = page.blocks("batch").get(0).getBytes(UTF_8);

    assertThat(Signer.of("0123456789abcdef").sign("warren.replies.p.1", body))
        .isEqualTo(page.bytes().get(0));
  }

  @Test
  void commandOrdersAreWrittenAsTheyAreShown() {
    String shown = page.blocks("command-order").get(0);

    CommandOrder order = CommandOrder.decode(shown.getBytes(UTF_8));

    assertThat(new String(order.encode(), UTF_8) + "\n").isEqualTo(shown);
  }

  @Test
  void messagesAreWrittenAsTheyAreShown() {
    UUID id = UUID.fromString("7c0e1f6a-3b52-4d7e-9a41-0c6f3f1d2e88");
    List<CommandMessage> messages =
        List.of(
            CommandMessage.offer(id, "warren.host.h.1", "one"),
            CommandMessage.of(id, CommandMessage.Type.GO),
            new CommandMessage(id, CommandMessage.Type.DATA, 0, "b\na\n".getBytes(UTF_8)));

    assertThat(page.blocks("message"))
        .map(each -> each.replaceAll("\\s", ""))
        .isEqualTo(messages.stream().map(each -> HexFormat.of().formatHex(each.encode())).toList());
  }

  @Test
  void childHoldsTheConversationThatIsShown(@TempDir Path folder) throws Exception {
    Path cell = Files.write(folder.resolve("cell"), new byte[] {-1, -1, -1, -1});
    MappedByteBuffer mapped = map(cell);
    Process child = startChild(cell);
    OutputStream toChild = child.getOutputStream();
    DataInputStream fromChild = new DataInputStream(child.getInputStream());

    toChild.write(page.bytes().get(START));
    toChild.flush();
    byte[] ready = page.bytes().get(READY);
    int heap = ready.length - Integer.BYTES;
    assertThat(fromChild.readNBytes(heap)).isEqualTo(Arrays.copyOf(ready, heap));
    assertThat(fromChild.readInt()).as("MiB").isPositive();
    toChild.write(page.bytes().get(BATCH_HEAD));
    toChild.write(page.blocks("batch").get(0).getBytes(UTF_8));
    toChild.flush();
    StringBuilder lines = new StringBuilder();
    for (char type = 'O'; type != 'L'; ) {
      int length = fromChild.readInt();
      type = (char) fromChild.readByte();
      int number = fromChild.readInt();
      byte[] body = fromChild.readNBytes(length - 5);
      assertThat(type).isIn('H', 'O', 'L');
      if (type != 'H') {
        OutcomeGroup group = OutcomeReader.read(body);
        assertThat(group.outcomes()).hasSize(number);
        assertThat(group.batch()).isEqualTo(4);
        assertThat(group.pid()).isEqualTo(child.pid());
        group.outcomes().forEach(each -> lines.append(line(each)));
      }
    }
    toChild.write(page.bytes().get(QUIT));
    toChild.flush();

    assertThat(page.blocks("outcomes").get(1)).endsWith("\n" + lines);
    assertThat(child.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(child.exitValue()).isZero();
    assertThat(mapped.getInt(0)).isEqualTo(-1);
    assertThat(cell).doesNotExist();
  }

  private static MappedByteBuffer map(Path cell) throws IOException {
    try (FileChannel file = FileChannel.open(cell, StandardOpenOption.READ)) {
      return file.map(FileChannel.MapMode.READ_ONLY, 0, Integer.BYTES);
    }
  }

  private static String line(Outcome outcome) {
    return outcome.id() + " ok " + new String(((Outcome.Succeeded) outcome).value(), UTF_8) + "\n";
  }

  /** Starts a child by the shell command that the page shows. */
  private Process startChild(Path cell) throws IOException {
    String shown = page.blocks("sh").get(0);
    assertThat(shown).endsWith(" java ... " + CHILD + " <cell>\n");
    String script = shown.substring(shown.indexOf('\'') + 1, shown.lastIndexOf('\''));
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String classPath = System.getProperty("java.class.path");
    return new ProcessBuilder(
            "/bin/sh", "-c", script, "sh", java, "-cp", classPath, CHILD, cell.toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }
}
