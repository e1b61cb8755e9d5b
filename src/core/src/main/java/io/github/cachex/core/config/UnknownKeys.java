// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.config;

import io.github.cachex.spi.ConfigKey;
import io.github.cachex.spi.LogLine;
import io.github.cachex.spi.LogMessage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Finds configured names that look like ours and that nobody reads. Never shows their values. */
final class UnknownKeys {
    private static final String DROP = "CachexInvalidate";
    private static final List<String> DROP_MEMBERS =
            List.of("cache", "key", "keys", "tags", "matching", "all", "soft", "before", "when");
    private static final String FETCH = "CachexFetch";
    private static final List<String> VALUE_MEMBERS = Stream.concat(
                    Stream.of("cache", "key", "keys", "tags", "when", "unless"),
                    Settings.PER_CACHE.stream().map(Setting::member))
            .toList();
    private static final List<String> FETCH_MEMBERS = Stream.concat(
                    VALUE_MEMBERS.stream(), Stream.of(Settings.ENABLED.member()))
            .toList();
    /** What somebody writes who takes it for a member like the others, or forgets whose it is. */
    private static final Pattern ALLOWED = Pattern.compile("(?:(.+)/)?" + Allowances.ANNOTATION + "(/[^/]*)?");

    private static final Pattern MEMBER = Pattern.compile("(.*/)?(Cachex(?:Fetch|Put|Invalidate))/([^/]*)");
    /** Read by cachex's warm-up, which is no part of the core. */
    static final String WARM = "cachex.warm.";
    /** Read by the console, which is no part of the core either. */
    private static final String CONSOLE = "cachex.console.";
    /** Where tests look for servers: not ours to judge. */
    static final String TEST = "cachex.test.";

    private final Set<String> known = new TreeSet<>();
    private final Set<String> variables = new TreeSet<>();

    /** Creates one to which the keys of the core are known, those of {@code backends}, and those of other {@code parts}. */
    UnknownKeys(List<ConfigKey> backends, List<ConfigKey> parts) {
        Stream.of(Settings.keys(), backends, parts).flatMap(List::stream).forEach(key -> known.add(key.name()));
        known.forEach(key -> variables.add(Node.environment(key)));
    }

    /** Returns a warning for each of {@code names} that nobody reads, with the nearest name that somebody does. */
    List<LogLine> warnings(Set<String> names) {
        List<LogLine> warnings = new ArrayList<>();
        for (String name : new TreeSet<>(names)) {
            if (name.startsWith("cachex.")) {
                // Some configurations list an environment variable a second time, as a guess at its key.
                if (!isKnown(name) && !names.contains(Node.environment(name))) {
                    warnings.add(unknown(name, nearestKey(name)));
                }
            } else if (name.toUpperCase(Locale.ROOT).startsWith("CACHEX_")) {
                String variable = name.toUpperCase(Locale.ROOT);
                if (!isKnownVariable(variable)) {
                    warnings.add(unknown(name, nearestVariable(variable)));
                }
            } else {
                Matcher member = MEMBER.matcher(name);
                if (!member.matches()) {
                    allowed(name).ifPresent(warnings::add);
                    continue;
                }
                List<String> members = members(member.group(2));
                if (!members.contains(member.group(3))) {
                    String node =
                            name.substring(0, name.length() - member.group(3).length());
                    warnings.add(
                            unknown(name, Nearest.of(member.group(3), members).map(node::concat)));
                }
            }
        }
        return warnings;
    }

    /** Returns whether {@code name} is a key, and no environment variable, that somebody reads. */
    boolean isRead(String name) {
        return Changeable.isOurs(name) && warnings(Set.of(name)).isEmpty();
    }

    /** Returns whether {@code name} is a key of the core, a backend or a serializer, and about no cache, group or method. */
    boolean isListed(String name) {
        return known.contains(name);
    }

    private static Optional<LogLine> allowed(String name) {
        Matcher allowed = ALLOWED.matcher(name);
        if (!allowed.matches() || allowed.group(1) != null && allowed.group(2) == null) {
            return Optional.empty();
        }
        return Optional.of(unknown(
                name,
                Optional.of(
                        allowed.group(1) == null
                                ? Settings.ALLOW.key()
                                : allowed.group(1) + '/' + Allowances.ANNOTATION)));
    }

