// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cli;

import io.github.cachex.CacheHandler;
import io.github.cachex.CacheOptions;
import io.github.cachex.Caches;
import io.github.cachex.ErrorPolicy;
import io.github.cachex.NodeReport;
import io.github.cachex.core.config.Configuration;
import io.github.cachex.core.engine.CacheEngine;
import io.github.cachex.core.engine.EngineSetup;
import io.github.cachex.core.key.KeyRules;
import io.github.cachex.core.stage.Namespace;
import io.github.cachex.spi.BackendInspection;
import io.github.cachex.spi.CacheBackend;
import io.github.cachex.spi.CacheListener;
import io.github.cachex.spi.CacheSpace;
import io.github.cachex.spi.CallBudget;
import io.github.cachex.spi.Durations;
import io.github.cachex.spi.EntryKey;
import io.github.cachex.spi.KeyScan;
import io.github.cachex.spi.TagStore;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The caches of an application, as the application's own engine sees them, while one command runs. */
final class Session implements AutoCloseable {
    private static final String MEMORY = "memory";
    private static final Pattern TYPE = Pattern.compile("cachex\\.backend\\.([^.]+)\\.type");
    private static final Pattern STORED_ID = Pattern.compile(".*~[0-9a-f]{32}", Pattern.DOTALL);

    private final Terminal terminal;
    private final Connection connection;
    private final ApplicationConfig config;
    private final Messages messages;
    private final StoreJars jars;
    private final CacheEngine engine;
    private final KeyRules rules;
    private CacheBackend backend;
    private Optional<String> server = Optional.empty();

