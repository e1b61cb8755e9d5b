// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.thread;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.spi.CallBudget;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Chores on the threads of callers. */
class InlineChoresTest {
    private final InlineChores chores = new InlineChores();
    private final List<String> done = new ArrayList<>();

    private static CallBudget ample() {
        return CallBudget.of(Duration.ofMinutes(1));
    }

    private Runnable chore(String name) {
        return () -> done.add(name);
    }

    @Test
    void whatIsDue_isDoneWhenSomebodyCalls_againWhereItRepeats() {
        chores.run(chore("at once"));
        assertThat(done).containsExactly("at once");
        chores.repeat(chore("again"), Duration.ofNanos(1));
        chores.after(chore("once"), Duration.ofNanos(1));
        chores.after(chore("in an hour"), Duration.ofHours(1));
        assertThat(done).containsExactly("at once");
        chores.due(ample());
        chores.due(ample());
        assertThat(done).containsExactly("at once", "again", "once", "again");
    }

    @Test
    void whatIsCancelled_isNotDone_andWhatThrowsIsDoneAgain() {
        Future<?> cancelled = chores.repeat(chore("cancelled"), Duration.ofNanos(1));
        chores.repeat(
                () -> {
                    done.add("throws");
                    throw new IllegalStateException("a chore");
                },
                Duration.ofNanos(1));
        cancelled.cancel(false);
        chores.due(ample());
        chores.due(ample());
        assertThat(done).containsExactly("throws", "throws");
    }

    @Test
    void onceHalfOfTheTimeIsSpent_theRestIsLeftToTheNext() {
        CallBudget time = CallBudget.of(Duration.ofMillis(100));
        chores.after(
                () -> Awaitility.await().pollInterval(Duration.ofMillis(1)).until(time::isSpent), Duration.ofNanos(1));
        chores.after(chore("next"), Duration.ofNanos(1));
        chores.due(time);
        assertThat(done).isEmpty();
        chores.due(ample());
        assertThat(done).containsExactly("next");
    }

    @Test
    void choreThatComesHereItself_doesNothingMore() {
        chores.repeat(
                () -> {
                    done.add("outer");
                    chores.due(ample());
                },
                Duration.ofNanos(1));
        chores.due(ample());
        assertThat(done).containsExactly("outer");
    }
}
