// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.config;

import io.github.cachex.spi.ConfigKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The keys that an application may be configured by, and the environment variables that stand for them: each letter of a key that a
 * variable cannot have is a {@code _} in it, so that one may stand for several.
 */
public final class MeantKeys {
    private final Map<String, Set<String>> byVariable = new TreeMap<>();

    /** Creates those of {@code caches}, of the groups that {@code names} say something of, and of annotated {@code methods}. */
    public MeantKeys(Set<String> names, Collection<String> caches, Collection<ConfigurableMethod> methods) {
        Settings.keys().stream().map(ConfigKey::name).forEach(this::add);
        caches.forEach(cache -> Node.CACHE
                .settings()
                .forEach(setting -> add(Node.CACHE.keys(cache, setting).get(0))));
        names.stream()
                .flatMap(name -> Node.GROUP.parse(name).stream())
                .map(Node.Key::name)
                .distinct()
                .forEach(group -> Node.GROUP
                        .settings()
                        .forEach(setting -> add(Node.GROUP.keys(group, setting).get(0))));
        for (ConfigurableMethod method : methods) {
            for (String member : UnknownKeys.members(method.annotation())) {
                String end = method.annotation() + '/' + member;
                add(method.place() + '/' + end);
                add(method.bean().getName() + '/' + end);
            }
        }
    }

    private void add(String key) {
        byVariable
                .computeIfAbsent(Node.environment(key), first -> new TreeSet<>())
                .add(key);
    }

    /** Returns the variables that stand for settings of {@code caches}. */
    static Set<String> variablesOf(Collection<String> caches) {
        Set<String> variables = new TreeSet<>();
        for (String cache : caches) {
            for (String setting : Node.CACHE.settings()) {
                Node.CACHE.keys(cache, setting).forEach(key -> variables.add(Node.environment(key)));
            }
        }
        return variables;
    }

    /** Returns a warning for each of {@code names} that is a variable and stands for several keys. */
    public List<String> ambiguous(Set<String> names) {
        List<String> warnings = new ArrayList<>();
        byVariable.forEach((variable, keys) -> {
            if (keys.size() > 1 && names.contains(variable)) {
                warnings.add(variable + ": stands for " + String.join(" and ", keys)
                        + ", and sets each of them; write the key that is meant in another source, or rename what it is"
                        + " about");
            }
        });
        return warnings;
    }
}
