// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.near;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.jetbrains.lincheck.datastructures.ManagedStrategyGuaranteeKt.forClasses;

import io.github.cachex.CacheKey;
import io.github.cachex.CacheOptions;
import io.github.cachex.core.coherence.KeyVersions;
import io.github.cachex.core.coherence.LinkGenerations;
import io.github.cachex.core.coherence.LinkTrust;
import io.github.cachex.core.coherence.OnePart;
import io.github.cachex.core.config.CacheSettings;
import io.github.cachex.core.config.Configuration;
import io.github.cachex.core.config.MapSource;
import io.github.cachex.core.entry.EntryHeader;
import io.github.cachex.core.entry.InvalidationStamp;
import io.github.cachex.core.event.CacheTelemetry;
import io.github.cachex.core.stage.CacheSwitch;
import io.github.cachex.core.stage.FetchCall;
import io.github.cachex.core.stage.Finding.Missing;
import io.github.cachex.core.stage.LocalValues.Kept;
import io.github.cachex.core.stage.Marks;
import io.github.cachex.core.stage.ValueSharing;
import io.github.cachex.spi.CacheSpace;
import io.github.cachex.spi.EntryKey;
import io.github.cachex.spi.StoredEntry;
import io.github.cachex.testkit.FakeBackend;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import kotlin.jvm.functions.Function1;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.junit.jupiter.api.Test;

/**
 * Fills, changes and reads of the near cache in all orders of their steps (Lincheck's model checker): who asks after a change
 * has ended is never given what was read before it.
 */
class NearLinesTest {
    /** A value that a near cache keeps, and its source. */
    public abstract static class Lines {
        private final AtomicInteger source = new AtomicInteger(1);
        private final AtomicInteger changed = new AtomicInteger(1);

        abstract int kept();

        /** Reads the source with {@link #read} and keeps what it says. */
        abstract int fill();

        abstract void invalidate();

        int read() {
            return source.get();
        }

        /** Returns whether what is found is at least as new as the last change that had ended before. */
        @Operation
        public boolean fetchesNothingOld() {
            int floor = changed.get();
            int found = kept();
            return (found == 0 ? fill() : found) >= floor;
        }

        @Operation
        public void change() {
            int version = source.incrementAndGet();
            invalidate();
            changed.accumulateAndGet(version, Math::max);
        }
    }

    /** What the operations answer where nothing runs beside them. */
    public static final class Right {
        public boolean fetchesNothingOld() {
            return true;
        }

        public void change() {}
    }

    /** The near cache. */
    public static class Guarded extends Lines {
        private static final CacheKey<Integer> KEY = CacheKey.of("post:1", Integer.class);
        private static final EntryKey ENTRY = new EntryKey("app:1", "posts", "post:1");
        private static final Duration LONG = Duration.ofHours(1);
        private static final CacheSettings SETTINGS =
                Configuration.read(MapSource.of(), List.of()).cache("posts").with(CacheOptions.defaults());

        private final KeyVersions versions = new KeyVersions();
        private final NearCache near;

        public Guarded() {
            LinkTrust trust = new LinkTrust(LONG.toNanos());
            CacheSpace space = new CacheSpace("app:1", "posts");
            LinkGenerations links = new LinkGenerations(space, new OnePart(FakeBackend.create()), part -> trust);
            links.ofMarks().begin();
            trust.alive(0);
            near = new NearCache(
                    SETTINGS.near(),
                    new ChangeWatch(versions, links, Marks.NONE),
                    () -> 1,
                    ValueSharing.BY_REFERENCE,
                    new CacheSwitch(true),
                    new CacheTelemetry(List.of()));
        }

        @Override
        int kept() {
            NearHit hit = near.find(KEY);
            return hit == null ? 0 : (Integer) hit.value();
        }

        @Override
        int fill() {
            FetchCall call = watched();
            return keep(call, read());
        }

        FetchCall watched() {
            FetchCall call = new FetchCall(KEY, ENTRY, SETTINGS, context -> 0);
            return call.after(new Missing(near.watch(ENTRY)));
        }

        int keep(FetchCall call, int read) {
            near.keep(
                    call,
                    call.watch(),
                    new Kept(
                            read,
                            new StoredEntry(7, LONG, new byte[0]),
                            0,
                            new EntryHeader(InvalidationStamp.NONE, LONG)));
            return read;
        }

        @Override
        void invalidate() {
            versions.change(ENTRY.cache(), ENTRY.id());
        }
    }

    /** The control: a near cache that looks at its stripe when it has read, and so takes what is old for new. */
    public static final class Unguarded extends Guarded {
        @Override
        int fill() {
            int read = read();
            return keep(watched(), read);
        }
    }

    private static void check(Class<? extends Lines> lines) {
        new ModelCheckingOptions()
                .threads(2)
                .actorsPerThread(2)
                .actorsBefore(0)
                .actorsAfter(1)
                .iterations(8)
                .invocationsPerIteration(60)
                .sequentialSpecification(Right.class)
                .minimizeFailedScenario(false)
                // What is looked for is in our steps, not within those of Caffeine.
                .addGuarantee(forClasses((Function1<String, Boolean>) name -> name.startsWith("com.github.benmanes."))
                        .allMethods()
                        .treatAsAtomic())
                .check(lines);
    }

    @Test
    void nearCache_servesNothingOlderThanTheLastChange() {
        check(Guarded.class);
    }

    @Test
    void stampTakenAfterTheRead_servesWhatWasReadBeforeTheLastChange() {
        assertThat(catchThrowable(() -> check(Unguarded.class))).hasMessageContaining("fetchesNothingOld(): false");
    }
}
