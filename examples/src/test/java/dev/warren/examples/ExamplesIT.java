package dev.warren.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Runs every example, with worker processes and an embedded broker, and reads what it prints. */
@Timeout(120)
class ExamplesIT {

  @Test
  void firstPoolPrintsOneResultAndAll() throws Exception {
    assertThat(Printed.by(FirstPool::main)).containsExactly("49 [0, 1, 4, 9]");
  }

  @Test
  void mapKeepsTheOrderOfItsInput() throws Exception {
    assertThat(Printed.by(SquaresOfFour::main)).containsExactly("[0, 1, 4, 9]");
  }

  @Test
  void everyHandleHasItsResultAfterJoin() throws Exception {
    assertThat(Printed.by(ApplyAsyncLoop::main)).containsExactly("0", "1", "4", "9");
  }

  @Test
  void applyAsyncIsFasterThanApply() throws Exception {
    List<String> lines = Printed.by(ApplyAgainstApplyAsync::main);

    assertThat(lines).hasSize(2);
    double apply = seconds("apply: +(\\S+) s, one after another", lines.get(0));
    double applyAsync = seconds("applyAsync: +(\\S+) s, side by side", lines.get(1));
    assertThat(apply).isGreaterThanOrEqualTo(2.0);
    assertThat(applyAsync).isLessThan(apply);
  }

  @Test
  void commandsRunOnWorkerHosts() throws Exception {
    assertThat(Printed.by(RemoteSort::main))
        .containsExactly("apple", "pear", "STREAMED AS IT IS WRITTEN", "return code -15");
  }

  @Test
  void processesRunOnWorkerHosts() throws Exception {
    assertThat(Printed.by(RemoteProcess::main)).containsExactly("exit code 7");
  }

  private static double seconds(String pattern, String line) {
    Matcher matcher = Pattern.compile(pattern).matcher(line);
    assertThat(matcher.matches()).as(line).isTrue();
    return Double.parseDouble(matcher.group(1));
  }

  @Test
  void tasksRunInChildrenOfTheProgram() throws Exception {
    List<String> lines = Printed.by(WhoRuns::main);

    long self = ProcessHandle.current().pid();
    assertThat(lines).hasSize(5);
    assertThat(lines.get(0)).isEqualTo("the program is process " + self);
    for (int task = 0; task < 4; task++) {
      assertThat(lines.get(task + 1))
          .matches("task " + task + " ran in process \\d+, a child of " + self)
          .doesNotContain("in process " + self + ",");
    }
  }

  @Test
  void exceptionsComeOutOfGet() throws Exception {
    assertThat(Printed.by(FailingTask::main))
        .containsExactly(
            "100",
            "unchecked: java.lang.ArithmeticException: / by zero",
            "checked: java.io.FileNotFoundException: no thirteen here",
            "25");
  }

  @Test
  void killedWorkerHarmsOnlyItsTask() throws Exception {
    assertThat(Printed.by(KilledWorker::main))
        .containsExactly("144", "killed by signal 9, on each of 2 attempts", "196", "225");
  }

  @Test
  void aFailingTaskIsTriedAgain() throws Exception {
    assertThat(Printed.by(RetriedTask::main))
        .containsExactly(
            "index, read at attempt 3",
            "attempt 1: java.io.IOException: no connection",
            "attempt 2: java.io.IOException: no connection");
  }

  @Test
  void failingAndDelayedTasksHaveTheirResults() throws Exception {
    assertThat(Printed.by(NothingLost::main)).containsExactly("index after 2 failures", "contents");
  }

  @Test
  void tasksThatTakeTooLongAreEnded() throws Exception {
    assertThat(Printed.by(TimeLimits::main))
        .containsExactly("cleaned up", "interrupted after PT0.3S", "killed after PT0.9S");
  }

  @Test
  void callbacksRunBeforeJoinReturns() throws Exception {
    List<String> lines = Printed.by(Callbacks::main);

    assertThat(lines)
        .containsExactlyInAnyOrder(
            "warren has 6 characters",
            "rabbit has 6 characters",
            "null failed: java.lang.NullPointerException",
            "joined")
        .endsWith("joined");
  }

