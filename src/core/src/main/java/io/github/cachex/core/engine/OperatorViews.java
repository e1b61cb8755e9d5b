// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.engine;

import io.github.cachex.CacheObserver;
import io.github.cachex.Caches;
import io.github.cachex.core.config.Configuration;
import io.github.cachex.core.jmx.JmxRegistration;
import io.github.cachex.core.recording.RecordingListener;
import io.github.cachex.spi.CacheListener;
import io.github.cachex.spi.LineLogger;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What an engine shows of itself where the JVM can: MBeans, and events of Flight Recorder. */
final class OperatorViews implements AutoCloseable {
    private static final LineLogger LOG = LineLogger.named("io.github.cachex");

    private final Optional<CacheListener> recording;
    private final Optional<JmxRegistration> beans;

    private OperatorViews(Optional<CacheListener> recording, Optional<JmxRegistration> beans) {
        this.recording = recording;
        this.beans = beans;
    }

    /** Opens those of {@code caches}, as {@code configuration} has it. */
    static OperatorViews of(EngineSetup setup, Configuration configuration, Caches caches) {
        String application = setup.application().orElse(configuration.prefix());
        return new OperatorViews(
                RecordingListener.of(application),
                configuration.operators().jmx() ? beans(application, caches) : Optional.empty());
    }

    private static Optional<JmxRegistration> beans(String application, Caches caches) {
        try {
            return Optional.of(JmxRegistration.open(application, caches));
        } catch (Exception | LinkageError e) {
            LOG.debug("this JVM takes no MBeans", e);
            return Optional.empty();
        }
    }

    /** Returns {@code others} with {@code last}, and what hands events on. */
    List<CacheListener> with(List<CacheListener> others, CacheListener last) {
        return Stream.concat(Stream.concat(others.stream(), Stream.of(last)), recording.stream())
                .toList();
    }

    /** Returns {@code setup} with what is told of each cache. */
    EngineSetup in(EngineSetup setup) {
        return setup.observers(Stream.<CacheObserver>concat(setup.observers().stream(), beans.stream())
                .toList());
    }

    @Override
    public void close() {
        beans.ifPresent(JmxRegistration::close);
    }
}
