// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.operation;

import io.github.cachex.CacheEntry;
import io.github.cachex.CacheKey;
import io.github.cachex.core.entry.EntryCodec;
import io.github.cachex.core.entry.EntryFacts;
import io.github.cachex.core.stage.Namespace;
import io.github.cachex.spi.Durations;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An entry that was looked at.
 *
 * @param key its key
 * @param content its value as it was decoded
 * @param facts what was known of it
 * @param since how long ago that was
 * @param origin from where it is
 * @param lookedAt when it was looked at
 * @param <T> the type of the value
 */
record FoundEntry<T>(
        CacheKey<T> key, @Nullable Object content, EntryFacts facts, Duration since, Origin origin, Instant lookedAt)
        implements CacheEntry<T> {
    FoundEntry(CacheKey<T> key, @Nullable Object content, EntryFacts facts, Duration since, Origin origin) {
        this(key, content, facts, since, origin, Instant.now());
    }

    /**
     * From where an entry is.
     *
     * @param owner in whose name it was looked for
     * @param source where it was found
     * @param serializer the name of the one that wrote it
     */
    record Origin(Namespace owner, Source source, String serializer) {}

    @Override
    @SuppressWarnings("unchecked") // a key vouches for its type
    public Optional<T> value() {
        return isNull() ? Optional.empty() : Optional.ofNullable((T) content);
    }

    @Override
    public boolean isNull() {
        return EntryCodec.isNothing(content);
    }

    @Override
    public Optional<Instant> storedAt() {
        return age().map(lookedAt::minus);
    }

    @Override
    public Optional<Duration> age() {
        Duration fresh = facts.head().fresh();
        if (Durations.isForever(fresh) || Durations.isForever(facts.freshLeft())) {
            return Optional.empty();
        }
        return Optional.of(notNegative(fresh.minus(freshLeft())));
    }

    @Override
    public Duration freshFor() {
        return notNegative(freshLeft());
    }

    @Override
    public Duration staleFor() {
        return facts.staleFor();
    }

    private Duration freshLeft() {
        return Durations.isForever(facts.freshLeft())
                ? facts.freshLeft()
                : facts.freshLeft().minus(since);
    }

    private static Duration notNegative(Duration time) {
        return time.isNegative() ? Duration.ZERO : time;
    }

    @Override
    public List<String> tags() {
        return origin.owner().shown(facts.head().stamp().tags());
    }

    @Override
    public Source source() {
        return origin.source();
    }

    @Override
    public String serializer() {
        return origin.serializer();
    }

    @Override
    public int size() {
        return facts.size();
    }

    @Override
    public Optional<String> etag() {
        return facts.head().validators().etag();
    }

    @Override
    public Optional<Instant> lastModified() {
        return facts.head().validators().lastModified();
    }
}
