// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.config;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What a source said when it was asked: whoever reads the same key twice reads the same, whatever the source says by then.
 * Thread-safe.
 */
final class Snapshot implements ConfigSource {
    /** A source that says something else each time is believed at some time. */
    private static final int MOST_READINGS = 5;

    private final ConfigSource source;
    private final Set<String> names;
    private final Map<String, Optional<String>> texts = new ConcurrentHashMap<>();

    private Snapshot(ConfigSource source) {
        this.source = source;
        this.names = new LinkedHashSet<>(source.names());
        names.stream().filter(Changeable::isOurs).forEach(this::tryToRead);
    }

    /** Returns what {@code source} says now. */
    static Snapshot of(ConfigSource source) {
        return source instanceof Snapshot known ? known : new Snapshot(source);
    }

    /** Nobody may ever ask for this key, so that a source which cannot answer is no failure yet. */
    private void tryToRead(String name) {
        try {
            texts.put(name, source.get(name));
        } catch (RuntimeException | Error e) {
            texts.remove(name);
        }
    }

    @Override
    public Optional<String> get(String key) {
        Optional<String> known = texts.get(key);
        if (known != null) {
            return known;
        }
        Optional<String> text = source.get(key);
        Optional<String> then = text.isPresent() && isNew(key) ? Optional.empty() : text;
        Optional<String> other = texts.putIfAbsent(key, then);
        return other == null ? then : other;
    }

    /** Returns whether the source lists {@code key} by now and did not then: its text has not been checked. */
    private boolean isNew(String key) {
        return !isListed(key, names) && isListed(key, source.names());
    }

    private static boolean isListed(String key, Set<String> names) {
        return names.contains(key) || names.contains(Node.environment(key));
    }

    @Override
    public Set<String> names() {
        return names;
    }

    @Override
    public Optional<String> origin(String key) {
        return source.origin(key);
    }

    @Override
    public boolean mayChange() {
        return source.mayChange();
    }

    /** Returns what the source says of {@code key} now, whatever it said before; stripped, and empty where that is nothing. */
    Optional<String> now(String key) {
        return source.get(key).map(String::strip).filter(text -> !text.isEmpty());
    }

    /**
     * Returns what the source says now of all that this was asked for; where that is something else than before, what it says twice in a
     * row, so that nothing is taken by halves that changes while it is read.
     */
    Snapshot again() {
        Snapshot now = onceMore();
        for (int i = 0; i < MOST_READINGS && !differences(now).isEmpty(); i++) {
            Snapshot next = onceMore();
            if (now.differences(next).isEmpty()) {
                return next;
            }
            now = next;
        }
        return now;
    }

    private Snapshot onceMore() {
        Snapshot now = new Snapshot(source);
        texts.keySet().forEach(key -> now.texts.computeIfAbsent(key, source::get));
        return now;
    }

    /** Returns the keys of which {@code later} says something else, each with the text there. */
    Map<String, Optional<String>> differences(Snapshot later) {
        Set<String> keys = new TreeSet<>(texts.keySet());
        keys.addAll(later.texts.keySet());
        Map<String, Optional<String>> differences = new LinkedHashMap<>();
        for (String key : keys) {
            Optional<String> now = later.said(key);
            // A variable is told of by its key, and what is read at the start alone cannot have been meant.
            if (!said(key).equals(now) && !Changeable.isVariable(key) && !Changeable.isOfTheStart(key)) {
                differences.put(key, now);
            }
        }
        return differences;
    }

    private Optional<String> said(String key) {
        return texts.getOrDefault(key, Optional.empty()).map(String::strip).filter(text -> !text.isEmpty());
    }

    /** Returns this with what {@code earlier} said of {@code keys}. */
    Snapshot with(Set<String> keys, Snapshot earlier) {
        keys.forEach(key -> texts.put(key, earlier.said(key)));
        return this;
    }
}
