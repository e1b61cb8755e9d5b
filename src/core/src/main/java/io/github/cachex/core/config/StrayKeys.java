// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.config;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds keys that are read for nothing: of caches that the application does not have, and of methods that its beans do not have. */
public final class StrayKeys {
    private static final Pattern METHOD =
            Pattern.compile("(?:([^/]+)/)?(?:([^/]+)/)?(Cachex(?:Fetch|Put|Invalidate|Allow))((?:/[^/]+)?)");
    private static final String ALLOW = Allowances.ANNOTATION;

    private final Set<String> names;

    /** Creates one that looks at the keys called {@code names}. */
    public StrayKeys(Set<String> names) {
        this.names = new TreeSet<>(names);
    }

    /** Returns a warning for each cache that is configured and that is none of {@code caches}. */
    public List<String> ofCaches(Collection<String> caches) {
        Map<String, String> stray = new TreeMap<>();
        Set<String> variables = MeantKeys.variablesOf(caches);
        for (String name : names) {
            String variable = Node.environment(name);
            if (variables.contains(variable) || names.contains(variable) && !name.equals(variable)) {
                continue; // The latter is a guess at the key of a variable.
            }
            cache(name).ifPresent(cache -> stray.merge(cache, name, (one, other) -> one + ", " + other));
        }
        List<String> warnings = new ArrayList<>();
        stray.forEach((cache, keys) -> warnings.add(keys + ": no cache of this application is called '" + cache + "'; "
                + Nearest.of(cache, new TreeSet<>(caches))
                        .map(near -> "did you mean '" + near + "'?")
                        .orElse("remove it, or name a cache so")));
        return warnings;
    }

    private static Optional<String> cache(String name) {
        return Node.CACHE
                .parse(name)
                .filter(key -> Settings.BELOW_NAMES.contains(key.setting()))
                .map(Node.Key::name)
                .or(() -> Node.CACHE.parseEnvironment(name));
    }

    /** Returns a warning for each key of a method, or of all of a class, that none of {@code methods} of {@code beans} has. */
    public List<String> ofMethods(Collection<Class<?>> beans, Collection<ConfigurableMethod> methods) {
        List<String> warnings = new ArrayList<>();
        for (String name : names) {
            Matcher key = METHOD.matcher(name);
            if (key.matches() && key.group(1) != null && isRead(key.group(3), key.group(4))) {
                String annotation = key.group(3);
                List<ConfigurableMethod> annotated = methods.stream()
                        .filter(method -> annotation.equals(ALLOW) || annotation.equals(method.annotation()))
                        .toList();
                String end = '/' + annotation + key.group(4);
                warning(name, key.group(1), Optional.ofNullable(key.group(2)), end, beans, annotated)
                        .ifPresent(warnings::add);
            }
        }
        return warnings;
    }

    /** What nobody reads of any method is told by others. */
    private static boolean isRead(String annotation, String member) {
        return annotation.equals(ALLOW)
                ? member.isEmpty()
                : !member.isEmpty() && UnknownKeys.members(annotation).contains(member.substring(1));
    }

    private static Optional<String> warning(
            String key,
            String type,
            Optional<String> method,
            String end,
            Collection<Class<?>> beans,
            List<ConfigurableMethod> annotated) {
        Predicate<ConfigurableMethod> called =
                one -> method.isEmpty() || method.get().equals(one.name());
        Predicate<ConfigurableMethod> own = one -> one.bean().getName().equals(type);
        if (annotated.stream().anyMatch(own.and(called))) {
            return Optional.empty();
        }
        String annotation = end.split("/", 3)[1];
        if (beans.stream().anyMatch(bean -> bean.getName().equals(type))) {
            String missing = annotation.equals(ALLOW) ? "annotated method" : "method with @" + annotation;
            Optional<String> nearest = method.flatMap(name -> Nearest.of(
                            name,
                            annotated.stream()
                                    .filter(own)
                                    .map(ConfigurableMethod::name)
                                    .toList())
                    .map(near -> type + '/' + near + end));
            return Optional.of(key + ": " + type + " has no " + missing
                    + method.map(name -> " called '" + name + "'").orElse("")
                    + nearest.map(near -> "; did you mean " + near + "?").orElse("; remove it"));
        }
        // Keys name the class of the bean: neither by its simple name nor by a class that it inherits from.
        return annotated.stream()
                .filter(called)
                .filter(one -> one.bean().getSimpleName().equals(type) || inherits(one.bean(), type))
                .findFirst()
                .map(one -> key + ": no bean of this application is of a class called " + type + "; did you mean "
                        + method.map(name -> one.place()).orElse(one.bean().getName()) + end + "?");
    }

    private static boolean inherits(Class<?> bean, String type) {
        for (Class<?> parent = bean.getSuperclass(); parent != null; parent = parent.getSuperclass()) {
            if (parent.getName().equals(type)) {
                return true;
            }
        }
        return false;
    }
}
