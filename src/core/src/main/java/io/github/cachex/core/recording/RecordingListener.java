// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.recording;

import io.github.cachex.event.CacheEvent;
import io.github.cachex.event.CacheEvent.BreakerChanged;
import io.github.cachex.event.CacheEvent.GroupInvalidated;
import io.github.cachex.event.CacheEvent.Invalidated;
import io.github.cachex.event.CacheEvent.LinkChanged;
import io.github.cachex.event.CacheEvent.LoadFailed;
import io.github.cachex.event.CacheEvent.Loaded;
import io.github.cachex.spi.CacheListener;
import java.util.Optional;
import java.util.Set;

/**
 * Hands loads, invalidations and the states of breakers and links to JDK Flight Recorder, without keys. Hits are not among them: they are
 * too many. While nothing is recorded it costs the making of an object.
 */
public final class RecordingListener implements CacheListener {
    private static final Set<Class<? extends CacheEvent>> RECORDED = Set.of(
            Loaded.class,
            LoadFailed.class,
            Invalidated.class,
            GroupInvalidated.class,
            BreakerChanged.class,
            LinkChanged.class);

    private final String application;

    private RecordingListener(String application) {
        this.application = application;
    }

    /** Returns one for {@code application}; empty in a JVM, or below a class loader, that does not have Flight Recorder. */
    public static Optional<CacheListener> of(String application) {
        try {
            Class.forName("jdk.jfr.Event", false, RecordingListener.class.getClassLoader());
            return Optional.of(new RecordingListener(application));
        } catch (ClassNotFoundException | LinkageError e) {
            return Optional.empty();
        }
    }

    @Override
    public boolean wants(Class<? extends CacheEvent> type) {
        return RECORDED.contains(type);
    }

    @Override
    public void on(CacheEvent event) {
        if (event instanceof Loaded loaded) {
            LoadEvent.of(application, loaded).commit();
        } else if (event instanceof LoadFailed failed) {
            LoadEvent.of(application, failed).commit();
        } else if (event instanceof Invalidated key) {
            InvalidationEvent.of(application, key.cache(), "key", key.queued()).commit();
        } else if (event instanceof GroupInvalidated group) {
            InvalidationEvent.of(application, group.cache(), kind(group.id()), group.queued())
                    .commit();
        } else if (event instanceof BreakerChanged breaker) {
            BreakerEvent.of(application, breaker).commit();
        } else if (event instanceof LinkChanged link) {
            LinkEvent.of(application, link).commit();
        }
    }

    /** Returns {@code tag} of {@code tag:…}. */
    private static String kind(String group) {
        int end = group.indexOf(':');
        return end < 0 ? "all" : group.substring(0, end);
    }
}
