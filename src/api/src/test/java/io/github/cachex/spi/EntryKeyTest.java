// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.spi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EntryKeyTest {
    /** What could make one name look like another. */
    @Provide
    Arbitrary<String> ids() {
        return Arbitraries.of("a", ":", "{", "}", ":lease", "}:lease", "x:{a", "1")
                .list()
                .ofMinSize(1)
                .ofMaxSize(5)
                .map(parts -> String.join("", parts));
    }

    @Provide
    Arbitrary<String> names() {
        return Arbitraries.of("a", "b", "a-b", "1", "lease");
    }

    @Property
    void distinctKeys_neverShareAName(
            @ForAll("names") String version,
            @ForAll("names") String cache,
            @ForAll("ids") String id,
            @ForAll("names") String otherVersion,
            @ForAll("names") String otherCache,
            @ForAll("ids") String otherId) {
        EntryKey one = new EntryKey("p:" + version, cache, id);
        EntryKey other = new EntryKey("p:" + otherVersion, otherCache, otherId);

        assertThat(one.value().equals(other.value())).isEqualTo(one.equals(other));
        assertThat(one.lease().equals(other.lease())).isEqualTo(one.equals(other));
        assertThat(Set.of(one.value(), other.lease())).hasSize(2);
        // So that whoever lists names can tell them apart.
        assertThat(one.value()).endsWith("}");
        assertThat(one.lease()).endsWith("}:lease");
    }

    /** Redis hashes what stands between the first brace and the next closing one. */
    @Property
    void valueAndLease_shareASlot(@ForAll("ids") String id) {
        EntryKey key = new EntryKey("p:1", "posts", id);

        assertThat(slot(key.value())).isEqualTo(slot(key.lease())).isNotEmpty();
    }

    private static @Nullable String slot(String name) {
        int open = name.indexOf('{');
        return name.substring(open + 1, name.indexOf('}', open));
    }

    @Test
    void names_areThoseOfTheFormat() {
        EntryKey key = new EntryKey("shop:1", "posts", "post:42");

        assertThat(key.value()).isEqualTo("shop:1:{posts:post:42}");
        assertThat(key.lease()).isEqualTo("shop:1:{posts:post:42}:lease");
    }
}
