// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.stage;

import io.github.cachex.core.stage.Finding.Foreign;
import io.github.cachex.core.stage.Outcome.Known;
import io.github.cachex.spi.EntryKey;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps nothing in this JVM, and notes what it was asked to keep; serves what the test says. */
public final class FakeValues implements LocalValues {
    private final List<String> kept = new CopyOnWriteArrayList<>();
    private volatile Optional<Known> withoutBackend = Optional.empty();
    private volatile Optional<StaleValue> lastGood = Optional.empty();

    /** Returns what was to be kept: how, and the value. */
    public List<String> kept() {
        return List.copyOf(kept);
    }

    /** Lets {@code value} be served while the backend cannot be asked. */
    public void serveWithoutBackend(String value) {
        withoutBackend = Optional.of(Calls.outcome(value));
    }

    /** Lets {@code value} be known as the last good one. */
    public void lastGood(String value) {
        lastGood = Optional.of(new StaleValue(7, SharedValue.one(value), System.nanoTime()));
    }

    @Override
    public ValueSharing sharing() {
        return ValueSharing.BY_REFERENCE;
    }

    @Override
    public Object watch(EntryKey key) {
        return "watched";
    }

    @Override
    public void keep(FetchCall call, Object watch, Kept value) {
        kept.add("stored " + value.value());
    }

    @Override
    public void replaced(FetchCall call) {
        kept.add("replaced");
    }

    @Override
    public void keepUnstored(FetchCall call, Loaded loaded, byte[] bytes) {
        kept.add("unstored " + loaded.value());
    }

    @Override
    public Optional<Known> withoutBackend(FetchCall call) {
        return withoutBackend;
    }

    @Override
    public Optional<StaleValue> lastGood(FetchCall call) {
        return lastGood;
    }

    @Override
    public void keepBeside(FetchCall call, Foreign entry, Loaded loaded) {
        kept.add("beside " + loaded.value());
    }

    @Override
    public boolean hasOutlasted(FetchCall call, long entryId) {
        return false;
    }

    @Override
    public Optional<Known> beside(FetchCall call, Foreign entry) {
        return Optional.empty();
    }
}
