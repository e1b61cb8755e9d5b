// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.origin;

import static io.github.cachex.core.stage.Calls.KEY;
import static io.github.cachex.core.stage.Calls.call;
import static io.github.cachex.core.stage.Calls.stale;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cachex.CacheOptions;
import io.github.cachex.FetchContext;
import io.github.cachex.core.coherence.LinkTrust;
import io.github.cachex.core.config.EncryptionKeys;
import io.github.cachex.core.config.EncryptionKeys.EncryptionKey;
import io.github.cachex.core.engine.JavaSerializer;
import io.github.cachex.core.engine.OtherSerializer;
import io.github.cachex.core.entry.Encoded;
import io.github.cachex.core.entry.EntryCodec;
import io.github.cachex.core.entry.InvalidationStamp;
import io.github.cachex.core.event.CacheTelemetry;
import io.github.cachex.core.stage.BackendTime;
import io.github.cachex.core.stage.CacheSwitch;
import io.github.cachex.core.stage.FakeValues;
import io.github.cachex.core.stage.FetchCall;
import io.github.cachex.core.stage.Finding.Fresh;
import io.github.cachex.core.stage.Finding.Miss;
import io.github.cachex.core.stage.Finding.Missing;
import io.github.cachex.core.stage.Loaded;
import io.github.cachex.core.stage.Marks;
import io.github.cachex.error.CacheConnectionException;
import io.github.cachex.event.CacheEvent;
import io.github.cachex.spi.BackendDecorator;
import io.github.cachex.spi.BackendOperation;
import io.github.cachex.spi.CacheBackend;
import io.github.cachex.spi.CallBudget;
import io.github.cachex.spi.CallSubject;
import io.github.cachex.spi.EntryKey;
import io.github.cachex.spi.Lifetime;
import io.github.cachex.spi.NewEntry;
import io.github.cachex.testkit.FakeBackend;
import io.github.cachex.testkit.ManualClock;
import io.github.cachex.testkit.RecordingListener;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

/** What is read from a backend, and what a loader's answer is made into. */
class OriginTest {
    private final ManualClock clock = ManualClock.create();
    private final FakeBackend backend = FakeBackend.on(clock);
    private final RecordingListener heard = new RecordingListener();
    private final CacheSwitch power = new CacheSwitch(true);
    private final CacheTelemetry telemetry = new CacheTelemetry(List.of(heard));
    private final FakeValues local = new FakeValues();
    private final FixedMarks marks = new FixedMarks();
    private final Origin origin = origin(backend, new EntryCodec(new JavaSerializer(), EncryptionKeys.NONE));

    private Origin origin(CacheBackend from, EntryCodec codec) {
        return new Origin(from, codec, marks, local, power, telemetry);
    }

    private static CallBudget budget() {
        return CallBudget.of(Duration.ofSeconds(10));
    }

    private static Encoded prepared(Origin by, FetchCall call) throws Exception {
        return by.prepare(call, by.load(call), 7);
    }

    /** Stores "stored" as the entry 7, fresh for a minute and stale for another. */
    private void store(Origin by) throws Exception {
        Encoded encoded = prepared(by, call(CacheOptions.defaults(), context -> "stored"));
        byte[] bytes = ((Encoded.Bytes) encoded).bytes();
        Lifetime lifetime = new Lifetime(Duration.ofMinutes(1), Duration.ofMinutes(1));
        backend.write(KEY, new NewEntry(7, bytes, lifetime), budget());
        heard.clear();
    }

    /** Returns a call as it goes on after a read that does not answer it. */
    private FetchCall read() {
        FetchCall call = call();
        return call.after((Miss) origin.read(call));
    }

    @Test
    void nothingStored_isAMiss_thatForgetsWhatWasStale() {
        FetchCall call = stale(call());
        assertThat(call.after((Miss) origin.read(call)).stale()).isNull();
    }

    @Test
    void freshEntry_isReturned_andKeptHere() throws Exception {
        store(origin);
        assertThat(origin.read(call())).isInstanceOfSatisfying(Fresh.class, found -> {
            assertThat(found.value()).isEqualTo("stored");
            assertThat(found.entryId()).isEqualTo(7);
        });
        assertThat(local.kept()).containsExactly("stored stored");
    }

    @Test
    void staleEntry_isNoted_andNotReturned() throws Exception {
        store(origin);
        clock.advance(Duration.ofSeconds(90));
        FetchCall call = read();
        assertThat(call.stale().entryId()).isEqualTo(7);
        assertThat(call.rejected()).isNotEqualTo(7);
    }

