package dev.warren.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import com.google.gson.JsonSerializer;
import dev.warren.task.JobId;
import dev.warren.topology.QueueSpec;
import io.kubernetes.client.openapi.models.V1ConfigMap;
import io.kubernetes.client.openapi.models.V1Container;
import io.kubernetes.client.openapi.models.V1Deployment;
import io.kubernetes.client.openapi.models.V1PodSpec;
import io.kubernetes.client.openapi.models.V1Secret;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * The manifest for Kubernetes. Its own objects are checked by the classes of the Java client, which
 * are made from the published schema: no field that is not in there, none missing, each of its
 * type. KEDA's schema is in no registry of Java, so its objects are compared with the fields that
 * are known here.
 */
class KubernetesManifestTest {

  private static final Path FILE = Path.of("..", "deploy", "kubernetes.yaml");

  /** Only the server writes times, and their class lets nobody look into it. */
  private static final Gson GSON =
      new GsonBuilder()
          .registerTypeAdapter(
              OffsetDateTime.class,
              (JsonSerializer<OffsetDateTime>) (it, type, all) -> new JsonPrimitive(it.toString()))
          .create();

  private static final Map<String, Set<String>> KEDA =
      Map.of(
          "TriggerAuthentication.spec", Set.of("secretTargetRef"),
          "TriggerAuthentication.spec.secretTargetRef", Set.of("parameter", "name", "key"),
          "ScaledObject.spec",
              Set.of(
                  "scaleTargetRef",
                  "minReplicaCount",
                  "maxReplicaCount",
                  "idleReplicaCount",
                  "pollingInterval",
                  "cooldownPeriod",
                  "initialCooldownPeriod",
                  "fallback",
                  "advanced",
                  "triggers"),
          "ScaledObject.spec.scaleTargetRef", Set.of("apiVersion", "kind", "name"),
          "ScaledObject.spec.triggers",
              Set.of("type", "name", "metadata", "authenticationRef", "metricType"),
          "ScaledObject.spec.triggers.metadata",
              Set.of(
                  "protocol",
                  "queueName",
                  "mode",
                  "value",
                  "activationValue",
                  "vhostName",
                  "useRegex",
                  "operation",
                  "excludeUnacknowledged",
                  "timeout"),
          "ScaledObject.spec.triggers.authenticationRef", Set.of("name", "kind"));

  private static final Set<String> KEDA_NUMBERS =
      Set.of("minReplicaCount", "maxReplicaCount", "pollingInterval", "cooldownPeriod");

  private static List<JsonObject> objects(String text) {
    List<JsonObject> all = new ArrayList<>();
    for (Object each : new Yaml(new SafeConstructor(new LoaderOptions())).loadAll(text)) {
      all.add(GSON.toJsonTree(each).getAsJsonObject());
    }
    return all;
  }

  private static List<JsonObject> objects() throws IOException {
    return objects(Files.readString(FILE));
  }

  private static JsonObject object(String kind) throws IOException {
    return objects().stream().filter(it -> kind(it).equals(kind)).findFirst().orElseThrow();
  }

  private static String kind(JsonObject object) {
    return object.get("kind").getAsString();
  }

  private static void check(JsonObject object) throws IOException {
    switch (object.get("apiVersion").getAsString() + " " + kind(object)) {
      case "v1 ConfigMap" -> {
        V1ConfigMap.validateJsonElement(object);
        assertThat(GSON.fromJson(object, V1ConfigMap.class)).isNotNull();
      }
      case "v1 Secret" -> {
        V1Secret.validateJsonElement(object);
        assertThat(GSON.fromJson(object, V1Secret.class)).isNotNull();
      }
      case "apps/v1 Deployment" -> {
        V1Deployment.validateJsonElement(object);
        assertThat(GSON.fromJson(object, V1Deployment.class)).isNotNull();
      }
      case "keda.sh/v1alpha1 TriggerAuthentication", "keda.sh/v1alpha1 ScaledObject" -> {
        assertThat(object.keySet()).containsOnly("apiVersion", "kind", "metadata", "spec");
        checkKeda(kind(object) + ".spec", object.get("spec"));
      }
      default -> throw new IllegalArgumentException("what is a " + object + "?");
    }
  }