  @Test
  void imapTakesTenOfAnEndlessInput() throws Exception {
    assertThat(Printed.by(Imap::main))
        .containsExactly("0", "1", "4", "9", "16", "25", "36", "49", "64", "81");
  }

  @Test
  void starmapSpreadsItsArguments() throws Exception {
    assertThat(Printed.by(Starmap::main)).containsExactly("[ab, cdcd]", "[6, 120]");
  }

  @Test
  void initializerRunsOnceInEachProcess() throws Exception {
    assertThat(Printed.by(Initializer::main))
        .containsExactly(
            "Hello Ada, set up 1 time",
            "Hello Alan, set up 1 time",
            "Hello Grace, set up 1 time",
            "the program itself: nothing, set up 0 times");
  }

  @Test
  void capturedValuesAreCopiedOrRefused() throws Exception {
    List<String> lines = Printed.by(CapturedValues::main);

    assertThat(lines).hasSize(4);
    assertThat(lines.get(0)).isEqualTo("[3cm, 6cm]");
    assertThat(lines.get(1)).isEqualTo("seen here: []");
    assertThat(lines.get(2))
        .startsWith("refused: ")
        .contains("the variable \"reader\"", "a java.io.StringReader belongs to this process");
    assertThat(lines.get(3))
        .startsWith("refused: ")
        .contains("the variable \"longs\"", "would come out changed");
  }

  @Test
  void singleProcessesEndWithAnExitCode() throws Exception {
    assertThat(Printed.by(SingleProcess::main))
        .containsExactly("hello bob from greeter", "exit codes: 0, 3, -9");
  }

  @Test
  void theFieldsOfASubclassTravel() throws Exception {
    assertThat(Printed.by(ProcessWithFields::main)).containsExactly("42");
  }

  @Test
  void commandsRunAsInPython() throws Exception {
    assertThat(Printed.by(Commands::main))
        .containsExactly(
            "call: 1",
            "checkOutput: $(not run)",
            "input: WARREN",
            "failed with 4: oh",
            "killed: sleep 60",
            "ended by signal: -15");
  }

  @Test
  void progressAndOutputArriveWhileTheTaskRuns() throws Exception {
    assertThat(Printed.by(TaskProgress::main))
        .containsExactly(
            "printed: attempt 1 on local", "counting: all of 1000", "the ids agree: true");
  }

  @Test
  void cancelledTaskHarmsNoOther() throws Exception {
    assertThat(Printed.by(CancelledTask::main))
        .containsExactly("cancelled: true", "the task was cancelled", "[4, 9, 16]");
  }

  @Test
  void poolIsAnExecutor() throws Exception {
    assertThat(Printed.by(StandardExecutor::main))
        .containsExactly("seven: 49", "25", "36", "eight: 64");
  }

  @Test
  void processesShareAQueue() throws Exception {
    assertThat(Printed.by(SharedQueue::main)).containsExactly("4 words with 16 letters");
  }

  @Test
  void tasksCountUnderALock() throws Exception {
    assertThat(Printed.by(SharedLock::main)).containsExactly("counted to 8");
  }

  @Test
  void processesMeetAtABarrier() throws Exception {
    assertThat(Printed.by(Meeting::main))
        .containsExactly("waiting at the finish: 0", "all 4 are there");
  }

  @Test
  void tasksCountInADictionary() throws Exception {
    assertThat(Printed.by(SharedDictionary::main))
        .containsExactly("{and=2, goes=1, it=1, round=4}");
  }

  @Test
  void aProcessAnswersThroughAPipe() throws Exception {
    assertThat(Printed.by(PipeBothWays::main)).containsExactly("HELLO", "exit code 0");
  }

  @Test
  void processesCommandsAndQueuesWorkBesidePools() throws Exception {
    assertThat(Printed.by(BesidePools::main))
        .containsExactly("exit code 3", "burrow", "rabbit", "[3, 7, 3]", "whisker");
  }
}
