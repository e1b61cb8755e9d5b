// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.config;

import io.github.cachex.spi.LogLine;
import io.github.cachex.spi.LogMessage;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The groups of caches that share settings: which cache is in which, and what is wrong with that. */
final class CacheGroups {
    private final Lookup lookup;
    /** The groups that caches name, by the key that does. */
    private final Map<String, String> named = new LinkedHashMap<>();
    /** The groups that settings are given to, each with a key that does. */
    private final Map<String, String> configured = new LinkedHashMap<>();

    /** Reads who is in what group, as far as {@code names} tell, and notes groups that cannot be as problems. */
    CacheGroups(Lookup lookup, Set<String> names, Collection<String> caches) {
        this.lookup = lookup;
        for (String cache : caches) {
            membership(lookup, cache).ifPresent(member -> named.put(member.key(), member.group()));
        }
        for (String name : new TreeSet<>(names)) {
            Node.GROUP
                    .parse(name)
                    // A configuration may guess at the key of a variable, and then take a part of the name for the
                    // setting's.
                    .filter(key -> Settings.BELOW_NAMES.contains(key.setting()))
                    .map(Node.Key::name)
                    .or(() -> Node.GROUP.parseEnvironment(name))
                    .ifPresent(group -> configured.putIfAbsent(group, name));
        }
        configured.keySet().forEach(group -> Parsers.nameProblem("group", group).ifPresent(lookup::problem));
        all().forEach(this::check);
    }

    /** Who is in which group, and the key that says so. */
    private record Membership(String key, String group) {}

    /** Returns the group of {@code cache}; a name that no group may have is noted as a problem, and counts as none. */
    static Optional<String> of(Lookup lookup, String cache) {
        return cache.isEmpty() ? Optional.empty() : membership(lookup, cache).map(Membership::group);
    }

    private static Optional<Membership> membership(Lookup lookup, String cache) {
        for (String key : Node.CACHE.keys(cache, Node.MEMBERSHIP)) {
            Optional<String> text = lookup.text(key);
            if (text.isPresent()) {
                return lookup.parsed(key, text.get(), Parsers::keyPart).map(group -> new Membership(key, group));
            }
        }
        return Optional.empty();
    }

    private Set<String> all() {
        Set<String> all = new LinkedHashSet<>(named.values());
        all.addAll(configured.keySet());
        return all;
    }

    private void check(String group) {
        CacheReader.checkGroup(lookup, group);
        for (String key : Node.GROUP.keys(group, Node.MEMBERSHIP)) {
            lookup.text(key)
                    .ifPresent(text -> lookup.problem(lookup.said(key, text)
                            + ": a group has no group of its own; remove this key, and let cachex.cache.<name>.group"
                            + " name one group for each cache"));
        }
    }

    /** Returns a warning for each group that is named or configured, but not both. */
    List<LogLine> warnings() {
        List<LogLine> warnings = new ArrayList<>();
        named.forEach((key, group) -> {
            if (!isConfigured(group)) {
                String said = lookup.said(key, group);
                warnings.add(LogMessage.GROUP_UNMATCHED.saying(said + ": nothing is configured for this group; "
                        + meant(group, configured.keySet())
                                .orElseGet(() -> "set "
                                        + Node.GROUP.keys(group, "<setting>").get(0))));
            }
        });
        configured.forEach((group, key) -> {
            if (named.values().stream().noneMatch(other -> isSame(group, other))) {
                warnings.add(LogMessage.GROUP_UNMATCHED.saying(key + ": no cache is in the group " + group + "; "
                        + meant(group, named.values()).orElse("set cachex.cache.<name>.group=" + group)));
            }
        });
        return warnings;
    }

    private static Optional<String> meant(String group, Collection<String> others) {
        return Nearest.of(group, others).map(near -> "did you mean " + near + "?");
    }

    private boolean isConfigured(String group) {
        // Asked for one by one as well, since a source need not tell all its names.
        return configured.keySet().stream().anyMatch(other -> isSame(other, group))
                || Settings.ofCaches()
                        .flatMap(setting -> keys(group, setting))
                        .anyMatch(key -> lookup.text(key).isPresent());
    }

    private static Stream<String> keys(String group, Setting<?> setting) {
        return Node.GROUP.keys(group, setting.name()).stream();
    }

    /** Names out of environment variables are guesses, with dashes for all that is no letter. */
    private static boolean isSame(String one, String other) {
        return plain(one).equals(plain(other));
    }

    private static String plain(String group) {
        return Node.environment(group).replaceAll("^_+|_+$", "");
    }
}
