// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.error.CacheBackendException;
import io.github.cachex.event.CacheEvent;
import io.github.cachex.event.CacheEvent.BackendFailed;
import io.github.cachex.event.CacheEvent.FailureServed;
import io.github.cachex.event.CacheEvent.Hit;
import io.github.cachex.event.CacheEvent.Invalidated;
import io.github.cachex.event.CacheEvent.LeaseWon;
import io.github.cachex.event.CacheEvent.LoadFailed;
import io.github.cachex.event.CacheEvent.Loaded;
import io.github.cachex.event.CacheEvent.Missed;
import io.github.cachex.event.CacheEvent.NotStored;
import io.github.cachex.event.CacheEvent.StaleServed;
import io.github.cachex.event.CacheEvent.Stored;
import io.github.cachex.event.CacheEvent.Undecodable;
import io.github.cachex.event.CacheEvent.Waited;
import io.github.cachex.spi.LineLogger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.ResourceBundle;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LogListenerTest {
    private static final List<CacheEvent> ONE_OF_EACH = List.of(
            new Hit("posts", "post:1", false),
            new Missed("posts", "post:1"),
            new LeaseWon("posts", "post:1"),
            new Waited("posts", "post:1", Duration.ofMillis(12), true),
            new Waited("posts", "post:1", Duration.ofSeconds(10), false),
            new Loaded("posts", "post:1", Duration.ofMillis(225)),
            new LoadFailed("posts", "post:1", Duration.ofMillis(3), new IllegalStateException("user=secret")),
            new StaleServed("posts", "post:1", StaleServed.Reason.LOAD_FAILED),
            new FailureServed("posts", "post:1", "java.io.IOException"),
            new Stored("posts", "post:1", Duration.ofMinutes(5)),
            new NotStored("posts", "post:1", "storeIf said no"),
            new NotStored("posts", "post:1", "Post has no default constructor; add one"),
            new Undecodable("posts", "post:1", "another format"),
            new Invalidated("posts", "post:1", true),
            new BackendFailed("posts", "post:1", "read", outage()));

    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5);

    @Test
    void verbose_writesEveryEventAtInfoOrWarning_withoutValues() {
        Lines lines = new Lines(Level.INFO);
        LogListener listener = new LogListener(true, LineLogger.over(lines), now::get);

        ONE_OF_EACH.forEach(listener::on);

        assertThat(lines.written)
                .containsExactly(
                        "INFO CACHEX-0101 HIT posts post:1",
                        "INFO CACHEX-0103 MISS posts post:1",
                        "INFO CACHEX-0104 LEASE posts post:1",
                        "INFO CACHEX-0105 WAIT posts post:1: 12ms",
                        "INFO CACHEX-0105 WAIT posts post:1: 10s, in vain",
                        "INFO CACHEX-0107 LOAD posts post:1: 225ms",
                        "INFO CACHEX-0108 ERROR posts post:1: load failed after 3ms: java.lang.IllegalStateException",
                        "INFO CACHEX-0114 STALE posts post:1: load failed",
                        "INFO CACHEX-0113 FAILURE posts post:1: kept: java.io.IOException",
                        "INFO CACHEX-0110 STORE posts post:1: ttl 5m",
                        "INFO CACHEX-0116 SKIP posts post:1: not stored: storeIf said no",
                        "WARNING CACHEX-0117 SKIP posts post:1: not stored: Post has no default constructor; add one",
                        "WARNING CACHEX-0118 ERROR posts post:1: counted as a miss, cannot be read: another format",
                        "INFO CACHEX-0112 INVALIDATE posts post:1: queued",
                        "WARNING CACHEX-0119 ERROR posts post:1: backend read: redis read 'k': refused (java.io.IOException)");
        assertThat(ONE_OF_EACH).allMatch(event -> listener.wants(event.getClass()));
    }

    @Test
    void quiet_writesOnlyWhatAsksForAttention_andWantsNothingElse() {
        Lines lines = new Lines(Level.INFO);
        LogListener listener = new LogListener(false, LineLogger.over(lines), now::get);

        ONE_OF_EACH.forEach(listener::on);

        assertThat(lines.written)
                .containsExactly(
                        "INFO CACHEX-0114 STALE posts post:1: load failed",
                        "WARNING CACHEX-0117 SKIP posts post:1: not stored: Post has no default constructor; add one;"
                                + " further ones like it are not logged",
                        "WARNING CACHEX-0118 ERROR posts post:1: counted as a miss, cannot be read: another format;"
                                + " further ones like it are not logged",
                        "WARNING CACHEX-0119 ERROR posts post:1: backend read: redis read 'k': refused (java.io.IOException)");
        assertThat(ONE_OF_EACH.stream().map(CacheEvent::getClass).distinct().filter(listener::wants))
                .containsExactly(StaleServed.class, NotStored.class, Undecodable.class, BackendFailed.class);
    }

    @Test
    void loggerAtTrace_getsHitsAtTrace() {
        Lines lines = new Lines(Level.TRACE);
        LogListener listener = new LogListener(false, LineLogger.over(lines), now::get);

        listener.on(ONE_OF_EACH.get(0));
        listener.on(ONE_OF_EACH.get(1));

        assertThat(lines.written)
                .containsExactly("TRACE CACHEX-0101 HIT posts post:1", "DEBUG CACHEX-0103 MISS posts post:1");
        assertThat(listener.wants(Hit.class)).isTrue();
    }

    @Test
    void outage_isOneLinePerCacheAndTenSeconds_thatSaysHowManyWereLeftOut() {
        Lines lines = new Lines(Level.INFO);
        LogListener listener = new LogListener(false, LineLogger.over(lines), now::get);
        CacheEvent failed = new BackendFailed("posts", "post:1", "read", outage());

        for (int i = 0; i < 1_000; i++) {
            listener.on(failed);
        }
        listener.on(new BackendFailed("users", "user:1", "read", outage()));
        now.addAndGet(Duration.ofSeconds(10).toNanos());
        listener.on(failed);

        assertThat(lines.written)
                .containsExactly(
                        "WARNING CACHEX-0119 ERROR posts post:1: backend read: redis read 'k': refused (java.io.IOException)",
                        "WARNING CACHEX-0119 ERROR users user:1: backend read: redis read 'k': refused (java.io.IOException)",
                        "WARNING CACHEX-0119 ERROR posts post:1: backend read: redis read 'k': refused (java.io.IOException)"
                                + " (999 more like it left out)");
    }

    /** It refuses until somebody does something about it, which may be next week. */
    @Test
    void refusal_isOneLinePerCacheWordsAndHour() {
        Lines lines = new Lines(Level.INFO);
        LogListener listener = new LogListener(false, LineLogger.over(lines), now::get);

        for (int i = 0; i < 100; i++) {
            listener.on(refused("post:" + i, "acquire", "OOM over 5 mb; raise maxmemory"));
            listener.on(refused("post:" + i, "write", "OOM over 6 mb; raise maxmemory"));
            now.addAndGet(Duration.ofSeconds(10).toNanos());
        }
        listener.on(refused("post:1", "acquire", "READONLY; another address"));
        now.addAndGet(Duration.ofHours(1).toNanos());
        listener.on(refused("post:2", "mark", "OOM over 7 mb; raise maxmemory"));

        String further = "; further ones like it are not logged for an hour";
        assertThat(lines.written)
                .containsExactly(
                        "WARNING CACHEX-0119 ERROR posts post:0: backend acquire: redis acquire 'app:posts:post:0': OOM over 5 mb;"
                                + " raise maxmemory" + further,
                        "WARNING CACHEX-0119 ERROR posts post:1: backend acquire: redis acquire 'app:posts:post:1': READONLY;"
                                + " another address" + further,
                        "WARNING CACHEX-0119 ERROR posts post:2: backend mark: redis mark 'app:posts:post:2': OOM over 7 mb;"
                                + " raise maxmemory (199 more like it left out)" + further);
    }

    private static CacheEvent refused(String id, String operation, String problem) {
        String key = "app:posts:" + id;
        return new BackendFailed(
                "posts", id, operation, new CacheBackendException("redis", operation, key, problem, null));
    }

    @Test
    void refusalsOfEverOtherWords_areBounded() {
        Lines lines = new Lines(Level.INFO);
        LogListener listener = new LogListener(false, LineLogger.over(lines), now::get);
        for (int i = 0; i < 3_000; i++) {
            listener.on(refused("post:1", "read", "word" + "x".repeat(i) + "; a remedy"));
        }
        assertThat(lines.written.size()).isLessThan(1_100);
    }

    /** The last line of a row that is cut would tell the opposite of how it is. */
    @Test
    void statesOfTheLink_areNeverLeftOut_andDownIsAWarning() {
        Lines lines = new Lines(Level.INFO);
        LogListener listener = new LogListener(false, LineLogger.over(lines), now::get);

        for (int i = 0; i < 3; i++) {
            listener.on(new CacheEvent.LinkChanged("*", "*", true));
            listener.on(new CacheEvent.LinkChanged("*", "*", false));
        }

        assertThat(lines.written).hasSize(6);
        assertThat(lines.written.get(0)).startsWith("INFO CACHEX-0123 LINK * *: up");
        assertThat(lines.written.get(5)).startsWith("WARNING CACHEX-0124 LINK * *: down");
    }

    @Test
    void times_areWrittenAsTheyAreConfigured() {
        Lines lines = new Lines(Level.INFO);

        new LogListener(true, LineLogger.over(lines), now::get)
                .on(new Loaded("posts", "post:1", Duration.ofNanos(61_234_567_890L)));

        assertThat(lines.written).containsExactly("INFO CACHEX-0107 LOAD posts post:1: 1m1s234ms");
    }

    @Test
    void close_tellsWhatWasLeftOut_once() {
        Lines lines = new Lines(Level.INFO);
        LogListener listener = new LogListener(false, LineLogger.over(lines), now::get);
        CacheEvent failed = new BackendFailed("posts", "post:1", "read", outage());
        listener.on(failed);
        listener.on(failed);
        lines.written.clear();

        listener.close();
        listener.close();

        assertThat(lines.written).containsExactly("INFO CACHEX-0125 BackendFailed in posts (1 more like it left out)");
    }

    @Test
    void sameFlawAgain_isNotSaidAgain_anotherOneIs() {
        Lines lines = new Lines(Level.INFO);
        LogListener listener = new LogListener(false, LineLogger.over(lines), now::get);

        listener.on(new NotStored("posts", "post:1", "Post is flawed; mend it"));
        listener.on(new NotStored("posts", "post:2", "Post is flawed; mend it"));
        listener.on(new NotStored("posts", "user:1", "User is flawed; mend it"));
        listener.on(new NotStored("users", "user:1", "User is flawed; mend it"));

        assertThat(lines.written).hasSize(3).noneMatch(line -> line.contains("post:2"));
    }

    @Test
    void idWithLineBreaks_staysOneLine() {
        Lines lines = new Lines(Level.INFO);

        new LogListener(true, LineLogger.over(lines), now::get)
                .on(new Hit("posts", "a\nINFO forged\r\u0085%n{0}", false));

        assertThat(lines.written).containsExactly("INFO CACHEX-0101 HIT posts a?INFO forged??%n{0}");
    }

    @Test
    void endlessSortsOfFlaws_areBounded() {
        Lines lines = new Lines(Level.INFO);
        LogListener listener = new LogListener(false, LineLogger.over(lines), now::get);

        for (int i = 0; i < 5_000; i++) {
            listener.on(new Undecodable("posts", "post:1", "reason " + i));
        }

        assertThat(lines.written).hasSize(1_000);
    }

    @Test
    void loggerOff_nothingIsWantedOrWritten() {
        Lines lines = new Lines(Level.OFF);
        LogListener listener = new LogListener(false, LineLogger.over(lines), now::get);

        ONE_OF_EACH.forEach(listener::on);

        assertThat(lines.written).isEmpty();
        assertThat(ONE_OF_EACH).noneMatch(event -> listener.wants(event.getClass()));
    }

    private static CacheBackendException outage() {
        return new CacheBackendException("redis", "read", "k", "refused", new java.io.IOException("secret"));
    }

    private static final class Lines implements System.Logger {
        private final Level threshold;
        private final List<String> written = new ArrayList<>();

        Lines(Level threshold) {
            this.threshold = threshold;
        }

        @Override
        public String getName() {
            return "lines";
        }

        @Override
        public boolean isLoggable(Level level) {
            return threshold != Level.OFF && level.getSeverity() >= threshold.getSeverity();
        }

        @Override
        public void log(Level level, @Nullable ResourceBundle bundle, String line, @Nullable Throwable thrown) {
            throw new AssertionError("no stack traces");
        }

        @Override
        public void log(Level level, @Nullable ResourceBundle bundle, String format, @Nullable Object... params) {
            assertThat(params).as("a format would be read").isNullOrEmpty();
            written.add(level + " " + format);
        }
    }
}
