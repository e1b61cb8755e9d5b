// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.breaker;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.error.CacheBackendException;
import org.junit.jupiter.api.Test;

class CauseTest {
    private static Cause of(String operation, String key, String problem) {
        return Cause.of(new CacheBackendException("redis", operation, key, problem, null));
    }

    @Test
    void sameProblemOfAnotherCall_isTheSameCause() {
        assertThat(of("read", "a", "cannot connect: refused").isLike(of("write", "b", "cannot connect: refused")))
                .isTrue();
        assertThat(of("read", "a", "refused (12ms ago)").isLike(of("read", "a", "refused (240ms ago)")))
                .isTrue();
        assertThat(of("read", "a", "refused (12ms ago); look there").isLike(of("read", "a", "refused; look there")))
                .isTrue();
    }

    @Test
    void whatOpenedTheBreaker_namesItsCause() {
        Cause opened = new Cause("5 failed or slow calls in a row, the last: redis read 'k': cannot connect: refused");
        assertThat(of("read", "probe", "cannot connect: refused").isLike(opened))
                .isTrue();
        assertThat(of("read", "probe", "WRONGPASS invalid password").isLike(opened))
                .isFalse();
    }

    @Test
    void noCause_isLikeNoOther() {
        assertThat(of("read", "a", "refused").isLike(Cause.NONE)).isFalse();
        assertThat(Cause.NONE.isLike(Cause.NONE)).isFalse();
    }
}
