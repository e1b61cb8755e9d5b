// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.redis;

import io.github.cachex.backend.redis.Sentinel.Primary;
import io.github.cachex.spi.LineLogger;
import io.github.cachex.spi.LogMessage;
import java.io.IOException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Where Sentinels say that the primary is. They are asked at each dial, one after the other until one answers; who answered is asked
 * first next time. One daemon thread hears from them of a switch, and looks at another one every few seconds, since one that hangs says
 * nothing. A word counts if it comes from no earlier vote than what was heard before. Thread-safe.
 */
final class SentinelLocator implements ServerLocator {
    private static final LineLogger LOG = LineLogger.named("io.github.cachex.redis");
    /** A Sentinel that says nothing for so long may hang, and is left for the next. */
    private static final int LISTENING_MILLIS = 5_000;

    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final RedisServers servers;
    private final List<Sentinel> all;
    private final CopyOnWriteArrayList<Sentinel> order;
    private final Watchdog watchdog = new Watchdog();
    private final List<Runnable> leavers = new CopyOnWriteArrayList<>();
    private @Nullable Primary known;
    private @Nullable Thread listener;
    private Sentinel.@Nullable Line line;
    /** Those who had a word of an earlier vote since anybody had not. */
    private final Set<Sentinel> behind = new HashSet<>();

    private boolean closed;

    SentinelLocator(RedisSettings settings) {
        this.servers = settings.servers();
        String master = servers.master().orElseThrow();
        RedisSettings quick = settings.within(settings.connectTimeout());
        this.all = servers.hosts().stream()
                .map(host -> new Sentinel(host, master, quick, watchdog))
                .toList();
        this.order = new CopyOnWriteArrayList<>(all);
    }

    @Override
    public RedisAddress now() throws IOException {
        begin();
        List<String> problems = new ArrayList<>();
        for (Sentinel sentinel : List.copyOf(order)) {
            try {
                if (learn(sentinel, sentinel.primary())) {
                    break;
                }
            } catch (IOException e) {
                problems.add(e.getMessage());
                later(sentinel);
            }
        }
        Primary primary = known();
        if (primary == null) {
            throw new UnknownHostException("no Sentinel names the primary '"
                    + servers.master().orElseThrow() + "': " + String.join(", ", problems));
        }
        // Where no Sentinel answers, the one that they named last may well be there.
        return servers.server(primary.host(), primary.port());
    }

    private synchronized @Nullable Primary known() {
        return known;
    }

    /** The next dial does not begin with one that did not answer. */
    private void later(Sentinel sentinel) {
        if (order.remove(sentinel)) {
            order.add(sentinel);
        }
    }

    /** Takes in the word of a Sentinel; returns false where it comes from an earlier vote than what is known. */
    private boolean learn(Sentinel sentinel, Primary word) {
        boolean moved;
        synchronized (this) {
            if (known != null && word.epoch() < known.epoch() && isOutvoted(sentinel)) {
                return false;
            }
            // Where all of them are behind, they were set up anew, and began to count anew.
            behind.clear();
            moved = known != null && !known.isAt(word);
            known = word;
        }
        if (moved) {
            LOG.log(LogMessage.PRIMARY_OF_SENTINELS.with(
                    servers.master().orElseThrow(), word.host() + ":" + word.port()));
            leavers.forEach(Runnable::run);
        }
        return true;
    }

    private boolean isOutvoted(Sentinel sentinel) {
        behind.add(sentinel);
        return behind.size() < all.size();
    }

    @Override
    public RedisAddress last() {
        Primary primary = known();
        return primary == null ? servers.hosts().get(0) : servers.server(primary.host(), primary.port());
    }

    @Override
    public RedisAddress login() {
        return servers.login();
    }

    /** A Sentinel may be behind, and a server that was named a moment ago not yet what it is to be. */
    @Override
    public void check(BoundedConnection made) throws IOException {
        if (!made.takesWrites()) {
            throw new IOException("the server that the Sentinels name for '"
                    + servers.master().orElseThrow() + "' is a replica; a failover may be under way");
        }
    }

    @Override
    public void onMove(Runnable leave) {
        leavers.add(leave);
    }

    private synchronized void begin() {
        if (listener == null && !closed) {
            listener = Daemons.named("cachex-redis-sentinels").newThread(this::run);
            listener.start();
        }
    }

    private void run() {
        for (int turn = 0; !isClosed(); turn++) {
            Sentinel sentinel = all.get(turn % all.size());
            try {
                listen(sentinel);
            } catch (IOException | RuntimeException e) {
                LOG.debug("no word of a Sentinel: " + e.getMessage());
                later(sentinel);
                pause();
            }
        }
    }

    private void listen(Sentinel sentinel) throws IOException {
        try (Sentinel.Line heard = sentinel.listen()) {
            if (keep(heard)) {
                do {
                    learn(sentinel, sentinel.primary());
                } while (heard.awaitSwitch(LISTENING_MILLIS));
            }
        }
    }

    private synchronized boolean keep(Sentinel.Line opened) {
        line = opened;
        return !closed;
    }

    private synchronized boolean isClosed() {
        return closed;
    }

    private synchronized void pause() {
        long end = System.nanoTime() + PAUSE.toNanos();
        try {
            for (long left = PAUSE.toNanos(); left > 0 && !closed; left = end - System.nanoTime()) {
                TimeUnit.NANOSECONDS.timedWait(this, left);
            }
        } catch (InterruptedException e) {
            // Nobody interrupts this thread but a shutdown of all, after which looking again is right.
        }
    }

    /** Ends the thread and its connection. */
    @Override
    public void close() {
        Thread ending;
        synchronized (this) {
            closed = true;
            notifyAll();
            ending = listener;
            if (line != null) {
                line.cut();
            }
        }
        try {
            if (ending != null && ending != Thread.currentThread()) {
                ending.join(PATIENCE.toMillis());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        watchdog.close();
    }

    @Override
    public String toString() {
        Primary primary = known();
        String now = primary == null ? "" : ", now at " + primary.host() + ":" + primary.port();
        return servers + now;
    }
}