  private static void checkKeda(String path, JsonElement element) {
    if (element instanceof JsonArray list) {
      list.forEach(each -> checkKeda(path, each));
    } else if (element instanceof JsonObject object) {
      assertThat(KEDA).containsKey(path);
      assertThat(KEDA.get(path)).describedAs(path).containsAll(object.keySet());
      object.entrySet().forEach(it -> checkKeda(path + "." + it.getKey(), it.getValue()));
    } else {
      boolean number = KEDA_NUMBERS.contains(path.substring(path.lastIndexOf('.') + 1));
      assertThat(element.getAsJsonPrimitive().isNumber()).describedAs(path).isEqualTo(number);
    }
  }

  private static V1PodSpec pod() throws IOException {
    return GSON.fromJson(object("Deployment"), V1Deployment.class)
        .getSpec()
        .getTemplate()
        .getSpec();
  }

  private static V1Container container() throws IOException {
    return pod().getContainers().get(0);
  }

  @Test
  void everyObjectIsAsItsSchemaSays() throws IOException {
    assertThat(objects()).hasSize(5);
    for (JsonObject each : objects()) {
      check(each);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "periodSeconds: 10, periodSecond: 10",
    "periodSeconds: 10, periodSeconds: often",
    "readOnlyRootFilesystem: true, readOnlyRootFileSystem: true",
    "defaultMode: 288, defaultMode: [288]",
    "stringData, stringDate",
    "name: worker, nom: worker",
    "minReplicaCount: 1, minReplicas: 1",
    "maxReplicaCount: 20, maxReplicaCount: many",
    "'value: \"4\"', 'value: 4'",
    "queueName:, queue:",
  })
  void aMistakeIsFound(String right, String wrong) throws IOException {
    String text = Files.readString(FILE);
    assertThat(text).contains(right);

    assertThatThrownBy(
            () -> {
              for (JsonObject each : objects(text.replace(right, wrong))) {
                check(each);
              }
            })
        .isInstanceOfAny(RuntimeException.class, AssertionError.class);
  }

  @Test
  void thePodRunsTheCommandOfTheImageAsTheUserOfTheImage() throws IOException {
    var warren =
        Main.commandLine(
            InProcess.surroundings(
                Map.of(), new ByteArrayOutputStream(), new ByteArrayOutputStream()));
    assertThat(warren.parseArgs(container().getArgs().toArray(String[]::new)).subcommand())
        .isNotNull();
    String dockerfile = Files.readString(Path.of("..", "Dockerfile"));
    V1Container container = container();
    assertThat(dockerfile)
        .contains("USER " + pod().getSecurityContext().getRunAsUser() + ":")
        .contains("docker/health /opt/warren/");
    for (var probe :
        List.of(
            container.getStartupProbe(),
            container.getLivenessProbe(),
            container.getReadinessProbe())) {
      assertThat(probe.getExec().getCommand()).first().isEqualTo("/opt/warren/health");
    }
    assertThat(container.getArgs()).contains("--drain-timeout=5m");
    assertThat(pod().getTerminationGracePeriodSeconds()).isGreaterThan(5 * 60);
  }

  @Test
  void whatIsNamedElsewhereIsThere() throws IOException {
    Set<String> secrets = object("Secret").getAsJsonObject("stringData").keySet();
    Set<String> used = new HashSet<>();
    pod().getVolumes().stream()
        .flatMap(it -> it.getSecret() == null ? Stream.empty() : it.getSecret().getItems().stream())
        .forEach(it -> used.add(it.getKey()));
    object("TriggerAuthentication")
        .getAsJsonObject("spec")
        .getAsJsonArray("secretTargetRef")
        .forEach(it -> used.add(it.getAsJsonObject().get("key").getAsString()));
    assertThat(used).isEqualTo(secrets);

    JsonObject scaled = object("ScaledObject").getAsJsonObject("spec");
    assertThat(scaled.getAsJsonObject("scaleTargetRef").get("name").getAsString())
        .isEqualTo(object("Deployment").getAsJsonObject("metadata").get("name").getAsString());
    assertThat(queueName(scaled, 0)).isEqualTo(QueueSpec.sharedTasks("default").name());
    Pattern ofJobs = Pattern.compile(queueName(scaled, 1));
    assertThat(QueueSpec.jobTasks(JobId.fresh("default")).name()).containsPattern(ofJobs);
    assertThat(QueueSpec.jobTasks(JobId.fresh("other")).name()).doesNotContainPattern(ofJobs);
    assertThat(container().getArgs()).contains("--queue=default");
  }

  private static String queueName(JsonObject scaled, int trigger) {
    JsonObject all = scaled.getAsJsonArray("triggers").get(trigger).getAsJsonObject();
    return all.getAsJsonObject("metadata").get("queueName").getAsString();
  }
}
