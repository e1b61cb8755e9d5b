// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.http;

import io.github.cachex.spi.SurrogateKeys;
import io.github.cachex.spi.TouchedEntry;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The lines of {@code Surrogate-Key}: by what the entries of an answer can be invalidated. */
final class SurrogateLines {
    static final String NAME = "Surrogate-Key";

    /** A line of Varnish holds 8 KB, and all of them 32 KB; other headers want some as well. */
    private static final int LINE = 6 * 1024;

    private static final int ALL = 16 * 1024;

    private SurrogateLines() {}

    /** Returns them; none where they are more than web caches take, so that the answer is not to be shared. */
    static List<String> of(List<TouchedEntry> entries) {
        Set<String> keys = new LinkedHashSet<>();
        for (TouchedEntry entry : entries) {
            keys.add(SurrogateKeys.of(entry.key().space()));
            keys.add(SurrogateKeys.of(entry.key()));
            entry.tags().forEach(tag -> keys.add(SurrogateKeys.ofTag(entry.key().space(), tag)));
        }
        if (keys.stream().mapToInt(key -> key.length() + 1).sum() > ALL) {
            return List.of();
        }
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String key : keys) {
            if (line.length() + 1 + key.length() > LINE) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.length() == 0 ? "" : " ").append(key);
        }
        if (line.length() > 0) {
            lines.add(line.toString());
        }
        return lines;
    }
}