    @Test
    void entryThatTheCallRejected_isAMiss() throws Exception {
        store(origin);
        assertThat(origin.read(call().rejecting(7))).isInstanceOf(Missing.class);
        assertThat(local.kept()).isEmpty();
    }

    @Test
    void expiredByItsTag_standsIn_andIsRejected() throws Exception {
        store(origin);
        marks.verdict = Marks.Verdict.EXPIRED;
        FetchCall call = read();
        assertThat(call.stale().entryId()).isEqualTo(7);
        assertThat(call.rejected()).isEqualTo(7);
    }

    @Test
    void invalidatedByItsTag_isRejected() throws Exception {
        store(origin);
        marks.verdict = Marks.Verdict.INVALID;
        FetchCall call = read();
        assertThat(call.stale()).isNull();
        assertThat(call.rejected()).isEqualTo(7);
    }

    @Test
    void bytesOfNobody_areReported_andRejected() {
        backend.plantForeign(KEY, new byte[] {1, 2, 3});
        FetchCall call = read();
        assertThat(heard.events(CacheEvent.Undecodable.class)).hasSize(1);
        assertThat(call.foreign()).isEmpty();
    }

    @Test
    void freshEntryOfAnotherSerializer_isLeftToThoseWhoCanReadIt() throws Exception {
        store(origin(backend, new EntryCodec(new OtherSerializer(), EncryptionKeys.NONE)));
        FetchCall call = read();
        assertThat(call.foreign())
                .hasValueSatisfying(entry -> assertThat(entry.entryId()).isEqualTo(7));
        assertThat(call.rejected()).isNotEqualTo(7);
    }

    @Test
    void invalidatedEntryOfAnotherSerializer_isRejected() throws Exception {
        store(origin(backend, new EntryCodec(new OtherSerializer(), EncryptionKeys.NONE)));
        marks.verdict = Marks.Verdict.INVALID;
        FetchCall call = read();
        assertThat(call.rejected()).isEqualTo(7);
    }

    @Test
    void failureOfTheLoader_arrivesAsItIs_andIsReported() {
        IOException failure = new IOException("source is down");
        FetchCall call = call(CacheOptions.defaults(), context -> {
            throw failure;
        });
        assertThatThrownBy(() -> origin.load(call)).isSameAs(failure);
        assertThat(heard.events(CacheEvent.LoadFailed.class))
                .singleElement()
                .satisfies(event -> assertThat(event.failure()).isSameAs(failure));
    }

    @Test
    void whatTheLoadSays_becomesLifetimeAndTags() throws Exception {
        Loaded loaded = origin.load(call(CacheOptions.defaults().tags("all"), context -> {
            FetchContext.current().ttl(Duration.ofSeconds(5));
            context.tags("one");
            return "value";
        }));
        assertThat(loaded.lifetime().fresh()).isEqualTo(Duration.ofSeconds(5));
        assertThat(loaded.stamp().tags()).containsExactly("all", "one");
    }

    @Test
    void ttlOfNothing_isRefused() {
        FetchCall call = call(CacheOptions.defaults(), context -> {
            context.ttl(Duration.ZERO);
            return "value";
        });
        assertThatThrownBy(() -> origin.load(call))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("ttl=PT0S");
    }

    @Test
    void staleValue_isAtHandForTheLoad() throws Exception {
        FetchCall call = stale(
                call(CacheOptions.defaults(), context -> context.staleValue().orElse("none")));
        assertThat(origin.load(call).value()).isEqualTo("old");
        FetchCall other =
                call(CacheOptions.defaults(), context -> context.staleValue().orElse("none"));
        assertThat(origin.load(other).value()).isEqualTo("none");
    }

    private static void assertUnfit(Encoded encoded, String reason) {
        assertThat(encoded)
                .isInstanceOfSatisfying(
                        Encoded.Unfit.class, unfit -> assertThat(unfit.reason()).contains(reason));
    }

    @Test
    void loadThatAskedForIt_isNotStored() throws Exception {
        FetchCall call = call(CacheOptions.defaults(), context -> {
            context.doNotStore();
            return "value";
        });
        assertUnfit(prepared(origin, call), "asked not to store it");
    }

    @Test
    void nothing_isNotStoredUnlessThatIsSet() throws Exception {
        assertUnfit(prepared(origin, call(CacheOptions.defaults(), context -> null)), "cache-null=false");
        CacheOptions set = CacheOptions.defaults().cacheNull(true);
        FetchCall call = call(set, context -> null);
        Loaded loaded = origin.load(call);
        assertThat(origin.isWorthStoring(call, loaded)).isTrue();
        assertThat(origin.prepare(call, loaded, 7)).isInstanceOf(Encoded.Bytes.class);
    }

