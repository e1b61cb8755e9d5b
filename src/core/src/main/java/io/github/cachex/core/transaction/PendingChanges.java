// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.transaction;

import io.github.cachex.CacheKey;
import io.github.cachex.core.config.CacheSettings;
import io.github.cachex.core.entry.EntryCodec;
import io.github.cachex.core.entry.InvalidationStamp;
import io.github.cachex.core.operation.PreparedEntry;
import io.github.cachex.core.stage.FetchCall;
import io.github.cachex.core.stage.Loaded;
import io.github.cachex.core.stage.SharedValue;
import io.github.cachex.core.tag.Group;
import io.github.cachex.core.tag.Group.Kind;
import io.github.cachex.error.CacheSerializationException;
import io.github.cachex.spi.EntryKey;
import io.github.cachex.spi.Glob;
import java.lang.reflect.Type;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/** The pending changes of one transaction in one cache, and what it loaded. Used by one thread at a time, as the transaction is. */
public final class PendingChanges {
    private final FirstContact first;
    private final Map<EntryKey, Change> changes = new LinkedHashMap<>();
    private final Set<Group> groups = new LinkedHashSet<>();
    private final Map<CacheKey<?>, Load> loads = new LinkedHashMap<>();

    /** Begins, with how things stood when the transaction met the cache. */
    PendingChanges(FirstContact first) {
        this.first = first;
    }

    /**
     * How things stood when a transaction met a cache: from then on it may have read what others have changed since.
     *
     * @param moment among the changes of stripes
     * @param generations of the links, by part
     * @param stamp of what is loaded from then on, without tags
     */
    record FirstContact(long moment, Map<String, Integer> generations, InvalidationStamp stamp) {}

    /** What is to become of an entry. */
    sealed interface Change permits Put, Invalidation {}

    /**
     * A value to be stored.
     *
     * @param type of the key that it was put under
     * @param prepared its entry, and the value as it was put
     * @param settings with which it was put
     * @param changes of its stripe before it was put
     */
    record Put(Type type, PreparedEntry prepared, CacheSettings settings, int changes) implements Change {}

    /** An entry to be invalidated, or expired where {@code soft}. */
    record Invalidation(boolean soft) implements Change {}

    /**
     * A value loaded in the transaction.
     *
     * @param call what asked for it
     * @param value the value, as it was loaded
     * @param loaded what the load said of it; the object in there is its caller's to change
     * @param changes of its stripe before it was loaded
     */
    record Load(FetchCall call, SharedValue value, Loaded loaded, int changes) {
        /**
         * Returns what is to be stored.
         *
         * @throws CacheSerializationException when no copy can be made
         */
        Loaded unchanged() {
            return loaded.of(value.forCaller());
        }
    }

    FirstContact first() {
        return first;
    }

    Map<EntryKey, Change> changes() {
        return changes;
    }

    List<Group> groups() {
        return List.copyOf(groups);
    }

    Collection<Load> loads() {
        return loads.values();
    }

    /** Puts off storing the value of {@code key}. */
    void put(EntryKey key, Put put) {
        forget(Set.of(key));
        changes.put(key, put);
    }

    /** Puts off invalidating {@code keys}. */
    void invalidate(Collection<EntryKey> keys, boolean soft) {
        forget(Set.copyOf(keys));
        for (EntryKey key : keys) {
            // Only what nobody has changed yet in this transaction may live on as a stale value.
            Change before = changes.get(key);
            boolean hard = !soft
                    || before instanceof Put
                    || before instanceof Invalidation invalidation && !invalidation.soft();
            changes.put(key, new Invalidation(!hard));
        }
    }

    /** Puts off invalidating {@code wanted}. */
    void invalidateGroups(List<Group> wanted) {
        groups.addAll(wanted);
        Set<String> tags = new HashSet<>();
        wanted.stream().filter(group -> group.kind() == Kind.TAG).forEach(group -> tags.add(group.text()));
        List<Group> others =
                wanted.stream().filter(group -> group.kind() != Kind.TAG).toList();
        BiPredicate<EntryKey, InvalidationStamp> concerned =
                (key, stamp) -> stamp.tags().stream().anyMatch(tags::contains)
                        || others.stream().anyMatch(group -> concerns(group, key, stamp.tags()));
        changes.replaceAll((key, change) ->
                change instanceof Put put && concerned.test(key, put.prepared().stamp())
                        ? new Invalidation(false)
                        : change);
        loads.values()
                .removeIf(load ->
                        concerned.test(load.call().entryKey(), load.loaded().stamp()));
    }

    /** Returns whether {@code group} says anything of an entry of {@code key} with {@code tags}. */
    static boolean concerns(Group group, EntryKey key, List<String> tags) {
        return switch (group.kind()) {
            case ALL -> true;
            case TAG -> tags.contains(group.text());
            case MATCHING -> Glob.of(group.text()).matches(key.id());
            case KEY -> group.text().equals(key.id());
        };
    }

    private void forget(Set<EntryKey> keys) {
        loads.values().removeIf(load -> keys.contains(load.call().entryKey()));
    }

    /** Returns whether the entry of {@code key} is, or may be, one that changes; whose tags it has nobody knows. */
    public boolean isPending(EntryKey key) {
        if (changes.containsKey(key)) {
            return true;
        }
        for (Group group : groups) {
            if (group.kind() == Kind.TAG || concerns(group, key, List.of())) {
                return true;
            }
        }
        return false;
    }

    /** Returns whether it is this transaction that says what {@code key} has, whatever is cached. */
    public boolean answers(CacheKey<?> key, EntryKey entryKey) {
        return isPending(entryKey) || loads.containsKey(key);
    }

    /** Returns the value that it then has: what was put or loaded last; null for none. */
    public @Nullable Object value(CacheKey<?> key, EntryKey entryKey) {
        Object value = null;
        if (changes.get(entryKey) instanceof Put put && put.type().equals(key.type())) {
            value = put.prepared().value().forCaller();
        } else if (!isPending(entryKey)) {
            value = loaded(key).map(SharedValue::forCaller).orElse(null);
        }
        return EntryCodec.isNothing(value) ? null : value;
    }

    /** Remembers what was loaded. */
    void loaded(Load load) {
        loads.put(load.call().key(), load);
    }

    /** Returns what was loaded for {@code key}. */
    Optional<SharedValue> loaded(CacheKey<?> key) {
        return Optional.ofNullable(loads.get(key)).map(Load::value);
    }
}
