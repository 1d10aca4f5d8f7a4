package dev.warren.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TaskNameTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "dev.acme.Tasks::resize | dev.acme.Tasks | resize | ''",
        "Tasks::resize(Ljava/lang/String;I)V | Tasks | resize | (Ljava/lang/String;I)V",
        "a.B$C::<init>()V | a.B$C | <init> | ()V",
        "a.B::lambda$main$0(I)I | a.B | lambda$main$0 | (I)I",
        "größe.Ä::ß | größe.Ä | ß | ''",
        "a.B::c::d | a.B | c::d | ''"
      })
  void readsWhatItWrites(String text, String type, String method, String descriptor) {
    TaskName name = TaskName.parse(text);

    assertThat(name).isEqualTo(new TaskName(type, method, descriptor));
    assertThat(name).hasToString(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "::",
        "a",
        "a.B",
        "a.B:c",
        "a.B::",
        "::c",
        " ::c",
        "a.B:: ",
        "a.B::()V",
        "a.B::("
      })
  void refusesWhatHasNotTheForm(String text) {
    assertThatThrownBy(() -> TaskName.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("package.Class::method");
  }

  @Test
  void refusesAMissingDescriptor() {
    assertThatThrownBy(() -> new TaskName("a.B", "c", null))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("descriptor");
  }
}
