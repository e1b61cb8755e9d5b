// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.node;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** The questions that were heard last: each is answered once, and so many a second at most. Thread-safe. */
final class Questions {
    static final int A_SECOND = 20;
    private static final int REMEMBERED = 64;

    private record Heard(String asker, long number) {}

    private final LongSupplier clock;
    private final Set<Heard> heard = new LinkedHashSet<>();
    private long began;
    private int answered;

    Questions(LongSupplier clock) {
        this.clock = clock;
        this.began = clock.getAsLong();
    }

    /** Returns whether {@code question} is to be answered. */
    synchronized boolean isNew(NodeQuestion question) {
        long now = clock.getAsLong();
        if (now - began >= TimeUnit.SECONDS.toNanos(1)) {
            began = now;
            answered = 0;
        }
        if (answered >= A_SECOND || !heard.add(new Heard(question.asker(), question.number()))) {
            return false;
        }
        if (heard.size() > REMEMBERED) {
            heard.remove(heard.iterator().next());
        }
        answered++;
        return true;
    }
}
