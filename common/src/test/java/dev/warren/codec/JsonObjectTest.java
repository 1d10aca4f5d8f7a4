package dev.warren.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class JsonObjectTest {

  @Test
  void keepsTheOrderAndLeavesOutWhatIsNotThere() {
    JsonObject inner = new JsonObject().put("x", 1);
    JsonObject object =
        new JsonObject()
            .put("b", "grüße\n")
            .put("a", null)
            .put("list", List.of(inner))
            .put("none", List.of())
            .put("raw", new JsonText("[1, 2.50]"))
            .put("record", new Samples.Point(3, 4))
            .put("yes", true);

    assertThat(object)
        .hasToString(
            "{\"b\":\"grüße\\n\",\"list\":[{\"x\":1}],\"raw\":[1, 2.50],"
                + "\"record\":{\"x\":3,\"y\":4},\"yes\":true}");
  }
}
