// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.lane;

import io.github.cachex.core.breaker.Cause;
import io.github.cachex.core.thread.Chores;
import io.github.cachex.error.CacheBackendException;
import io.github.cachex.spi.CallBudget;
import io.github.cachex.spi.LineLogger;
import io.github.cachex.spi.LogMessage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The first contact with the backend, in the background: says which server it is, or why there is none, once for each cause, until
 * there is one.
 */
final class BackendContact {
    private static final LineLogger LOG = LineLogger.named("io.github.cachex");

    /** There are not as many; a message that differs each time must not fill the log. */
    private static final int MOST_CAUSES = 10;

    private final Function<CallBudget, Optional<String>> question;
    private final Duration budget;
    private final Chores chores;
    private final Duration period;
    private final List<Cause> said = new ArrayList<>();

    /** Asks {@code question} each {@code period}, for {@code budget} at most, until it is answered. */
    BackendContact(Function<CallBudget, Optional<String>> question, Duration budget, Chores chores, Duration period) {
        this.question = question;
        this.budget = budget;
        this.chores = chores;
        this.period = period;
    }

    void begin() {
        chores.run(this::ask);
    }

    private void ask() {
        try {
            question.apply(CallBudget.of(budget)).ifPresent(server -> LOG.log(LogMessage.BACKEND_REACHED.with(server)));
        } catch (CacheBackendException e) {
            Cause cause = Cause.of(e);
            if (said.size() < MOST_CAUSES && said.stream().noneMatch(cause::isLike)) {
                said.add(cause);
                LOG.log(LogMessage.NO_CONTACT.with(String.valueOf(e.getMessage())));
            }
            var unused = chores.after(this::ask, period);
        }
    }
}
