package dev.warren.codec;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Objects;

/**
 * What a handle is in another process: which object it stands for.
 *
 * @param kind what the object is, as {@code queue}
 * @param manager the id of the manager that has it
 * @param id its number there
 * @param of the names of the types of what is in it. They are compared with what the reader
 *     declares, and never used to load a class
 */
public record Reference(
    @JsonProperty(required = true) String kind,
    @JsonProperty(required = true) String manager,
    @JsonProperty(required = true) long id,
    @JsonProperty(required = true) List<String> of) {

  /** Checks that all are given. */
  public Reference {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(manager, "manager");
    of = List.copyOf(of);
  }
}
