// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck;

import io.github.cachex.spi.CacheBackend;
import io.github.cachex.spi.CacheSpace;
import io.github.cachex.spi.CallBudget;
import io.github.cachex.spi.EntryKey;
import io.github.cachex.spi.LeaseStore;
import io.github.cachex.spi.LeaseStore.LeaseAnswer;
import io.github.cachex.spi.LeaseStore.LeaseRequest;
import io.github.cachex.spi.Lifetime;
import io.github.cachex.spi.NewEntry;
import io.github.cachex.spi.StoredEntry;
import io.github.cachex.spi.TagStore;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;

/**
 * What the contracts need to know of the backend they test.
 *
 * <pre>{@code
 * class MyBackendTest implements BackendContract, LeaseContract {
 *     private final MyBackend backend = new MyBackend(…);
 *
 *     @Override
 *     public CacheBackend backend() {
 *         return backend;
 *     }
 *
 *     @AfterEach
 *     void close() {
 *         backend.close();
 *     }
 * }
 * }</pre>
 */
public interface BackendUnderTest {
    /** A lifetime that no test outlives. */
    Duration LONG = Duration.ofMinutes(10);

    /** A lifetime that is over after {@link #pass} of {@link #OVER}. */
    Duration SHORT = Duration.ofMillis(250);

    /** The time after which something {@link #SHORT} is over. */
    Duration OVER = Duration.ofMillis(300);

    /** Returns the backend under test; the same one all through a test. */
    CacheBackend backend();

    /**
     * Returns a backend over the same entries as another JVM would hold it; the same one all through a test. Where a
     * backend is one JVM's own, that is {@link #backend} itself.
     */
    default CacheBackend otherJvm() {
        return backend();
    }

    /**
     * Returns a backend over the same entries as a JVM would hold it whose clock is {@code ahead}, behind where that is negative; the same
     * one for the same time all through a test. Unless overridden, as where the store has a clock of its own, that is {@link #otherJvm}.
     */
    default CacheBackend otherClock(Duration ahead) {
        return otherJvm();
    }

    /** Returns by how many times the store is slower than a fast one: short times are longer by that. */
    default int slowness() {
        return 1;
    }

    /** Returns a lifetime that is over after {@link #pass} of {@link #over}: {@link #SHORT} for a fast store. */
    default Duration brief() {
        return SHORT.multipliedBy(slowness());
    }

    /** Returns the time after which something {@link #brief} is over: {@link #OVER} for a fast store. */
    default Duration over() {
        return OVER.multipliedBy(slowness());
    }

    /** Lets {@code time} pass for the backend. Overridden where a test can move the backend's clock. */
    default void pass(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        for (long left = time.toNanos(); left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    /** Returns a budget that a healthy backend never spends. */
    default CallBudget budget() {
        return CallBudget.of(Duration.ofSeconds(10));
    }

    /** Returns a budget of which nothing is left. */
    default CallBudget spentBudget() {
        return CallBudget.of(Duration.ZERO);
    }

    /** Returns a key that nobody else uses. */
    default EntryKey newKey() {
        return new EntryKey("tck:1", "contract", UUID.randomUUID().toString());
    }

    /** Returns the place of a cache that nobody else uses. */
    default CacheSpace newSpace() {
        return new CacheSpace("tck:1", "contract-" + UUID.randomUUID());
    }

    /** Returns an id for an entry, or a token for a lease, that nobody else uses. */
    default long newId() {
        long id = ThreadLocalRandom.current().nextLong();
        return id == StoredEntry.UNREADABLE ? 1 : id;
    }

    /** Returns an entry with a new id that is fresh for {@link #LONG}. */
    default NewEntry entry(String content) {
        return entry(newId(), content);
    }

    /** Returns an entry with this id that is fresh for {@link #LONG}. */
    default NewEntry entry(long id, String content) {
        return entry(id, content, Lifetime.of(LONG));
    }

    /** Returns an entry with this id and lifetime. */
    default NewEntry entry(long id, String content, Lifetime lifetime) {
        return new NewEntry(id, content.getBytes(StandardCharsets.UTF_8), lifetime);
    }

    /** Returns an entry that is stale after {@link #over}, and stays so for {@link #LONG}. */
    default NewEntry soonStale(String content) {
        return entry(newId(), content, new Lifetime(brief(), LONG));
    }

    /** Returns the backend's leases. */
    default LeaseStore leases() {
        return backend().leases().orElseThrow();
    }

    /** Returns the backend's marks. */
    default TagStore tags() {
        return backend().tags().orElseThrow();
    }

    /** Asks for the lease of {@code key}, for {@link #LONG}. */
    default LeaseAnswer acquire(EntryKey key, long token) {
        return acquire(key, token, LONG);
    }

    /** Asks for the lease of {@code key}, for {@code lease}. */
    default LeaseAnswer acquire(EntryKey key, long token, Duration lease) {
        return leases().acquire(key, new LeaseRequest(token, lease, StoredEntry.UNREADABLE), budget());
    }

    /** Returns the content stored under {@code key}, or {@code "nothing"}. */
    default String content(EntryKey key) {
        return backend()
                .read(key, budget())
                .map(entry -> new String(entry.bytes(), StandardCharsets.UTF_8))
                .orElse("nothing");
    }
}
