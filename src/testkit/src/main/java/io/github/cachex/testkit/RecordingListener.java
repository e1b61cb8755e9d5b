// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.testkit;

import io.github.cachex.event.CacheEvent;
import io.github.cachex.spi.CacheListener;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps every event it hears, in the order of their arrival. Thread-safe. */
public final class RecordingListener implements CacheListener {
    private final List<CacheEvent> events = new CopyOnWriteArrayList<>();

    @Override
    public void on(CacheEvent event) {
        events.add(event);
    }

    /** Returns all events so far. */
    public List<CacheEvent> events() {
        return List.copyOf(events);
    }

    /** Returns the events of {@code type} so far. */
    public <E extends CacheEvent> List<E> events(Class<E> type) {
        return events.stream().filter(type::isInstance).map(type::cast).toList();
    }

    /** Returns how many events of {@code type} there have been. */
    public int count(Class<? extends CacheEvent> type) {
        return events(type).size();
    }

    /** Forgets all events. */
    public void clear() {
        events.clear();
    }

    @Override
    public String toString() {
        return "RecordingListener" + events;
    }
}