    /** Returns what can be configured of {@code annotation}, given by its simple name. */
    static List<String> members(String annotation) {
        if (annotation.equals(DROP)) {
            return DROP_MEMBERS;
        }
        return annotation.equals(FETCH) ? FETCH_MEMBERS : VALUE_MEMBERS;
    }

    private static LogLine unknown(String name, Optional<String> nearest) {
        return LogMessage.KEY_UNKNOWN.saying(name + ": nobody reads this key"
                + nearest.map(key -> "; did you mean " + key + "?").orElse(""));
    }

    private boolean isKnown(String name) {
        return known.contains(name)
                || name.startsWith(WARM)
                || name.startsWith(CONSOLE)
                || name.startsWith(TEST)
                || Arrays.stream(Node.values()).anyMatch(node -> isKnown(node, name));
    }

    private static boolean isKnown(Node node, String name) {
        return node.parse(name)
                .filter(key -> Settings.BELOW_NAMES.contains(key.setting()))
                .isPresent();
    }

    private boolean isKnownVariable(String variable) {
        return variables.contains(variable)
                || variable.startsWith(Node.environment(WARM))
                || variable.startsWith(Node.environment(CONSOLE))
                || variable.startsWith(Node.environment(TEST))
                || Arrays.stream(Node.values())
                        .anyMatch(node -> node.parseEnvironment(variable).isPresent());
    }

    private Optional<String> nearestKey(String name) {
        return nodeOf(name, Node::start)
                .map(node -> nearestKey(name, node))
                .orElseGet(() -> NearestKey.of(name, known));
    }

    private static Optional<Node> nodeOf(String name, Function<Node, String> start) {
        return Arrays.stream(Node.values())
                .filter(node -> name.startsWith(start.apply(node)))
                .findFirst();
    }

    private Optional<String> nearestKey(String name, Node node) {
        Optional<String> quoted = quoted(name.substring(node.start().length()), node);
        if (quoted.isPresent()) {
            return quoted;
        }
        Optional<Node.Key> key = node.parse(name);
        if (key.isEmpty()) {
            return Optional.empty();
        }
        String setting = key.get().setting();
        return known.contains("cachex." + setting)
                ? Optional.of("cachex." + setting)
                : NearestKey.of(setting, node.settings())
                        .map(near -> name.substring(0, name.length() - setting.length()) + near);
    }

    /** Returns the key that {@code rest} means if it is a name with dots and a known setting. */
    private static Optional<String> quoted(String rest, Node node) {
        return node.settings().stream()
                .filter(setting -> rest.endsWith("." + setting))
                // x.lease.ttl ends in ttl too: the longest ending is meant.
                .max(Comparator.comparing(String::length))
                .map(setting -> List.of(rest.substring(0, rest.length() - setting.length() - 1), setting))
                .filter(parts -> parts.get(0).indexOf('.') >= 0 && parts.get(0).indexOf('"') < 0)
                .map(parts -> node.start() + '"' + parts.get(0) + "\"." + parts.get(1));
    }

    private Optional<String> nearestVariable(String variable) {
        return nodeOf(variable, Node::variableStart)
                .map(node -> nearestVariable(variable, node))
                .orElseGet(() -> NearestKey.of(variable, variables));
    }

    private static Optional<String> nearestVariable(String variable, Node node) {
        String rest = variable.substring(node.variableStart().length());
        List<String> settings = node.settings().stream().map(Node::environment).toList();
        // Where the name ends is not known: the latest end, and so the shortest setting, is tried first.
        for (int end = rest.lastIndexOf('_'); end > 0; end = rest.lastIndexOf('_', end - 1)) {
            String start = node.variableStart() + rest.substring(0, end + 1);
            Optional<String> near =
                    NearestKey.of(rest.substring(end + 1), settings).map(start::concat);
            if (near.isPresent()) {
                return near;
            }
        }
        return Optional.empty();
    }
}
