// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.core.config.EncryptionKeys.EncryptionKey;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EncryptionKeysTest {
    private static final String KEY = "cachex.encryption.keys";
    private static final String SECRET = "c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0c2U=";

    private static Configuration read(String keys) {
        return Configuration.read(MapSource.of(KEY, keys), List.of(new FakeFactory("memory")));
    }

    @Test
    void severalKeys_areReadInTheirOrder() {
        EncryptionKeys keys = read("2026b:" + SECRET + " , 2026a:"
                        + Base64.getEncoder().encodeToString(new byte[16]))
                .engine()
                .encryptionKeys();
        assertThat(keys.keys()).extracting(EncryptionKey::id).containsExactly("2026b", "2026a");
        assertThat(keys.first().orElseThrow().key().getEncoded())
                .isEqualTo(Base64.getDecoder().decode(SECRET));
        assertThat(keys.toString()).contains("2026b:***").doesNotContain(SECRET);
    }

    @Test
    void noKeys_encryptNothing() {
        Configuration none = Configuration.read(MapSource.of(), List.of(new FakeFactory("memory")));
        assertThat(none.engine().encryptionKeys()).isEqualTo(EncryptionKeys.NONE);
        assertThat(none.problems()).isEmpty();
    }

    /** A secret that is missing must not mean that values lie in the store in the clear. */
    @ParameterizedTest
    @ValueSource(strings = {KEY, "CACHEX_ENCRYPTION_KEYS"})
    void blankKeys_areAProblem(String name) {
        for (String blank : List.of("", " ", " \t")) {
            assertThat(Configuration.read(
                                    MapSource.of(name, blank, "cachex.ttl", "soon"), List.of(new FakeFactory("memory")))
                            .problems())
                    .hasSize(2)
                    .anySatisfy(problem -> assertThat(problem)
                            .startsWith(name + "=: is blank, so that values would lie in the backend in the clear; ")
                            .contains("openssl rand -base64 32"));
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    SECRET                | key 1 does not begin with an id
                    a:SECRET,             | key 2 does not begin with an id
                    a b:SECRET            | key 1 does not begin with an id
                    a:SECRET,a:SECRET     | two keys have the id a
                    a:SECRET,b:#          | key b is not Base64
                    a:c2VjcmV0            | key a has 6 bytes
                    """)
    void unusableKeys_areAProblemThatShowsNoSecret(String keys, String problem) {
        assertThat(read(keys.replace("SECRET", SECRET)).problems())
                .singleElement()
                .asString()
                .startsWith(KEY + "=***: ")
                .contains(problem)
                .doesNotContain(SECRET)
                .doesNotContain("c2Vj");
    }

    @Test
    void documentedKey_isASecret() {
        assertThat(Configuration.keys())
                .filteredOn(key -> key.name().equals(KEY))
                .singleElement()
                .satisfies(key -> assertThat(key.secret()).isTrue());
    }
}
