// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.config;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Checks what is configured for members of annotations, whatever methods there are. */
final class MemberTexts {
    private static final Pattern SETTING = Pattern.compile("(?!%)(?:.*/)?Cachex(?:Fetch|Put)/([^/]*)");
    private static final Pattern SWITCH = Pattern.compile("(?!%)(?:.*/)?CachexFetch/" + Settings.ENABLED.member());

    private MemberTexts() {}

    /** Notes what {@code source} lists and nobody can read as a problem of {@code lookup}. */
    static void check(ConfigSource source, Lookup lookup) {
        for (String name : source.names()) {
            if (SWITCH.matcher(name).matches()) {
                check(name, Settings.ENABLED, lookup);
            }
            Matcher member = SETTING.matcher(name);
            if (member.matches()) {
                for (Setting<?> setting : Settings.PER_CACHE) {
                    if (setting.member().equals(member.group(1))) {
                        check(name, setting, lookup);
                    }
                }
            }
        }
    }

    private static void check(String key, Setting<?> setting, Lookup lookup) {
        lookup.text(key).ifPresent(text -> {
            var unused = lookup.parsed(key, text, setting.parser());
        });
    }
}
