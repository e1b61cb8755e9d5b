// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.operation;

import io.github.cachex.CacheKey;
import io.github.cachex.ContextLoader;
import io.github.cachex.core.config.CacheSettings;
import io.github.cachex.core.key.KeyRules;
import io.github.cachex.core.stage.FetchCall;
import io.github.cachex.core.stage.Namespace;
import io.github.cachex.core.tag.Group;
import io.github.cachex.spi.EntryKey;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How the entries of a cache are named for those who call.
 *
 * @param cache its name
 * @param rules what ids must be
 * @param namespaces tells in whose name a call is made
 */
public record Naming(String cache, KeyRules rules, Namespaces namespaces) {
    /** Returns in whose name this thread calls. */
    public Namespace owner() {
        return namespaces.current();
    }

    /** Returns the same; null where that cannot be told, and a fetch has to do without the cache. */
    public @Nullable Namespace ownerIfKnown() {
        return namespaces.currentIfKnown(false);
    }

    /** Returns the same where it is asked once more before the fetch does without the cache. */
    public @Nullable Namespace ownerNear() {
        return namespaces.currentIfKnown(true);
    }

    /** Returns where the entry of {@code id} lives. */
    public EntryKey key(Namespace owner, String id) {
        return rules.entryKey(cache, owner, id);
    }

    /** Returns why {@code id} can be no key under the key policy, with the remedy; empty if it can. */
    public Optional<String> rejection(String id) {
        return rules.rejection(cache, id);
    }

    /** Returns where the entries of {@code ids} live. */
    public List<EntryKey> keys(Namespace owner, List<String> ids) {
        return ids.stream().map(id -> key(owner, id)).toList();
    }

    /** Begins a fetch of {@code key}, whose value is kept in this JVM under {@code nearKey}. */
    public FetchCall call(
            Namespace owner,
            Object nearKey,
            CacheKey<?> key,
            CacheSettings settings,
            ContextLoader<?, ? extends Exception> loader) {
        return new FetchCall(owner, owner.near(nearKey), key, key(owner, key.id()), owner.own(settings), loader);
    }

    /** Returns by what the entries of {@code selected} are invalidated, or expired where {@code soft}; not for ids. */
    public List<Group> groups(Namespace owner, Selection selected, boolean soft) {
        if (selected instanceof Selection.Tagged tagged) {
            return owner.own(tagged.tags()).stream()
                    .map(tag -> Group.tag(tag, soft))
                    .toList();
        }
        if (selected instanceof Selection.Matching matching) {
            rules.checkPattern(matching.glob());
            // The prefix must not make a pattern of nothing.
            return List.of(Group.matching(matching.glob().isEmpty() ? "" : owner.own(matching.glob()), soft));
        }
        return List.of(owner.everything().map(tag -> Group.tag(tag, soft)).orElseGet(() -> Group.all(soft)));
    }
}
