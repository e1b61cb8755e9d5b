// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.redis;

import io.github.cachex.spi.CallBudget;
import io.github.cachex.spi.EntryKey;
import io.github.cachex.spi.LeaseStore;
import io.github.cachex.spi.NewEntry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Leases in Redis: each operation is one script. */
final class RedisLeases implements LeaseStore {
    private final Router router;
    private final RoutedBatches batches;
    private final WakeTarget waking;

    RedisLeases(Router router, RoutedBatches batches, WakeTarget waking) {
        this.router = router;
        this.batches = batches;
        this.waking = waking;
    }

    @Override
    public LeaseAnswer acquire(EntryKey key, LeaseRequest request, CallBudget budget) {
        return read(key, router.run(asking(key, request), budget));
    }

    private Scripts.Run asking(EntryKey key, LeaseRequest request) {
        return Scripts.Run.of(
                Script.ACQUIRE,
                key,
                Frame.id(request.token()),
                millis(request.lease()),
                Frame.id(request.rejected()),
                waking.id(),
                millis(request.marker()));
    }

    @Override
    public Map<EntryKey, LeaseAnswer> acquireAll(Map<EntryKey, LeaseRequest> requests, CallBudget budget) {
        List<EntryKey> keys = List.copyOf(requests.keySet());
        List<Scripts.Run> runs = new ArrayList<>();
        for (EntryKey key : keys) {
            runs.add(asking(key, Objects.requireNonNull(requests.get(key))));
        }
        Outcomes<ScriptReply> answers = batches.run(runs, keys, budget);
        Map<EntryKey, LeaseAnswer> read = new LinkedHashMap<>();
        answers.forEach((index, answer) -> read.put(keys.get(index), read(keys.get(index), answer)));
        return answers.orThrow(read);
    }

    private LeaseAnswer read(EntryKey key, ScriptReply answer) {
        LeaseState lease = switch (answer.text(4)) {
            case "W" -> LeaseState.WON;
            case "B" -> LeaseState.BUSY;
            case "C" -> LeaseState.COOLDOWN;
            default -> LeaseState.NONE;
        };
        if (lease == LeaseState.BUSY) {
            router.topology().holder(key.value()).link().awaits(key);
        }
        ValueState value = switch (answer.text(2)) {
            case "F" -> ValueState.FRESH;
            case "S" -> ValueState.STALE;
            default -> ValueState.MISS;
        };
        Optional<String> refusal = Script.ACQUIRE.refusal(answer);
        if (refusal.isPresent()) {
            String operation = Script.ACQUIRE.operation();
            return LeaseAnswer.refused(
                    value, Frame.id(answer.bytes(3)), Refusal.of(operation, key.value(), refusal.get()));
        }
        Duration left = Duration.ofMillis(Math.max(answer.number(5), 0));
        return new LeaseAnswer(value, Frame.id(answer.bytes(3)), lease, left);
    }

    @Override
    public boolean store(EntryKey key, NewEntry entry, CallBudget budget) {
        return router.run(storing(key, entry), budget).yes();
    }

    @Override
    public boolean storeAndTell(EntryKey key, NewEntry entry, CallBudget budget) {
        byte[][] described = Frame.described(entry);
        return router.run(Script.STORE, key, budget, described[0], described[1], described[2], Frame.number(1))
                .yes();
    }

    private static Scripts.Run storing(EntryKey key, NewEntry entry) {
        return Scripts.Run.of(Script.STORE, key, Frame.described(entry));
    }

    @Override
    public Set<EntryKey> storeAll(Map<EntryKey, NewEntry> entries, CallBudget budget) {
        List<EntryKey> keys = new ArrayList<>();
        List<Scripts.Run> runs = new ArrayList<>();
        entries.forEach((key, entry) -> {
            keys.add(key);
            runs.add(storing(key, entry));
        });
        Outcomes<ScriptReply> answers = batches.run(runs, keys, budget);
        Set<EntryKey> stored = new LinkedHashSet<>();
        answers.forEach((index, answer) -> {
            if (answer.yes()) {
                stored.add(keys.get(index));
            }
        });
        return answers.orThrow(stored);
    }

    @Override
    public boolean release(EntryKey key, long token, Release reason, Duration marker, CallBudget budget) {
        String left = switch (reason) {
            case FAILED -> "F";
            case UNSTORED -> "U";
            case ABANDONED -> "";
        };
        return router.run(Script.RELEASE, key, budget, Frame.id(token), Scripts.bytes(left), millis(marker))
                .yes();
    }

    @Override
    public boolean renew(EntryKey key, long token, Duration lease, CallBudget budget) {
        return router.run(Script.RENEW, key, budget, Frame.id(token), millis(lease))
                .yes();
    }

    @Override
    public void onWake(Consumer<String> sink) {
        waking.onWake(sink);
    }

    /** A time below a millisecond is one. */
    private static byte[] millis(Duration time) {
        return Frame.number(Math.max(time.toMillis(), 1));
    }
}
