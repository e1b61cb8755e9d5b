// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class AllowancesTest {
    /** Stands for a class with cached methods. */
    private static final class Posts {}

    private static final String POSTS = Posts.class.getName();

    private static Configuration read(String... texts) {
        return Configuration.read(MapSource.of(texts), List.of());
    }

    @Test
    void methodAndClass_addUp() {
        Allowances allowances = read(
                        POSTS + "/find/CachexAllow", "unmet", POSTS + "/CachexAllow", " constant-key , left-out")
                .allowances();

        assertThat(allowances.of(Posts.class, "find"))
                .containsExactly(Allowance.CONSTANT_KEY, Allowance.UNMET, Allowance.LEFT_OUT);
        assertThat(allowances.of(Posts.class, "other")).containsExactly(Allowance.CONSTANT_KEY, Allowance.LEFT_OUT);
        assertThat(allowances.everywhere()).isEmpty();
    }

    @Test
    void forAll_isReadOnce() {
        Configuration configuration = read("cachex.allow", "unstorable,shared-keys");

        assertThat(configuration.allowances().everywhere())
                .containsExactly(Allowance.SHARED_KEYS, Allowance.UNSTORABLE);
        assertThat(configuration.allowances().of(Posts.class, "find")).isEmpty();
        assertThat(configuration.problems()).isEmpty();
    }

    @Test
    void unknownNames_areProblemsWithTheNearest() {
        Configuration configuration =
                read("cachex.allow", "unmet,share-keys", POSTS + "/find/CachexAllow", "everything");

        assertThat(configuration.allowances().everywhere()).isEmpty();
        assertThat(configuration.allowances().of(Posts.class, "find")).isEmpty();
        assertThat(configuration.problems())
                .containsExactly(
                        "cachex.allow=unmet,share-keys: nothing called 'share-keys' can be allowed; did you mean"
                                + " shared-keys?",
                        POSTS + "/find/CachexAllow=everything: nothing called 'everything' can be allowed; write"
                                + " constant-key, shared-keys, unmet, left-out or unstorable");
    }

    @Test
    void eachWord_isReadBack() {
        for (Allowance allowance : Allowance.values()) {
            assertThat(Allowance.of(allowance.word())).isSameAs(allowance);
            assertThat(allowance.remedy()).isEqualTo("or allow it by @CachexAllow(\"" + allowance.word() + "\")");
        }
        assertThatThrownBy(() -> Allowance.of("CONSTANT_KEY")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void whatIsAllowed_waitsForARestart() {
        assertThat(Changeable.isLive("cachex.allow")).isFalse();
        assertThat(Changeable.isOurs(POSTS + "/find/CachexAllow")).isTrue();
        assertThat(Changeable.isLive(POSTS + "/find/CachexAllow")).isFalse();
    }
}