    private Session(
            Terminal terminal,
            Connection connection,
            ApplicationConfig config,
            Use use,
            Optional<CacheListener> listener) {
        this.terminal = terminal;
        this.connection = connection;
        this.config = config;
        this.messages = new Messages(terminal, connection.isVerbose());
        this.jars = new StoreJars(connection.classPath());
        Configuration said = Configuration.read(config, List.of());
        this.rules = new KeyRules(said.namespace(), said.keyPolicy(), said.maxKeyLength());
        this.engine = engine(setup(use, said).listeners(listener.stream().toList()));
        this.backend = engine.backends().values().iterator().next();
        try {
            if (engine.backends().keySet().equals(Set.of(MEMORY))) {
                throw new Failure(
                        ExitCode.CONFIGURATION,
                        "cachex.backend.redis.uri is not set, and no other store either, so that entries live in the memory of the"
                                + " application alone, where no other process finds them; set CACHEX_BACKEND_REDIS_URI or the"
                                + " address of another store, or name the application's properties by --config");
            }
            messages.started();
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /** What a command does with values. */
    enum Use {
        /** Neither writes nor reads them as objects. */
        BYTES,
        /** Writes them by the application's serializer. */
        OBJECTS
    }

    /**
     * Opens one; no server is asked yet.
     *
     * @throws Failure when the configuration or the class path cannot be used
     */
    static Session open(Terminal terminal, Connection connection, Use use, Optional<CacheListener> listener) {
        ApplicationConfig config = ApplicationConfig.read(terminal.environment(), connection.config());
        return new Session(terminal, connection, config, use, listener);
    }

    /** Starts the engine; closes the jars where that fails. */
    private CacheEngine engine(EngineSetup setup) {
        try {
            jars.check(config);
            return jars.within(() -> CacheEngine.start(setup));
        } catch (LinkageError | ServiceConfigurationError e) {
            jars.close();
            throw new Failure(
                    ExitCode.CONFIGURATION,
                    "--class-path: a class of the store cannot be loaded (" + e.getMessage()
                            + "); name all jars that the store needs");
        } catch (RuntimeException e) {
            jars.close();
            throw e;
        }
    }

    private EngineSetup setup(Use use, Configuration said) {
        String time = Durations.text(connection.timeout());
        // Redis waits for no longer than its own time-outs say, which are those of an application beside it. Ids are
        // checked here.
        Map<String, String> own = new HashMap<>(Map.of(
                "cachex.enabled",
                "true",
                "cachex.near.enabled",
                "false",
                "cachex.key.policy",
                "reject",
                "cachex.backend-budget",
                time));
        for (String redis : redisNames()) {
            own.put("cachex.backend." + redis + ".timeout.connect", time);
            own.put("cachex.backend." + redis + ".timeout.socket", time);
        }
        if (use == Use.BYTES) {
            // Values are bytes here, whoever wrote them.
            said.configuredCaches()
                    .forEach(cache -> own.put("cachex.cache." + quoted(cache) + ".serializer", said.serializer()));
        }
        EngineSetup setup = EngineSetup.of(config.with(own))
                .classLoader(jars.loader())
                .logger(messages)
                .options(CacheOptions.defaults().backendErrors(ErrorPolicy.THROW));
        if (!connection.namespace().isEmpty()) {
            setup = setup.namespaces(connection::namespace);
        }
        return use == Use.OBJECTS ? setup : setup.serializer(new NoSerializer(said.serializer()));
    }

    private static String quoted(String cache) {
        return cache.indexOf('.') < 0 ? cache : '"' + cache + '"';
    }

    private Set<String> redisNames() {
        Set<String> names = new LinkedHashSet<>(Set.of("redis"));
        for (String key : config.names()) {
            Matcher named = TYPE.matcher(key);
            if (named.matches()
                    && config.get(key).filter("redis"::equalsIgnoreCase).isPresent()) {
                names.add(named.group(1));
            }
        }
        return names;
    }

    /** Returns what the nodes of the application say of themselves that answer within {@code wait}. */
    List<NodeReport> nodes(Duration wait) {
        List<NodeReport> reports = caches().nodes(wait).toCompletableFuture().join();
        // The first is this process, which counted nothing.
        return reports.subList(Math.min(1, reports.size()), reports.size());
    }

    /**
     * Takes the store that is named, else that of {@code caches}, else the default one.
     *
     * @throws Failure when there is no such store, or {@code caches} live in several
     */
    void choose(List<String> caches) {
        Map<String, CacheBackend> all = engine.backends();
        Set<CacheBackend> meant = new LinkedHashSet<>();
        if (connection.backend().isPresent()) {
            String name = connection.backend().get();
            meant.add(Optional.ofNullable(all.get(name))
                    .orElseThrow(() -> new Failure(
                            ExitCode.USAGE,
                            "--backend=" + ShownText.of(name) + ": the application has none of this name, but "
                                    + String.join(", ", all.keySet()))));
        } else {
            caches.forEach(cache -> meant.add(engine.backend(checked(cache))));
        }
        if (meant.size() > 1) {
            throw new Failure(
                    ExitCode.USAGE,
                    "these caches live in "
                            + meant.stream().map(CacheBackend::type).collect(Collectors.joining(" and "))
                            + "; name those of one store at a time");
        }
        meant.forEach(one -> backend = one);
    }

    /**
     * Asks the servers of the store who they are.
     *
     * @throws io.github.cachex.error.CacheBackendException when one does not answer, or is another than was meant
     */
    void contact() {
        CallBudget budget = budget();
        Optional<String> whole = backend().contact(budget);
        server = whole.or(() -> backend()
                        .parts()
                        .map(parts -> parts.names().stream()
                                .flatMap(part -> parts.contact(part, budget).stream())
                                .collect(Collectors.joining(", "))))
                .filter(text -> !text.isEmpty());
    }

    /** Says which caches of which store are about to be changed. */
    void announce() {
        terminal.say(description());
    }

    /** Returns which caches of which store these are. */
    String description() {
        Configuration configuration = engine.configuration();
        return server.orElse("the store " + backend().type()) + ", prefix " + configuration.prefix() + ", version "
                + configuration.version()
                + (connection.namespace().isEmpty() ? "" : ", namespace " + ShownText.of(connection.namespace()));
    }

    ApplicationConfig config() {
        return config;
    }

    Configuration configuration() {
        return engine.configuration();
    }

    ClassLoader loader() {
        return jars.loader();
    }

    Messages messages() {
        return messages;
    }

    Caches caches() {
        return engine.caches();
    }

    CacheHandler cache(String name) {
        return caches().cache(checked(name));
    }

    CacheBackend backend() {
        return backend;
    }

    CallBudget budget() {
        return connection.budget(Long.MAX_VALUE);
    }

    /** Returns the scan of the store. */
    KeyScan scan() {
        return backend().scan().orElseThrow(() -> unable("list its entries", "name the ids"));
    }

    /** Returns the marks of the store. */
    TagStore marks() {
        return backend().tags().orElseThrow(() -> unable("keep marks of tags and patterns", "name the ids"));
    }

    /** Returns what the store can be asked by operators. */
    BackendInspection inspection() {
        return backend().inspection().orElseThrow(() -> unable("list the entries of all caches", "name a cache"));
    }

    /** Returns what to throw where the store cannot do {@code what}, and what to do instead. */
    Failure unable(String what, String instead) {
        return new Failure(ExitCode.UNABLE, "the store " + backend().type() + " cannot " + what + "; " + instead);
    }

    /** Returns where the entries of a cache live. */
    CacheSpace space(String cache) {
        return new CacheSpace(engine.configuration().namespace(), checked(cache));
    }

    private static String checked(String cache) {
        Configuration.nameProblem(cache).ifPresent(problem -> {
            throw new Failure(ExitCode.USAGE, ShownText.of(problem));
        });
        return cache;
    }

    /** Returns whose entries are meant. */
    Namespace owner() {
        return connection.namespace().isEmpty() ? Namespace.NONE : Namespace.of(connection.namespace());
    }

    /** Returns where the entry lives that the application calls {@code id}, or that is listed under it. */
    EntryKey key(String cache, String id) {
        return space(cache).key(owner().own(storedId(cache, id)));
    }

    /** Returns under what the entry of {@code id} is stored, without the tenant: what was hashed once is not hashed again. */
    String storedId(String cache, String id) {
        return STORED_ID.matcher(id).matches()
                ? id
                : rules.entryKey(checked(cache), Namespace.NONE, id).id();
    }

    @Override
    public void close() {
        engine.close();
        jars.close();
    }
}
