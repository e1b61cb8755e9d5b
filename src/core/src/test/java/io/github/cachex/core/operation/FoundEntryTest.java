// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.operation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.CacheEntry.Source;
import io.github.cachex.CacheKey;
import io.github.cachex.core.entry.EntryFacts;
import io.github.cachex.core.entry.EntryHeader;
import io.github.cachex.core.entry.InvalidationStamp;
import io.github.cachex.core.stage.Namespace;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class FoundEntryTest {
    private static final CacheKey<String> KEY = CacheKey.of("1", String.class);
    private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");
    private static final Namespace OWNER = Namespace.of("acme");

    private static FoundEntry<String> entry(Duration freshLeft, Duration since) {
        EntryHeader head = new EntryHeader(
                new InvalidationStamp(1, 2, List.of("acme/", "acme/news", "others/news")), Duration.ofMinutes(10));
        EntryFacts facts = new EntryFacts(head, freshLeft, Duration.ofHours(1), 42);
        return new FoundEntry<>(KEY, "value", facts, since, new FoundEntry.Origin(OWNER, Source.NEAR, "jsonb"), NOW);
    }

    @Test
    void timeSinceItWasKnown_isTakenOff() {
        FoundEntry<String> entry = entry(Duration.ofMinutes(8), Duration.ofMinutes(3));
        assertThat(entry.freshFor()).isEqualTo(Duration.ofMinutes(5));
        assertThat(entry.age()).contains(Duration.ofMinutes(5));
        assertThat(entry.storedAt()).contains(Instant.parse("2029-12-31T23:55:00Z"));
        assertThat(entry.staleFor()).isEqualTo(Duration.ofHours(1));
    }

    @Test
    void touchedEntry_isNotFromTheFuture() {
        assertThat(entry(Duration.ofHours(2), Duration.ZERO).age()).contains(Duration.ZERO);
        assertThat(entry(Duration.ofMinutes(-1), Duration.ZERO).freshFor()).isZero();
    }

    @Test
    void tags_areThoseOfTheCallersOwnNamespace() {
        assertThat(entry(Duration.ofMinutes(1), Duration.ZERO).tags()).containsExactly("news");
    }
}
