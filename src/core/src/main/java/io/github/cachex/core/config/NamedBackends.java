// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.config;

import io.github.cachex.spi.BackendContext;
import io.github.cachex.spi.BackendFactory;
import io.github.cachex.spi.ConfigKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The backends of an application by name. Each type on the class path is the name of one; whoever needs several of a type, or a better
 * name, writes {@code cachex.backend.<name>.type}. What is wrong with them joins the problems. Thread-safe.
 */
public final class NamedBackends {
    private static final Pattern NAME = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");
    private static final Pattern KEY = Pattern.compile("cachex\\.backend\\.([^.]+)\\.(.+)");
    private static final Pattern TYPE_VARIABLE = Pattern.compile("CACHEX_BACKEND_(.+)_TYPE");

    private final Lookup lookup;
    private final Map<String, BackendFactory> factories;
    /** Those with a name of their own. */
    private final Map<String, BackendName> own = new TreeMap<>();

    private final Optional<String> chosen;

    /** Reads what {@code lookup} says of backends, where {@code names} are its keys. */
    NamedBackends(Lookup lookup, Set<String> names, Collection<BackendFactory> factories) {
        this.lookup = lookup;
        this.factories = factories.stream()
                .collect(Collectors.toMap(
                        BackendFactory::type, Function.identity(), (first, second) -> first, LinkedHashMap::new));
        named(names).forEach(this::read);
        chosen = lookup.text(Settings.BACKEND_TYPE.key()).map(text -> text.toLowerCase(Locale.ROOT));
        chosen.ifPresent(name -> check(Settings.BACKEND_TYPE.key(), name));
        untyped(names);
        ambiguous(names);
    }

    private static Set<String> named(Set<String> names) {
        Set<String> named = new TreeSet<>();
        for (String name : names) {
            Matcher key = KEY.matcher(name);
            if (key.matches() && key.group(2).equals(BackendName.TYPE)) {
                named.add(key.group(1));
            }
            Matcher variable = TYPE_VARIABLE.matcher(name);
            if (variable.matches()) {
                named.add(variable.group(1).toLowerCase(Locale.ROOT).replace('_', '-'));
            }
        }
        return named;
    }

    private void read(String name) {
        String key = BackendName.typeKey(name);
        Optional<String> type = lookup.text(key).map(text -> text.toLowerCase(Locale.ROOT));
        if (type.isEmpty()) {
            return;
        }
        String said = lookup.said(key, type.get());
        if (factories.containsKey(name) || name.equals(BackendName.TYPE)) {
            lookup.problem(said + ": " + name + " is "
                    + (factories.containsKey(name)
                            ? "a type, and the name of its default backend"
                            : "no name for a backend")
                    + "; choose another name");
        } else if (!NAME.matcher(name).matches()) {
            lookup.problem(said + ": the name " + name
                    + " holds what names of backends do not; write small letters and digits with dashes between");
        } else if (!factories.containsKey(type.get())) {
            lookup.problem(said + ": " + MissingPart.BACKEND.problem(type.get(), factories.keySet()));
        } else {
            own.put(name, new BackendName(name, type.get()));
        }
    }

    /** Notes as a problem that {@code name}, which {@code key} says, is no backend's. */
    private void check(String key, String name) {
        if (find(name).isEmpty() && isMissing(name)) {
            lookup.problem(lookup.said(key, name) + ": " + MissingPart.BACKEND.problem(name, all())
                    + (isMisspelt(name) || !NAME.matcher(name).matches()
                            ? ""
                            : "; the type of a backend with a name of its own is written to "
                                    + BackendName.typeKey(name)));
        }
    }

    /** What is wrong with the type of a backend that has one is said already. */
    private boolean isMissing(String name) {
        read(name);
        return !own.containsKey(name) && lookup.text(BackendName.typeKey(name)).isEmpty();
    }

    /** Returns whether {@code name} is nearly that of another. */
    private boolean isMisspelt(String name) {
        return all().stream().anyMatch(other -> Nearest.edits(name, other) <= 2);
    }

