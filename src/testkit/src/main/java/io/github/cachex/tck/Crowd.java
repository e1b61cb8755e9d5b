// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck;

import io.github.cachex.testkit.Barrier;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntPredicate;

/** Threads that all do the same at the same time. */
final class Crowd {
    private final int size;

    private Crowd(int size) {
        this.size = size;
    }

    static Crowd of(int size) {
        return new Crowd(size);
    }

    /** Runs {@code action} with each number below the crowd's size, all at once, and returns how many said yes. */
    long count(IntPredicate action) {
        Barrier start = new Barrier();
        List<CompletableFuture<Boolean>> answers = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            int number = i;
            CompletableFuture<Boolean> answer = new CompletableFuture<>();
            answers.add(answer);
            Thread member = new Thread(() -> answer.completeAsync(
                    () -> {
                        start.arrive();
                        return action.test(number);
                    },
                    Runnable::run));
            member.setDaemon(true);
            member.start();
        }
        start.await(size);
        start.open();
        return answers.stream().filter(CompletableFuture::join).count();
    }
}
