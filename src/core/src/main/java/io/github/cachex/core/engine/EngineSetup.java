// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.engine;

import io.github.cachex.CacheObserver;
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

/** What an engine is started with: the configuration, and what the application hands in. Never changed once it was returned. */
public final class EngineSetup {
    private ConfigSource source;
    private List<CacheListener> listeners = List.of();
    private List<CacheObserver> observers = List.of();
    private Optional<System.Logger> logger = Optional.empty();
    private Optional<Serializer> serializer = Optional.empty();
    private Optional<CacheBackend> backend = Optional.empty();
    private Optional<Object> client = Optional.empty();
    private CacheOptions options = CacheOptions.defaults();
    private Optional<Executor> executor = Optional.empty();
    private UnaryOperator<Runnable> aroundLoads = UnaryOperator.identity();
    private Transactions transactions = Transactions.NONE;
    private Optional<String> application = Optional.empty();
    private Optional<NamespaceResolver> namespaces = Optional.empty();
    private @Nullable ClassLoader classLoader = EngineSetup.class.getClassLoader();

    private EngineSetup(ConfigSource source) {
        this.source = source;
    }

    private EngineSetup(EngineSetup other) {
        this.source = other.source;
        this.listeners = other.listeners;
        this.observers = other.observers;
        this.logger = other.logger;
        this.serializer = other.serializer;
        this.backend = other.backend;
        this.client = other.client;
        this.options = other.options;
        this.executor = other.executor;
        this.aroundLoads = other.aroundLoads;
        this.transactions = other.transactions;
        this.namespaces = other.namespaces;
        this.application = other.application;
        this.classLoader = other.classLoader;
    }

    /** Returns a setup with nothing but a configuration. */
    public static EngineSetup of(ConfigSource source) {
        return new EngineSetup(source);
    }

    /** Returns this with {@code source}. */
    public EngineSetup source(ConfigSource source) {
        EngineSetup changed = new EngineSetup(this);
        changed.source = source;
        return changed;
    }

    /** Returns the configuration. */
    public ConfigSource source() {
        return source;
    }

    /** Returns this with {@code listeners}. */
    public EngineSetup listeners(List<CacheListener> listeners) {
        EngineSetup changed = new EngineSetup(this);
        changed.listeners = List.copyOf(listeners);
        return changed;
    }

    /** Returns those that are heard beside the log. */
    public List<CacheListener> listeners() {
        return listeners;
    }

    /** Returns this with {@code observers}. */
    public EngineSetup observers(List<CacheObserver> observers) {
        EngineSetup changed = new EngineSetup(this);
        changed.observers = List.copyOf(observers);
        return changed;
    }

    /** Returns those that are told of each cache. */
    public List<CacheObserver> observers() {
        return observers;
    }

    /** Returns this with {@code logger}. */
    public EngineSetup logger(System.Logger logger) {
        EngineSetup changed = new EngineSetup(this);
        changed.logger = Optional.of(logger);
        return changed;
    }

    /** Returns what is logged to instead of the platform's loggers. */
    public Optional<System.Logger> logger() {
        return logger;
    }

    /** Returns this with {@code serializer}. */
    public EngineSetup serializer(Serializer serializer) {
        EngineSetup changed = new EngineSetup(this);
        changed.serializer = Optional.of(serializer);
        return changed;
    }

    /** Returns the serializer instead of the configured one. */
    public Optional<Serializer> serializer() {
        return serializer;
    }

    /** Returns this with {@code backend}. */
    public EngineSetup backend(CacheBackend backend) {
        EngineSetup changed = new EngineSetup(this);
        changed.backend = Optional.of(backend);
        return changed;
    }

    /** Returns the backend instead of the configured one; it stays the application's to close. */
    public Optional<CacheBackend> backend() {
        return backend;
    }

    /** Returns this with {@code client}. */
    public EngineSetup client(Object client) {
        EngineSetup changed = new EngineSetup(this);
        changed.client = Optional.of(client);
        return changed;
    }

    /** Returns a client of the backend's library; it stays the application's to close. */
    public Optional<Object> client() {
        return client;
    }

    /** Returns this with {@code options}. */
    public EngineSetup options(CacheOptions options) {
        EngineSetup changed = new EngineSetup(this);
        changed.options = options;
        return changed;
    }

    /** Returns the options of every call, where the call itself says nothing. */
    public CacheOptions options() {
        return options;
    }

    /** Returns this with {@code executor}. */
    public EngineSetup executor(Executor executor) {
        EngineSetup changed = new EngineSetup(this);
        changed.executor = Optional.of(executor);
        return changed;
    }

    /** Returns what gives threads to background loads; if empty the engine has its own. */
    public Optional<Executor> executor() {
        return executor;
    }

    /** Returns this with {@code aroundLoads}. */
    public EngineSetup aroundLoads(UnaryOperator<Runnable> aroundLoads) {
        EngineSetup changed = new EngineSetup(this);
        changed.aroundLoads = aroundLoads;
        return changed;
    }

    /**
     * Returns what makes the task that runs in the place of a load which moves to another thread, and runs that once; asked on the
     * thread that hands it over.
     */
    public UnaryOperator<Runnable> aroundLoads() {
        return aroundLoads;
    }

    /** Returns this with {@code transactions}. */
    public EngineSetup transactions(Transactions transactions) {
        EngineSetup changed = new EngineSetup(this);
        changed.transactions = transactions;
        return changed;
    }

    /** Returns what finds the transaction of a thread. */
    public Transactions transactions() {
        return transactions;
    }

    /** Returns this with {@code application}. */
    public EngineSetup application(String application) {
        EngineSetup changed = new EngineSetup(this);
        changed.application = Optional.of(application);
        return changed;
    }

    /** Returns the name of the application, where it has one. */
    public Optional<String> application() {
        return application;
    }

    /** Returns this with {@code namespaces}. */
    public EngineSetup namespaces(NamespaceResolver namespaces) {
        EngineSetup changed = new EngineSetup(this);
        changed.namespaces = Optional.of(namespaces);
        return changed;
    }

    /** Returns what tells in whose name a call is made. */
    public Optional<NamespaceResolver> namespaces() {
        return namespaces;
    }

    /** Returns this with {@code classLoader}. */
    public EngineSetup classLoader(@Nullable ClassLoader classLoader) {
        EngineSetup changed = new EngineSetup(this);
        changed.classLoader = classLoader;
        return changed;
    }

    /** Returns where backends and serializers are looked for. */
    public @Nullable ClassLoader classLoader() {
        return classLoader;
    }
}
