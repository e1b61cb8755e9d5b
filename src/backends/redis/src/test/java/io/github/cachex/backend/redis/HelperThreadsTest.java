// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class HelperThreadsTest {
    private final HelperThreads threads = new HelperThreads("cachex-helper-test", 1);

    @Test
    void task_isRunOnAThreadOfThisName() throws Exception {
        CompletableFuture<String> name = new CompletableFuture<>();
        threads.execute(() -> name.complete(Thread.currentThread().getName()));

        assertThat(name.get(1, TimeUnit.MINUTES)).startsWith("cachex-helper-test");
        threads.close();
    }

    /** Or a connection that a call gives back while its client is closed would be lost. */
    @Test
    void taskAfterTheEnd_isRunByItsCaller() {
        threads.close();

        CompletableFuture<Thread> ran = new CompletableFuture<>();
        threads.execute(() -> ran.complete(Thread.currentThread()));

        assertThat(ran.join()).isSameAs(Thread.currentThread());
    }

    @Test
    void closedOnAnInterruptedThread_staysInterruptedAndDoesNotWait() {
        CountDownLatch end = new CountDownLatch(1);
        threads.execute(() -> {
            try {
                end.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        Thread.currentThread().interrupt();

        threads.close();

        assertThat(Thread.interrupted()).isTrue();
        end.countDown();
    }
}
