// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.purge;

import io.github.cachex.core.coherence.InvalidationTarget;
import io.github.cachex.core.config.Configuration;
import io.github.cachex.event.CacheEvent;
import io.github.cachex.event.CacheEvent.GroupInvalidated;
import io.github.cachex.event.CacheEvent.Invalidated;
import io.github.cachex.spi.CacheListener;
import io.github.cachex.spi.CacheSpace;
import io.github.cachex.spi.ChangeTrail;
import io.github.cachex.spi.EntryKey;
import io.github.cachex.spi.LineLogger;
import io.github.cachex.spi.LogMessage;
import io.github.cachex.spi.Purge;
import io.github.cachex.spi.Purger;
import io.github.cachex.spi.PurgerFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Tells the purgers what this JVM changes: keys that are put or invalidated, and groups. What other JVMs change they tell their own. A
 * change that the backend is yet to be told of is told to the purgers at once, and once more when the backend has it. Thread-safe.
 */
public final class Purging implements CacheListener, AutoCloseable {
    /** How often the changes are looked after that the backend is yet to be told of. */
    public static final Duration PERIOD = Duration.ofSeconds(1);

    private static final LineLogger LOG = LineLogger.named("io.github.cachex");
    private static final String TAG = "tag:";
    private static final String MATCHING = "matching:";
    /** More than this become a purge of the whole cache. */
    private static final int MOST_QUEUED = 10_000;

    private final List<Purger> purgers;
    private final String namespace;
    private final Set<Purge> queued = new LinkedHashSet<>();

    private Purging(List<Purger> purgers, String namespace) {
        this.purgers = List.copyOf(purgers);
        this.namespace = namespace;
    }

    /** Finds and makes the purgers; mistakes in what is configured for them join those of {@code configuration}. */
    public static Purging of(Configuration configuration, @Nullable ClassLoader classLoader) {
        List<Purger> purgers = new ArrayList<>();
        ServiceLoader.load(PurgerFactory.class, classLoader)
                .forEach(factory ->
                        factory.create(configuration.partConfig(factory.keys())).ifPresent(purgers::add));
        return new Purging(purgers, configuration.namespace());
    }

    /** Returns whether there is no purger. */
    public boolean isEmpty() {
        return purgers.isEmpty();
    }

    /** Returns {@code local}, told of what this JVM changes, with the purgers after it. */
    public InvalidationTarget after(InvalidationTarget local) {
        return isEmpty() ? local : new Told(local);
    }

    private final class Told implements InvalidationTarget {
        private final InvalidationTarget local;

        Told(InvalidationTarget local) {
            this.local = local;
        }

        @Override
        public void invalidate(String cache, String id) {
            local.invalidate(cache, id);
            purge(new Purge.Key(space(cache).key(id)));
        }

        @Override
        public void invalidateGroup(String cache) {
            local.invalidateGroup(cache);
        }
    }

    /** The value of {@code key} was loaded anew, in the place of one that still held. */
    public void replaced(EntryKey key) {
        ChangeTrail.changed(key);
        purge(new Purge.Key(key));
    }

    @Override
    public boolean wants(Class<? extends CacheEvent> type) {
        return !isEmpty() && (type == Invalidated.class || type == GroupInvalidated.class);
    }

    @Override
    public void on(CacheEvent event) {
        if (event instanceof Invalidated one && one.queued()) {
            queue(new Purge.Key(space(one.cache()).key(one.id())));
        } else if (event instanceof GroupInvalidated group) {
            Purge purge = purge(space(group.cache()), group.id());
            purge(purge);
            if (group.queued()) {
                queue(purge);
            }
        }
    }

    private static Purge purge(CacheSpace space, String group) {
        if (group.startsWith(TAG)) {
            return new Purge.Tag(space, group.substring(TAG.length()));
        }
        return group.startsWith(MATCHING)
                ? new Purge.Matching(space, group.substring(MATCHING.length()))
                : new Purge.All(space);
    }

    private CacheSpace space(String cache) {
        return new CacheSpace(namespace, cache);
    }

    private void queue(Purge purge) {
        synchronized (queued) {
            queued.add(queued.size() < MOST_QUEUED ? purge : new Purge.All(purge.space()));
        }
    }

    /** Tells once more what the backend has been told of meanwhile, where {@code pending} says how much of a cache it has not. */
    public void settle(ToLongFunction<String> pending) {
        List<Purge> settled;
        synchronized (queued) {
            settled = queued.stream()
                    .filter(purge -> pending.applyAsLong(purge.space().cache()) == 0)
                    .toList();
            settled.forEach(queued::remove);
        }
        settled.forEach(this::purge);
    }

    private void purge(Purge purge) {
        for (Purger purger : purgers) {
            try {
                purger.purge(purge);
            } catch (Throwable e) {
                LOG.log(LogMessage.PURGER_FAILED.with(purger.getClass().getName()), e);
            }
        }
    }

    @Override
    public void close() {
        settle(cache -> 0);
        for (Purger purger : purgers) {
            try {
                purger.close();
            } catch (Throwable e) {
                LOG.log(LogMessage.PURGER_FAILED.with(purger.getClass().getName()), e);
            }
        }
    }
}