    @Test
    void valueThatCannotBeEncrypted_isNotStored() throws Exception {
        EncryptionKey key = new EncryptionKey("k1", new SecretKeySpec(new byte[32], "AES"));
        EntryCodec encrypting = new EntryCodec(new JavaSerializer(), new EncryptionKeys(List.of(key)));
        CacheBackend timeless = new BackendDecorator(backend) {
            @Override
            protected <R> R call(
                    BackendOperation operation, CallSubject subject, CallBudget budget, Function<CallBudget, R> step) {
                return step.apply(budget);
            }

            @Override
            public long time(EntryKey key, CallBudget budget) {
                throw new CacheConnectionException("fake", "time", key.value(), "no answer", false, null);
            }
        };
        assertUnfit(prepared(origin(timeless, encrypting), call()), "does not say its time");
        assertThat(heard.events(CacheEvent.BackendFailed.class)).hasSize(1);
    }

    private CompletableFuture<Loaded> loadLater(Object stage) {
        return origin.loadLater(call(CacheOptions.defaults(), context -> stage).asynchronous());
    }

    @Test
    void stageOfAnAsynchronousLoader_isTheLoad() throws Exception {
        CompletableFuture<String> stage = new CompletableFuture<>();
        CompletableFuture<Loaded> loading = loadLater(stage);
        assertThat(loading).isNotDone();
        stage.complete("later");
        assertThat(loading.get().value()).isEqualTo("later");
    }

    @Test
    void failureOfAStage_arrivesWithoutItsWrapping() {
        IOException failure = new IOException("source is down");
        CompletableFuture<Loaded> loading = loadLater(CompletableFuture.failedFuture(new CompletionException(failure)));
        assertThatThrownBy(loading::get).isInstanceOf(ExecutionException.class).hasCause(failure);
        assertThat(heard.events(CacheEvent.LoadFailed.class)).hasSize(1);
    }

    @Test
    void asynchronousLoaderWithoutAStage_isTold() {
        assertThatThrownBy(loadLater(null)::get)
                .hasCauseInstanceOf(IllegalStateException.class)
                .hasMessageContaining("answered no stage; return a CompletionStage");
    }

    @Test
    void marksThatCannotBeAsked_failALoadBeforeItBegins() {
        CacheConnectionException failure =
                new CacheConnectionException("fake", "sync", KEY.value(), "no answer", false, null);
        marks.failure = failure;
        assertThatThrownBy(() -> origin.load(call())).isSameAs(failure);
        assertThatThrownBy(loadLater(new CompletableFuture<>())::get).hasCause(failure);
        assertThat(heard.count(CacheEvent.Loading.class)).isZero();
    }

    private static FetchCall one(String id) {
        return call(id, CacheOptions.defaults(), context -> "unused");
    }

    @Test
    void severalLoadedAtOnce_areGivenWhatWasSaidForAll() throws Exception {
        FetchCall first = one("a");
        FetchCall second = one("b");
        Map<FetchCall, Loaded> loaded = origin.loadAll(List.of(first, second), () -> {
            FetchContext.current().tags("shared");
            return new HashMap<>(Map.of(first, "value of a"));
        });
        assertThat(loaded.get(first).value()).isEqualTo("value of a");
        assertThat(loaded.get(second).value()).isNull();
        assertThat(loaded.values())
                .allSatisfy(each -> assertThat(each.stamp().tags()).containsExactly("shared"));
    }

    @Test
    void failureOfALoadOfSeveral_isReportedForEach() {
        IOException failure = new IOException("source is down");
        assertThatThrownBy(() -> origin.loadAll(List.of(one("a"), one("b")), () -> {
                    throw failure;
                }))
                .isSameAs(failure);
        assertThat(heard.events(CacheEvent.LoadFailed.class)).hasSize(2);
    }

    private static final class FixedMarks implements Marks {
        private Verdict verdict = Verdict.HOLDS;
        private CacheConnectionException failure;

        @Override
        public InvalidationStamp held(BackendTime time) {
            if (failure != null) {
                throw failure;
            }
            return InvalidationStamp.NONE;
        }

        @Override
        public Verdict judge(EntryKey key, InvalidationStamp stamp, long readAt, BackendTime time) {
            return verdict;
        }

        @Override
        public int version() {
            return 0;
        }

        @Override
        public boolean isInSync(LinkTrust.LinkGeneration trusted, long now) {
            return true;
        }

        @Override
        public Verdict known(EntryKey key, InvalidationStamp stamp) {
            return verdict;
        }
    }
}
