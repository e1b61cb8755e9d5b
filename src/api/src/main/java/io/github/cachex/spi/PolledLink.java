// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.spi;

import io.github.cachex.error.CacheBackendException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A link for stores that have marks and tell nobody of them: with each heartbeat it looks at the marks of the joined caches, tells of
 * those that are new, and answers then. So a hit costs no look at them, and an invalidation by tag, pattern or clear is felt elsewhere
 * after a heartbeat at the latest. Of changed keys it knows nothing. Thread-safe; the thread of a session ends with it.
 */
public final class PolledLink implements BackendLink {
    private final TagStore tags;
    private final Duration budget;

    /**
     * Creates one that looks at {@code tags}.
     *
     * @param budget what one look may take; less than the time after which a link counts as dead
     */
    public PolledLink(TagStore tags, Duration budget) {
        this.tags = tags;
        this.budget = budget;
    }

    @Override
    public LinkSession open(LinkListener listener) {
        return new Session(listener);
    }

    @Override
    public boolean tellsChanges() {
        return false;
    }

    private final class Session implements LinkSession {
        private final LinkListener listener;
        private final ExecutorService thread;
        /** What was seen of each joined cache; null before the first look, and after one that failed. By its thread alone. */
        private final Map<CacheSpace, @Nullable MarkPosition> seen = new LinkedHashMap<>();

        private boolean connected;
        private volatile boolean closed;

        Session(LinkListener listener) {
            this.listener = listener;
            ThreadPoolExecutor one =
                    new ThreadPoolExecutor(1, 1, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                        Thread made = new Thread(task, "cachex-polled-link");
                        made.setDaemon(true);
                        return made;
                    });
            one.allowCoreThreadTimeOut(true);
            this.thread = one;
        }

        @Override
        public void join(CacheSpace cache) {
            run(() -> {
                if (!seen.containsKey(cache)) {
                    seen.put(cache, null);
                    look();
                }
            });
        }

        @Override
        public void beat() {
            run(() -> {
                long sentAt = System.nanoTime();
                if (look() && !closed) {
                    listener.alive(sentAt);
                }
            });
        }

        private void run(Runnable step) {
            try {
                thread.execute(() -> {
                    if (!closed) {
                        step.run();
                    }
                });
            } catch (RejectedExecutionException e) {
                // It was closed meanwhile, and hears nothing any more.
                closed = true;
            }
        }

        /** Looks at all caches; returns whether nothing is unknown after that. */
        private boolean look() {
            List<CacheSpace> caches = new ArrayList<>(seen.keySet());
            try {
                CallBudget left = CallBudget.of(budget);
                List<TagState> states = caches.isEmpty() ? List.of() : tags.peek(caches, left);
                for (int i = 0; i < caches.size() && !closed; i++) {
                    compare(caches.get(i), states.get(i), left);
                }
                connected = true;
                return true;
            } catch (CacheBackendException e) {
                seen.replaceAll((cache, known) -> null);
                if (connected && !closed) {
                    connected = false;
                    listener.disconnected();
                }
                return false;
            }
        }

        private void compare(CacheSpace cache, TagState now, CallBudget left) {
            MarkPosition known = seen.get(cache);
            MarkPosition there = new MarkPosition(now.incarnation(), now.epoch());
            seen.put(cache, there);
            if (known == null) {
                listener.joined(cache);
            } else if (known.incarnation() != there.incarnation()) {
                listener.unknown(cache);
            } else if (known.epoch() < there.epoch()) {
                TagState fresh = tags.sync(cache, known, newIncarnation(), left);
                seen.put(cache, new MarkPosition(fresh.incarnation(), fresh.epoch()));
                if (fresh.incarnation() == known.incarnation()) {
                    listener.marked(
                            cache,
                            new TagState(
                                    fresh.incarnation(), known.epoch(), fresh.epoch(), fresh.floor(), fresh.marks()));
                } else {
                    listener.unknown(cache);
                }
            }
        }

        private static long newIncarnation() {
            return ThreadLocalRandom.current().nextLong(1, Long.MAX_VALUE);
        }

        @Override
        public void close() {
            closed = true;
            thread.shutdown();
        }
    }
}
