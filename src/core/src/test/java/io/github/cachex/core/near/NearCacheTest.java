// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.near;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.CacheKey;
import io.github.cachex.CacheOptions;
import io.github.cachex.core.coherence.KeyVersions;
import io.github.cachex.core.coherence.LinkGenerations;
import io.github.cachex.core.coherence.LinkTrust;
import io.github.cachex.core.coherence.OnePart;
import io.github.cachex.core.config.CacheSettings;
import io.github.cachex.core.config.Configuration;
import io.github.cachex.core.config.EncryptionKeys;
import io.github.cachex.core.config.MapSource;
import io.github.cachex.core.config.Sizes;
import io.github.cachex.core.entry.Encoded;
import io.github.cachex.core.entry.EntryCodec;
import io.github.cachex.core.entry.EntryHeader;
import io.github.cachex.core.entry.InvalidationStamp;
import io.github.cachex.core.event.CacheTelemetry;
import io.github.cachex.core.sharing.Sharing;
import io.github.cachex.core.stage.BackendTime;
import io.github.cachex.core.stage.CacheSwitch;
import io.github.cachex.core.stage.FetchCall;
import io.github.cachex.core.stage.Finding.Missing;
import io.github.cachex.core.stage.Loaded;
import io.github.cachex.core.stage.LocalValues.Kept;
import io.github.cachex.core.stage.Marks;
import io.github.cachex.core.stage.Outcome;
import io.github.cachex.core.stage.StoreTerms;
import io.github.cachex.spi.EntryKey;
import io.github.cachex.spi.Lifetime;
import io.github.cachex.spi.Serializer;
import io.github.cachex.spi.StoredEntry;
import io.github.cachex.testkit.FakeBackend;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class NearCacheTest {
    private static final Duration DEAD = Duration.ofHours(1);
    private static final CacheKey<String> KEY = CacheKey.of("post:1", String.class);
    private static final EntryKey ENTRY = new EntryKey("app:1", "posts", "post:1");
    private static final Duration FRESH = Duration.ofMinutes(5);

    private final KeyVersions versions = new KeyVersions();
    private final LinkTrust trust = new LinkTrust(DEAD.toNanos());
    private final LinkGenerations links =
            new LinkGenerations(ENTRY.space(), new OnePart(FakeBackend.create()), part -> trust);
    private final LinkTrust.LinkGeneration linkGeneration = links.ofMarks();
    private final FakeMarks marks = new FakeMarks();
    private final EntryCodec codec = new EntryCodec(new Plain(), EncryptionKeys.NONE);
    private long later;

    @BeforeEach
    void linkIsUp() {
        linkGeneration.begin();
        trust.alive(System.nanoTime());
    }

    private NearCache near(String... settings) {
        return new NearCache(
                settings(settings).near(),
                new ChangeWatch(versions, links, marks),
                () -> System.nanoTime() + later,
                Sharing.of(settings(settings).near().store(), codec),
                new CacheSwitch(true),
                new CacheTelemetry(List.of()));
    }

    private static CacheSettings settings(String... settings) {
        return Configuration.read(MapSource.of(settings), List.of()).cache("posts");
    }

    private static FetchCall call(CacheOptions options) {
        return new FetchCall(KEY, ENTRY, settings().with(options), context -> "loaded");
    }

    private static FetchCall call() {
        return call(CacheOptions.defaults());
    }

    private Kept kept(String value, Duration freshLeft) {
        EntryHeader head = new EntryHeader(new InvalidationStamp(1, 10, List.of()), FRESH);
        byte[] bytes =
                ((Encoded.Bytes) codec.encode(ENTRY, String.class, value, head, new Sizes(10_000, 10_000))).bytes();
        return new Kept(value, new StoredEntry(7, freshLeft, bytes), System.nanoTime(), head);
    }

    private static FetchCall watched(NearCache near, FetchCall call) {
        return call.after(new Missing(near.watch(call.entryKey())));
    }

    private void keep(NearCache near, FetchCall call) {
        near.keep(call, near.watch(call.entryKey()), kept("value", FRESH));
    }

    private static Object value(NearCache near) {
        NearHit hit = near.find(KEY);
        return hit == null ? "nothing" : hit.value();
    }

    @Test
    void keptValue_isServedAsItIs() {
        NearCache near = near();
        String value = new String("value");
        FetchCall call = watched(near, call());
        near.keep(call, call.watch(), kept(value, FRESH));
        assertThat(near.find(KEY).value()).isSameAs(value);
        assertThat(near.find(KEY).entryId()).isEqualTo(7);
        assertThat(near.find(CacheKey.of("post:1", Object.class))).isNull();
        assertThat(near.state().entries()).isEqualTo(1);
    }

    @Test
    void keptBytes_areAnotherCopyForEach() {
        NearCache near = near("cachex.near.store", "bytes");
        keep(near, call());
        NearHit first = near.find(KEY);
        NearHit second = near.find(KEY);
        assertThat(first.value()).isEqualTo("value").isNotSameAs(second.value());
        assertThat(first.entryId()).isEqualTo(7);
        assertThat(first.key()).isEqualTo(ENTRY);
        assertThat(first.isDue(System.nanoTime())).isFalse();
    }

    @Test
    void changeAfterKeeping_endsIt() {
        NearCache near = near();
        keep(near, call());
        versions.change("posts", "post:1");
        assertThat(value(near)).isEqualTo("nothing");
        assertThat(near.state().entries()).isZero();
    }

    /** The read came before the invalidation, and was kept after it. */
    @Test
    void changeBetweenReadAndKeeping_keepsItOut() {
        NearCache near = near();
        FetchCall call = watched(near, call());
        versions.change("posts", "post:1");
        near.keep(call, call.watch(), kept("old", FRESH));
        assertThat(value(near)).isEqualTo("nothing");
    }

    @Test
    void withoutASignOfLife_nothingIsServed() {
        NearCache near = near();
        keep(near, call());
        later = DEAD.toNanos() - Duration.ofMinutes(58).toNanos();
        assertThat(value(near)).isEqualTo("nothing"); // its near ttl is over
        keep(near, call(CacheOptions.ttl("never")));
        trust.broken();
        assertThat(value(near)).isEqualTo("nothing");
    }

    @Test
    void trust_endsByTheTimeSinceTheLastAnsweredHeartbeatWasSent() {
        LinkTrust other = new LinkTrust(1_000);
        assertThat(other.isUp(0)).isFalse();
        other.alive(5_000);
        assertThat(other.isUp(5_999)).isTrue();
        assertThat(other.isUp(6_000)).isFalse();
        other.alive(4_000);
        assertThat(other.isUp(5_999)).isTrue();
        other.broken();
        assertThat(other.isUp(5_001)).isFalse();
    }

    @Test
    void gapInTheLink_endsTrustInWhatWasReadBefore() {
        NearCache near = near();
        keep(near, call());
        linkGeneration.end();
        assertThat(value(near)).isEqualTo("nothing");
        linkGeneration.begin();
        assertThat(value(near)).isEqualTo("nothing");
        keep(near, call());
        assertThat(value(near)).isEqualTo("value");
    }

    /** The read was sent while nothing was heard, and is kept when something is again. */
    @Test
    void readAcrossAGap_isNotTrusted() {
        NearCache near = near();
        linkGeneration.end();
        FetchCall call = watched(near, call());
        linkGeneration.begin();
        near.keep(call, call.watch(), kept("old", FRESH));
        assertThat(value(near)).isEqualTo("nothing");
    }

    @Test
    void life_isTheLesserOfNearTtlAndWhatIsLeft() {
        NearCache near = near();
        keep(near, call());
        later = Duration.ofSeconds(59).toNanos();
        assertThat(value(near)).isEqualTo("value");
        later = Duration.ofSeconds(61).toNanos();
        assertThat(value(near)).isEqualTo("nothing");
        later = 0;
        FetchCall call = watched(near, call());
        near.keep(call, call.watch(), kept("short", Duration.ofSeconds(10)));
        later = Duration.ofSeconds(11).toNanos();
        assertThat(value(near)).isEqualTo("nothing");
    }

    /** A busy session must be seen in the backend, or it dies there. */
    @Test
    void slidingEntry_isKeptForAQuarterOfItsTtl() {
        NearCache near = near();
        keep(near, call(CacheOptions.ttl("100s").sliding(true)));
        later = Duration.ofSeconds(24).toNanos();
        assertThat(value(near)).isEqualTo("value");
        later = Duration.ofSeconds(26).toNanos();
        assertThat(value(near)).isEqualTo("nothing");
    }

    @Test
    void marks_areAskedAgainWhenTheyMoved() {
        NearCache near = near();
        keep(near, call());
        assertThat(value(near)).isEqualTo("value");
        marks.version++;
        assertThat(value(near)).isEqualTo("value");
        marks.version++;
        marks.verdict = Marks.Verdict.EXPIRED;
        assertThat(value(near)).isEqualTo("nothing");
        marks.verdict = Marks.Verdict.HOLDS;
        keep(near, call());
        marks.inSync = false;
        assertThat(value(near)).isEqualTo("nothing");
        marks.inSync = true;
        assertThat(value(near)).isEqualTo("value");
    }

    /** The mark was heard between the read and the keeping. */
    @Test
    void markBetweenReadAndKeeping_isHeldAgainstIt() {
        NearCache near = near();
        FetchCall call = watched(near, call());
        marks.verdict = Marks.Verdict.INVALID;
        near.keep(call, call.watch(), kept("old", FRESH));
        assertThat(value(near)).isEqualTo("nothing");
    }

    @Test
    void asBytes_eachGetsACopy() {
        NearCache near = near("cachex.near.store", "bytes");
        keep(near, call());
        Object first = value(near);
        assertThat(first).isEqualTo("value").isNotSameAs(value(near));
    }

    @Test
    void switchedOff_keepsNothing() {
        NearCache off = near("cachex.near.enabled", "false");
        keep(off, call());
        assertThat(value(off)).isEqualTo("nothing");
        NearCache on = near();
        keep(on, call(CacheOptions.defaults().near(false)));
        assertThat(value(on)).isEqualTo("nothing");
    }

    @Test
    void suspectValue_isServedDuringAnOutageUnlessDistrusted() {
        NearCache serving = near();
        keep(serving, call());
        NearCache distrusting = near("cachex.near.during-outage", "distrust");
        keep(distrusting, call());
        linkGeneration.end();
        assertThat(serving.withoutBackend(call())).map(Outcome.Known::value).hasValue("value");
        assertThat(distrusting.withoutBackend(call())).isEmpty();
        versions.change("posts", "post:1");
        assertThat(serving.withoutBackend(call())).isEmpty();
    }

    @Test
    void unstoredValue_isServedDuringAnOutageUntilSomethingChanges() {
        NearCache near = near("cachex.near.enabled", "false");
        unstored(near, "first");
        assertThat(value(near)).isEqualTo("nothing");
        assertThat(near.withoutBackend(call())).map(Outcome.Known::value).hasValue("first");
        versions.change("posts", "post:1");
        assertThat(near.withoutBackend(call())).isEmpty();
        unstored(near, "second");
        marks.version++;
        assertThat(near.withoutBackend(call())).isEmpty();
        FetchCall late = watched(near, call());
        versions.change("posts", "post:1");
        near.keepUnstored(late, loaded("late"), null);
        assertThat(near.withoutBackend(call())).isEmpty();
    }

    private static void unstored(NearCache near, String value) {
        FetchCall call = watched(near, call());
        near.keepUnstored(call, loaded(value), null);
    }

    private static Loaded loaded(String value) {
        return new Loaded(value, System.nanoTime(), InvalidationStamp.NONE, new StoreTerms(Lifetime.of(FRESH), false));
    }

    @Test
    void refresh_isDueOnceAfterItsShareOfTheTtl() {
        NearCache near = near("cachex.near.ttl", "1h");
        keep(near, call(CacheOptions.defaults().refreshAhead(0.8)));
        NearHit hit = near.find(KEY);
        assertThat(hit.isDue(System.nanoTime())).isFalse();
        long due = System.nanoTime() + Duration.ofSeconds(241).toNanos();
        assertThat(hit.isDue(due)).isTrue();
        assertThat(hit.takeRefresh()).isTrue();
        assertThat(hit.takeRefresh()).isFalse();
        assertThat(hit.isDue(due)).isFalse();
    }

    private static final class FakeMarks implements Marks {
        private int version;
        private boolean inSync = true;
        private Verdict verdict = Verdict.HOLDS;

        @Override
        public InvalidationStamp held(BackendTime time) {
            return InvalidationStamp.NONE;
        }

        @Override
        public Verdict judge(EntryKey key, InvalidationStamp stamp, long readAt, BackendTime time) {
            return verdict;
        }

        @Override
        public int version() {
            return version;
        }

        @Override
        public boolean isInSync(LinkTrust.LinkGeneration trusted, long now) {
            return inSync;
        }

        @Override
        public Verdict known(EntryKey key, InvalidationStamp stamp) {
            return verdict;
        }
    }

    private static final class Plain implements Serializer {
        @Override
        public String name() {
            return "plain";
        }

        @Override
        public byte id() {
            return 99;
        }

        @Override
        public byte[] write(Object value, Type type) {
            return value.toString().getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public Object read(byte[] bytes, Type type) {
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }
}
