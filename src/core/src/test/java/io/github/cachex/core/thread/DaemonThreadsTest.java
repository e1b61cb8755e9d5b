// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.thread;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class DaemonThreadsTest {
    @Test
    void task_runsOnADaemonOfItsOwnThatSeesTheContext() throws Exception {
        ClassLoader context = new ClassLoader(null) {};
        DaemonThreads threads = new DaemonThreads("tasks", context);
        CompletableFuture<Thread> ran = new CompletableFuture<>();
        CompletableFuture<ClassLoader> seen = new CompletableFuture<>();
        CompletableFuture<String> name = new CompletableFuture<>();
        threads.execute(() -> {
            seen.complete(Thread.currentThread().getContextClassLoader());
            name.complete(Thread.currentThread().getName());
            ran.complete(Thread.currentThread());
        });
        Thread thread = ran.get(1, TimeUnit.MINUTES);
        assertThat(thread).isNotSameAs(Thread.currentThread());
        assertThat(thread.isDaemon()).isTrue();
        assertThat(name.get()).isEqualTo("tasks-1");
        assertThat(seen.get()).isSameAs(context);
    }
}
