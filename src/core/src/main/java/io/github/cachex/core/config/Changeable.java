// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.config;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Tells which keys may get another text while the application runs. */
final class Changeable {
    private static final String ALL = "cachex.";
    /** What SmallRye marks with a percent sign belongs to a profile; those of the one in use are listed without it too. */
    private static final Pattern MEMBER = Pattern.compile("(?!%)(?:.*/)?Cachex(?:Fetch|Put|Invalidate)/([^/]*)");
    /** Deployments are checked once. */
    private static final Pattern ALLOWED = Pattern.compile("(?!%).+/" + Allowances.ANNOTATION);
    /** A cache is built for these, or entries are found by them. */
    private static final Set<Setting<?>> BUILT_IN =
            Set.of(Settings.NEAR_STORE, Settings.NEAR_MAX_ENTRIES, Settings.BACKEND, Settings.SERIALIZER);

    private static final Set<String> IDENTITY = Set.of("cache", "key", "keys");

    private Changeable() {}

    /** Returns whether {@code key} looks like one of ours. */
    static boolean isOurs(String key) {
        return key.startsWith(ALL)
                || MEMBER.matcher(key).matches()
                || ALLOWED.matcher(key).matches();
    }

    /** Returns whether {@code key} is written as the environment writes it. */
    static boolean isVariable(String key) {
        return key.equals(Node.environment(key));
    }

    /** Returns whether {@code key} is about nothing but the start of an application. */
    static boolean isOfTheStart(String key) {
        return key.startsWith(UnknownKeys.WARM) || key.startsWith(UnknownKeys.TEST);
    }

    /** Returns whether another text of {@code key} can be taken without building anything anew. */
    static boolean isLive(String key) {
        Matcher member = MEMBER.matcher(key);
        if (member.matches()) {
            return !IDENTITY.contains(member.group(1))
                    && BUILT_IN.stream().noneMatch(setting -> setting.member().equals(member.group(1)));
        }
        Optional<Node.Key> named = Arrays.stream(Node.values())
                .flatMap(node -> node.parse(key).stream())
                .findFirst();
        if (named.isPresent()) {
            String setting = named.get().setting();
            return setting.equals(Node.MEMBERSHIP) || isLiveSetting(setting);
        }
        return key.startsWith(ALL) && isLiveSetting(key.substring(ALL.length()));
    }

    private static boolean isLiveSetting(String name) {
        return Settings.ofCaches().anyMatch(setting -> setting.name().equals(name) && !BUILT_IN.contains(setting));
    }

    /** Returns whether {@code key} says of annotated methods what is kept near, so that what was kept may be so no longer. */
    static boolean isNearOfMethods(String key) {
        Matcher member = MEMBER.matcher(key);
        return member.matches()
                && (member.group(1).startsWith("near") || member.group(1).equals(Settings.ENABLED.member()));
    }
}
