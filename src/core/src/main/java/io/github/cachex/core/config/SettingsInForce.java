// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.config;

import io.github.cachex.SettingInForce;
import io.github.cachex.spi.ConfigKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Lists the settings that are in force, each with who says so. Keys that nobody reads are left out: one may be a misspelt secret. */
final class SettingsInForce {
    private static final String UNKNOWN = "configuration";
    /** A source may be named by the address that it was read from. */
    private static final Pattern CREDENTIALS = Pattern.compile("//[^/@\\s]+@");

    private final Lookup lookup;
    private final UnknownKeys keys;

    SettingsInForce(Lookup lookup, UnknownKeys keys) {
        this.lookup = lookup;
        this.keys = keys;
    }

    /** Returns those of {@code general}, set or not, then what is set for one of {@code caches}, for a group or for a method. */
    List<SettingInForce> of(List<ConfigKey> general, Collection<String> caches) {
        List<SettingInForce> all = new ArrayList<>();
        for (ConfigKey key : general) {
            all.add(lookup.text(key.name())
                    .map(text -> set(key.name(), key.secret() ? Lookup.HIDDEN : text))
                    .orElseGet(() -> new SettingInForce(key.name(), key.defaultText(), SettingInForce.DEFAULT)));
        }
        for (String key : specific(caches)) {
            lookup.text(key).ifPresent(text -> all.add(set(key, text)));
        }
        return List.copyOf(all);
    }

    private Set<String> specific(Collection<String> caches) {
        Set<String> specific = new TreeSet<>();
        for (String name : lookup.source().names()) {
            if (!keys.isListed(name) && !Changeable.isVariable(name) && keys.isRead(name)) {
                specific.add(name);
            }
        }
        // Asked for one by one as well, since environment variables are listed under their own names.
        for (String cache : caches) {
            addSet(Node.CACHE, cache, specific);
            CacheGroups.of(lookup, cache).ifPresent(group -> addSet(Node.GROUP, group, specific));
        }
        return specific;
    }

    private void addSet(Node node, String name, Set<String> specific) {
        for (String setting : node.settings()) {
            List<String> spellings = node.keys(name, setting);
            if (spellings.stream().noneMatch(specific::contains)) {
                spellings.stream()
                        .filter(key -> lookup.text(key).isPresent())
                        .findFirst()
                        .ifPresent(specific::add);
            }
        }
    }

    private SettingInForce set(String key, String shown) {
        Optional<String> origin = lookup.source().origin(key);
        return new SettingInForce(
                key,
                shown,
                origin.map(name -> CREDENTIALS.matcher(name).replaceAll("//" + Lookup.HIDDEN + "@"))
                        .orElse(UNKNOWN));
    }
}
