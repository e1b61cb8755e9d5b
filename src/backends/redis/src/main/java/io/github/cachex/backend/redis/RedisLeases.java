// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.redis;

import io.github.cachex.spi.CallBudget;
import io.github.cachex.spi.EntryKey;
import io.github.cachex.spi.LeaseStore;
import io.github.cachex.spi.NewEntry;
import java.time.Duration;
import java.util.function.Consumer;

/** Leases in Redis: each operation is one script. */
final class RedisLeases implements LeaseStore {
    private final Scripts scripts;
    private final WakeLink link;

    RedisLeases(Scripts scripts, WakeLink link) {
        this.scripts = scripts;
        this.link = link;
    }

    @Override
    public LeaseAnswer acquire(EntryKey key, LeaseRequest request, CallBudget budget) {
        Answer answer = scripts.run(
                Script.ACQUIRE,
                key,
                budget,
                Frame.id(request.token()),
                millis(request.lease()),
                Frame.id(request.rejected()),
                link.id());
        LeaseState lease = switch (answer.text(4)) {
            case "W" -> LeaseState.WON;
            case "B" -> LeaseState.BUSY;
            case "C" -> LeaseState.COOLDOWN;
            default -> LeaseState.NONE;
        };
        if (lease == LeaseState.BUSY) {
            link.awaits(key);
        }
        ValueState value = switch (answer.text(2)) {
            case "F" -> ValueState.FRESH;
            case "S" -> ValueState.STALE;
            default -> ValueState.MISS;
        };
        Duration left = Duration.ofMillis(Math.max(answer.number(5), 0));
        return new LeaseAnswer(value, Frame.id(answer.bytes(3)), lease, left);
    }

    @Override
    public boolean store(EntryKey key, NewEntry entry, CallBudget budget) {
        return scripts.run(
                        Script.STORE,
                        key,
                        budget,
                        Frame.of(entry),
                        Frame.fresh(entry.lifetime()),
                        Frame.total(entry.lifetime()))
                .yes();
    }

    @Override
    public boolean release(EntryKey key, long token, Release reason, Duration marker, CallBudget budget) {
        String left = switch (reason) {
            case FAILED -> "F";
            case UNSTORED -> "U";
            case ABANDONED -> "";
        };
        return scripts.run(Script.RELEASE, key, budget, Frame.id(token), Scripts.bytes(left), millis(marker))
                .yes();
    }

    @Override
    public boolean renew(EntryKey key, long token, Duration lease, CallBudget budget) {
        return scripts.run(Script.RENEW, key, budget, Frame.id(token), millis(lease))
                .yes();
    }

    @Override
    public void onWake(Consumer<String> sink) {
        link.onWake(sink);
    }

    /** A time below a millisecond is one. */
    private static byte[] millis(Duration time) {
        return Frame.millis(Math.max(time.toMillis(), 1));
    }
}
