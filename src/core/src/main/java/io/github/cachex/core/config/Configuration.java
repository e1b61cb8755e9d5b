// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.config;

import io.github.cachex.SettingInForce;
import io.github.cachex.core.config.Lookup.Place;
import io.github.cachex.spi.BackendContext;
import io.github.cachex.spi.BackendFactory;
import io.github.cachex.spi.ConfigKey;
import io.github.cachex.spi.ConfigReader;
import io.github.cachex.spi.LogLine;
import io.github.cachex.spi.LogMessage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * All that is configured. Reading never throws: a value that cannot be used is noted among the {@link #problems} and its
 * default stands in, so that start-up can fail with every mistake at once. Thread-safe.
 */
public final class Configuration {
    /** The name of the cache that is meant where none is named. */
    public static final String DEFAULT_CACHE = "default";

    private static final BackendName NO_BACKEND = BackendName.ofType("");

    private final Snapshot source;
    private final Lookup lookup;
    private final NamedBackends backends;
    private final Set<String> names;
    private final CacheGroups groups;
    private final Switches switches;
    private final boolean verbose;
    private final Found<String> prefix;
    private final String version;
    private final String serializer;
    private final Duration poll;
    private final Allowances allowances;
    private final KeyPolicy keyPolicy;
    private final int maxKeyLength;
    private final Set<String> interceptorsInside;
    private final EngineSettings engine;
    private final OperatorSettings operators;
    private volatile List<ConfigKey> partKeys = List.of();
    private volatile FollowedKeys followed;

    private Configuration(Snapshot source, Collection<BackendFactory> backends) {
        this.source = source;
        lookup = new Lookup(source);
        followed = new FollowedKeys(source);
        switches = new Switches(lookup, find(Settings.ENABLED).value());
        prefix = find(Settings.PREFIX);
        version = find(Settings.VERSION).value();
        serializer = find(Settings.SERIALIZER).value();
        verbose = find(Settings.VERBOSE).value();
        var unused = find(Settings.LOG_FORMAT);
        poll = find(Settings.CONFIG_POLL).value();
        allowances = new Allowances(lookup, find(Settings.ALLOW).value());
        keyPolicy = find(Settings.KEY_POLICY).value();
        maxKeyLength = find(Settings.KEY_MAX_LENGTH).value().intValue();
        interceptorsInside = find(Settings.INTERCEPTORS_INSIDE).value();
        engine = new EngineReader(lookup).read();
        operators = OperatorKeys.read(lookup);
        names = source.names();
        this.backends = new NamedBackends(lookup, names, backends);
        CacheReader.checkDefaults(lookup);
        Set<String> caches = caches(names);
        groups = new CacheGroups(lookup, names, caches);
        caches.forEach(this::cache);
    }

    /**
     * Reads what {@code source} says, with the keys that {@code backends} know. Values of all named caches are checked; those
     * of annotated methods as they are asked for with {@link #method}. What the source says later counts for
     * {@link #changes} alone.
     */
    public static Configuration read(ConfigSource source, List<BackendFactory> backends) {
        Configuration configuration = new Configuration(Snapshot.of(source), backends);
        configuration.lookup.refuseBlank(Settings.ENCRYPTION_KEYS.key(), EncryptionKeys.BLANK);
        return configuration;
    }

    /**
     * Asks the source again, and returns what has changed, be it a key that nobody reads; empty if nothing has.
     *
     * @throws RuntimeException when the source cannot be asked
     */
    public Optional<ConfigChange> changes() {
        Snapshot now = source.again();
        Map<String, Optional<String>> taken = new TreeMap<>();
        Map<String, Optional<String>> left = new TreeMap<>();
        Map<String, Optional<String>> differences = source.differences(now);
        if (differences.isEmpty()) {
            return Optional.empty();
        }
        UnknownKeys known = unknownKeys();
        differences.forEach((key, text) -> {
            if (!followed.has(key) && known.warnings(Set.of(key)).isEmpty()) {
                (Changeable.isLive(key) ? taken : left).put(key, text);
            }
        });
        Configuration next = new Configuration(now.with(left.keySet(), source), backends.factories());
        next.followed = followed;
        next.partKeys = partKeys;
        MemberTexts.check(now, next.lookup);
        return Optional.of(new ConfigChange(next, taken, left));
    }

    /** Returns how often {@link #changes} are to be looked for; empty for never. */
    public Optional<Duration> poll() {
        return source.mayChange() ? Optional.of(poll).filter(period -> !period.isZero()) : Optional.empty();
    }

    private <T> Found<T> find(Setting<T> setting) {
        return lookup.find(setting, List.of(Place.of(setting.key())));
    }

    private static Set<String> caches(Set<String> names) {
        Set<String> caches = new LinkedHashSet<>();
        for (String name : names) {
            Node.CACHE.parse(name).ifPresent(key -> caches.add(key.name()));
            Node.CACHE.parseEnvironment(name).ifPresent(caches::add);
        }
        return caches;
    }

    /** Returns what is configured for the engine as a whole. */
    public EngineSettings engine() {
        return engine;
    }

    /** Returns what operators are shown. */
    public OperatorSettings operators() {
        return operators;
    }

    /** Returns whether anything is cached at all. */
    public boolean enabled() {
        return switches.enabled();
    }

    /** Returns what is switched on and off, cache by cache. */
    public Switches switches() {
        return switches;
    }

    /** Returns the first part of every key in a shared backend. */
    public String prefix() {
        return prefix.value();
    }

    /** Returns the second part of every key. */
    public String version() {
        return version;
    }

    /** Returns {@code prefix:version}. */
    public String namespace() {
        return prefix.value() + ":" + version;
    }

    /** Returns the backends by name. */
    public NamedBackends backends() {
        return backends;
    }

    /** Returns the name of the serializer of caches that choose none. */
    public String serializer() {
        return serializer;
    }

    /** Returns the serializer that {@code cache} chooses; empty for the one of all. */
    public Optional<SerializerChoice> serializerChoice(String cache) {
        return SerializerChoice.of(lookup, cache);
    }

    /** Returns the caches of which something is said. */
    public Set<String> configuredCaches() {
        return caches(names);
    }

    /** Returns the names of classes and bindings whose interceptors may come after the cache. */
    public Set<String> interceptorsInside() {
        return interceptorsInside;
    }

    /** Returns whether every hit, miss, wait and load is logged. */
    public boolean verbose() {
        return verbose;
    }

    /** Returns what is allowed outside. */
    public Allowances allowances() {
        return allowances;
    }

    /** Returns what happens to ids that are too long or hold characters that no key should hold. */
    public KeyPolicy keyPolicy() {
        return keyPolicy;
    }

    /** Returns the longest id, in characters. */
    public int maxKeyLength() {
        return maxKeyLength;
    }

    /**
     * Returns the settings of the cache {@code name}: {@code cachex.cache.<name>.<setting>}, else that of its group,
     * {@code cachex.group.<group>.<setting>}, else {@code cachex.<setting>}, else the default. A name that no key may hold is
     * noted as a problem.
     */
    public CacheSettings cache(String name) {
        nameProblem(name).ifPresent(lookup::problem);
        var unused = backends.of(name);
        return CacheReader.cache(lookup, name);
    }

    /** Returns why {@code name} can be no cache's name; empty if it can. */
    public static Optional<String> nameProblem(String name) {
        return Parsers.nameProblem("cache", name);
    }

    /**
     * Returns the settings of an annotated method. If {@code <class>/<method>/<annotation>/<member>} is configured, it holds.
     * Otherwise, {@code <class>/<annotation>/<member>}; otherwise, {@code cachex.cache.<name>.<setting>}; otherwise, that of the
     * cache's group; otherwise, {@code <annotation>/<member>}; otherwise, what the annotation says; otherwise,
     * {@code cachex.<setting>}; otherwise, the default. The member of a setting is its name in camel case.
     *
     * @param cache the name of the method's cache
     * @param type the bean's class
     * @param method the method's name
     * @param annotation the simple name of the annotation, such as {@code CachexFetch}
     * @param annotationMembers what the annotation says, by member; empty texts say nothing
     */
    public CacheSettings method(
            String cache, Class<?> type, String method, String annotation, Map<String, String> annotationMembers) {
        nameProblem(cache).ifPresent(lookup::problem);
        return CacheReader.method(lookup, cache, type, method, annotation, annotationMembers)
                .read();
    }

    /** Returns a line for each setting of an annotated method: its value, and who says so. Parameters as in {@link #method}. */
    public List<String> report(
            String cache, Class<?> type, String method, String annotation, Map<String, String> annotationMembers) {
        return CacheReader.method(lookup, cache, type, method, annotation, annotationMembers)
                .report();
    }

    /**
     * Returns the settings in force where entries live in {@code used}: those for all, then what is configured for one of
     * {@code caches}, for a group or for a method.
     */
    public List<SettingInForce> inForce(Collection<BackendName> used, Set<String> caches) {
        List<ConfigKey> keys = new ArrayList<>(Settings.keys());
        used.forEach(backend -> keys.addAll(backends.keys(backend)));
        keys.addAll(partKeys);
        Set<String> all = new LinkedHashSet<>(caches(names));
        all.addAll(caches);
        return new SettingsInForce(lookup, unknownKeys()).of(keys, all);
    }

    /** Returns what the annotation of a method says, as far as nothing overrides it. Parameters as in {@link #method}. */
    public List<SettingInForce> annotated(
            String cache, Class<?> type, String method, String annotation, Map<String, String> annotationMembers) {
        return CacheReader.method(lookup, cache, type, method, annotation, annotationMembers)
                .annotated();
    }

    /**
     * Returns what is configured for {@code member} of {@code annotation} on a method, for members that are no settings,
     * such as {@code cache} and {@code key}: for the method, else for the class, else for all.
     */
    public Optional<String> member(Class<?> type, String method, String annotation, String member) {
        return places(type, method, annotation, member)
                .flatMap(key -> lookup.text(key).stream())
                .findFirst();
    }

    /** Returns the same of a member that is true or false; anything else is a problem, and counts as not said. */
    public Optional<Boolean> flag(Class<?> type, String method, String annotation, String member) {
        return places(type, method, annotation, member)
                .flatMap(key -> lookup.text(key).flatMap(text -> lookup.parsed(key, text, Parsers::bool)).stream())
                .findFirst();
    }

    private static Stream<String> places(Class<?> type, String method, String annotation, String member) {
        String end = annotation + '/' + member;
        return Stream.of(type.getName() + '/' + method + '/' + end, type.getName() + '/' + end, end);
    }

    /** Returns what {@code backend} is made from; problems its factory notes join {@link #problems}. */
    public BackendContext context(BackendName backend, Optional<Object> client) {
        return new ConfiguredBackend(lookup, followed, backend, client, namespace());
    }

    /** Returns what a part reads its settings from, which knows {@code keys}; problems it notes join {@link #problems}. */
    public ConfigReader partConfig(List<ConfigKey> keys) {
        partKeys = Stream.concat(partKeys.stream(), keys.stream()).toList();
        return context(NO_BACKEND, Optional.empty());
    }

    private UnknownKeys unknownKeys() {
        return new UnknownKeys(backends.keys(), partKeys);
    }

    /** Returns all mistakes found so far, each as {@code key=value: problem; remedy}. */
    public List<String> problems() {
        return lookup.problems();
    }

    /**
     * Returns what may be a mistake: keys that nobody reads, groups without settings or caches, and an unset prefix where others
     * may use the same backend.
     */
    public List<LogLine> warnings() {
        List<LogLine> warnings = new ArrayList<>(unknownKeys().warnings(names));
        warnings.addAll(groups.warnings());
        Lookup apart = new Lookup(lookup.source()); // What is wrong with them is told where they are made.
        backends.types(backend -> new ConfiguredBackend(apart, followed, backend, Optional.empty(), namespace()))
                .flatMap(type -> prefixWarning(type).stream())
                .findFirst()
                .ifPresent(warnings::add);
        return warnings;
    }

    /** Returns what has no effect of the settings of the annotated methods that were asked for so far. */
    public List<LogLine> methodWarnings() {
        return lookup.warnings();
    }

    /** Returns a warning if the prefix is unset and {@code backendType} is one that applications may share. */
    public Optional<LogLine> prefixWarning(String backendType) {
        return prefix.isSet() || backendType.equals("memory")
                ? Optional.empty()
                : Optional.of(LogMessage.PREFIX_UNSET.with(prefix.said(), backendType, prefix.key()));
    }

    /** Returns every key of the core with its default and description, as the documents list them. */
    public static List<ConfigKey> keys() {
        return Settings.keys();
    }
}