    /** Keys of a backend that has no type, unless that is a type misspelt, which others say. */
    private void untyped(Set<String> names) {
        Set<String> settings = factories.values().stream()
                .flatMap(factory -> settings(factory, BackendName.START + factory.type() + '.'))
                .collect(Collectors.toSet());
        Set<String> told = new TreeSet<>();
        for (String name : new TreeSet<>(names)) {
            Matcher key = KEY.matcher(name);
            if (key.matches()
                    && settings.contains(key.group(2))
                    && find(key.group(1)).isEmpty()
                    && isMissing(key.group(1))
                    && !isMisspelt(key.group(1))
                    && told.add(key.group(1))) {
                lookup.problem(name + ": no backend is called " + key.group(1) + "; write its type to "
                        + BackendName.typeKey(key.group(1)) + ", or one of " + String.join(", ", all()));
            }
        }
    }

    /** Returns what stands below the name of a backend of {@code factory}. */
    private static Stream<String> settings(BackendFactory factory, String start) {
        return factory.keys().stream()
                .map(ConfigKey::name)
                .filter(key -> key.startsWith(start))
                .map(key -> key.substring(start.length()));
    }

    /** A variable that two backends would read is of neither. */
    private void ambiguous(Set<String> names) {
        Map<String, Set<String>> byVariable = new TreeMap<>();
        if (!own.isEmpty()) {
            keys().forEach(key -> byVariable
                    .computeIfAbsent(Node.environment(key.name()), first -> new TreeSet<>())
                    .add(key.name()));
        }
        byVariable.forEach((variable, keys) -> {
            if (keys.size() > 1 && names.contains(variable)) {
                lookup.problem(variable + ": stands for " + String.join(" and ", keys)
                        + "; write the key that is meant in another source, or rename the backend");
            }
        });
    }

    private Set<String> all() {
        return Stream.concat(factories.keySet().stream(), own.keySet().stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Returns the name of the default backend that is asked for; empty where the backends decide themselves. */
    public Optional<String> chosen() {
        return chosen;
    }

    /** Returns those with a name of their own. */
    public Collection<BackendName> own() {
        return List.copyOf(own.values());
    }

    /** Returns the types of those that are meant, each asked with one of {@code contexts}; the default one's first. */
    Stream<String> types(Function<BackendName, BackendContext> contexts) {
        Optional<String> first =
                chosen.isPresent() ? chosen.flatMap(this::find).map(BackendName::type) : meant(contexts);
        return Stream.concat(first.stream(), own.values().stream().map(BackendName::type));
    }

    /** Returns the type of the default backend where none is chosen: of the first whose address or client is there; empty for none. */
    public Optional<String> meant(Function<BackendName, BackendContext> contexts) {
        return factories.values().stream()
                .filter(factory -> factory.isMeant(contexts.apply(BackendName.ofType(factory.type()))))
                .map(BackendFactory::type)
                .findFirst();
    }

    /** Returns the name of the backend that {@code cache} chooses; empty for the default one. One that there is not is a problem. */
    public Optional<String> of(String cache) {
        Found<String> found = CacheReader.found(lookup, cache, Settings.BACKEND);
        if (!found.isSet()) {
            return Optional.empty();
        }
        String name = found.value().toLowerCase(Locale.ROOT);
        check(found.key(), name);
        return Optional.of(name);
    }

    /** Returns what is called {@code name}; empty where nothing is. */
    public Optional<BackendName> find(String name) {
        return factories.containsKey(name) ? Optional.of(BackendName.ofType(name)) : Optional.ofNullable(own.get(name));
    }

    /** Returns what makes {@code backend}. */
    public BackendFactory factory(BackendName backend) {
        BackendFactory factory = factories.get(backend.type());
        if (factory == null) {
            throw new IllegalArgumentException("backend=" + backend + ": no factory has this type");
        }
        return factory;
    }

    /** Returns the keys of {@code backend}, as they are written for it. */
    List<ConfigKey> keys(BackendName backend) {
        List<ConfigKey> keys = new ArrayList<>();
        if (backend.isOwn()) {
            keys.add(ConfigKey.of(
                    BackendName.typeKey(backend.name()), "", "The type of the backend " + backend.name() + "."));
        }
        factory(backend).keys().forEach(key -> keys.add(backend.key(key)));
        return keys;
    }

    /** Returns the keys of all of them. */
    List<ConfigKey> keys() {
        return all().stream()
                .flatMap(name -> find(name).stream())
                .flatMap(backend -> keys(backend).stream())
                .toList();
    }

    /** Returns what makes them, one for each type. */
    public Collection<BackendFactory> factories() {
        return factories.values();
    }
}
