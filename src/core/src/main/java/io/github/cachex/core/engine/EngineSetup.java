// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.engine;

import io.github.cachex.CacheOptions;
import io.github.cachex.core.config.ConfigSource;
import io.github.cachex.core.transaction.Transactions;
import io.github.cachex.spi.CacheBackend;
import io.github.cachex.spi.CacheListener;
import io.github.cachex.spi.NamespaceResolver;
import io.github.cachex.spi.Serializer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What an engine is started with: the configuration, and what the application hands in. Immutable.
 *
 * @param source the configuration
 * @param listeners heard beside the log
 * @param serializer instead of the configured one
 * @param backend instead of the configured one; stays the application's to close
 * @param client a client of the backend's library; stays the application's to close
 * @param options for every call, where the call itself says nothing
 * @param executor gives threads to background loads; if empty the engine has its own
 * @param aroundLoads returns what runs in the place of a load that moves to another thread, and runs it once; asked on the thread
 *     that hands it over
 * @param transactions finds the transaction of a thread
 * @param namespaces tells in whose name a call is made
 * @param classLoader where backends and serializers are looked for
 */
public record EngineSetup(
        ConfigSource source,
        List<CacheListener> listeners,
        Optional<Serializer> serializer,
        Optional<CacheBackend> backend,
        Optional<Object> client,
        CacheOptions options,
        Optional<Executor> executor,
        UnaryOperator<Runnable> aroundLoads,
        Transactions transactions,
        Optional<NamespaceResolver> namespaces,
        @Nullable ClassLoader classLoader) {
    /** Returns a setup with nothing but a configuration. */
    public static EngineSetup of(ConfigSource source) {
        return new EngineSetup(
                source,
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                CacheOptions.defaults(),
                Optional.empty(),
                UnaryOperator.identity(),
                Transactions.NONE,
                Optional.empty(),
                EngineSetup.class.getClassLoader());
    }

    /** Returns this with {@code listeners}. */
    public EngineSetup listeners(List<CacheListener> listeners) {
        return new EngineSetup(
                source,
                List.copyOf(listeners),
                serializer,
                backend,
                client,
                options,
                executor,
                aroundLoads,
                transactions,
                namespaces,
                classLoader);
    }

    /** Returns this with {@code serializer}. */
    public EngineSetup serializer(Serializer serializer) {
        return new EngineSetup(
                source,
                listeners,
                Optional.of(serializer),
                backend,
                client,
                options,
                executor,
                aroundLoads,
                transactions,
                namespaces,
                classLoader);
    }

    /** Returns this with {@code backend}. */
    public EngineSetup backend(CacheBackend backend) {
        return new EngineSetup(
                source,
                listeners,
                serializer,
                Optional.of(backend),
                client,
                options,
                executor,
                aroundLoads,
                transactions,
                namespaces,
                classLoader);
    }

    /** Returns this with {@code client}. */
    public EngineSetup client(Object client) {
        return new EngineSetup(
                source,
                listeners,
                serializer,
                backend,
                Optional.of(client),
                options,
                executor,
                aroundLoads,
                transactions,
                namespaces,
                classLoader);
    }

    /** Returns this with {@code options}. */
    public EngineSetup options(CacheOptions options) {
        return new EngineSetup(
                source,
                listeners,
                serializer,
                backend,
                client,
                options,
                executor,
                aroundLoads,
                transactions,
                namespaces,
                classLoader);
    }

    /** Returns this with {@code executor}. */
    public EngineSetup executor(Executor executor) {
        return new EngineSetup(
                source,
                listeners,
                serializer,
                backend,
                client,
                options,
                Optional.of(executor),
                aroundLoads,
                transactions,
                namespaces,
                classLoader);
    }

    /** Returns this with {@code aroundLoads}. */
    public EngineSetup aroundLoads(UnaryOperator<Runnable> aroundLoads) {
        return new EngineSetup(
                source,
                listeners,
                serializer,
                backend,
                client,
                options,
                executor,
                aroundLoads,
                transactions,
                namespaces,
                classLoader);
    }

    /** Returns this with {@code transactions}. */
    public EngineSetup transactions(Transactions transactions) {
        return new EngineSetup(
                source,
                listeners,
                serializer,
                backend,
                client,
                options,
                executor,
                aroundLoads,
                transactions,
                namespaces,
                classLoader);
    }

    /** Returns this with {@code namespaces}. */
    public EngineSetup namespaces(NamespaceResolver namespaces) {
        return new EngineSetup(
                source,
                listeners,
                serializer,
                backend,
                client,
                options,
                executor,
                aroundLoads,
                transactions,
                Optional.of(namespaces),
                classLoader);
    }

    /** Returns this with {@code classLoader}. */
    public EngineSetup classLoader(@Nullable ClassLoader classLoader) {
        return new EngineSetup(
                source,
                listeners,
                serializer,
                backend,
                client,
                options,
                executor,
                aroundLoads,
                transactions,
                namespaces,
                classLoader);
    }
}
