// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.backends;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.cachex.CacheHandler;
import io.github.cachex.CacheKey;
import io.github.cachex.error.CacheConfigurationException;
import io.github.cachex.testkit.Show;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever is wrong with a store or its settings ends the start, and is named with key, cause and remedy. */
class NamedMistakesIT {
    private static CacheHandler open(Map<String, String> settings) {
        return CacheHandler.builder()
                .name("mistakes")
                .prefix("tck")
                .properties(settings)
                .build();
    }

    private static boolean isNamed(Mistake mistake) {
        Throwable thrown = catchThrowable(() -> open(mistake.settings()).close());
        assertThat(thrown)
                .as(mistake.about())
                .isInstanceOf(CacheConfigurationException.class)
                .hasMessageContainingAll(mistake.key(), mistake.cause(), mistake.remedy());
        return true;
    }

    @ParameterizedTest
    @EnumSource
    void whatIsWrong_isNamedAtTheStart(SharedStore.Kind kind) throws Exception {
        try (SharedStore store = SharedStore.start(kind);
                Mistakes mistakes = Mistakes.of(store)) {
            List<Mistake> all = mistakes.all();
            long named = all.stream().filter(NamedMistakesIT::isNamed).count();
            named += mistakes.whileItHangs().stream()
                    .filter(mistake -> whileItHangs(store, mistake))
                    .count();
            Show.exactly(
                    "mistakes " + kind,
                    named,
                    all.size() + mistakes.whileItHangs().size(),
                    "are named at the start with key, cause and remedy");
        }
    }

    private static boolean whileItHangs(SharedStore store, Mistake mistake) {
        store.server().pause();
        try {
            return isNamed(mistake);
        } finally {
            store.server().resume();
        }
    }

    /** As large as a value may be by its own setting. */
    @ParameterizedTest
    @EnumSource(names = {"DYNAMODB", "MEMCACHED"})
    void valueThatIsTooLarge_reachesItsCaller_andIsNotStored(SharedStore.Kind kind) {
        CacheKey<String> key = CacheKey.of("large", String.class);
        String large = "x".repeat(2 << 20);
        try (SharedStore store = SharedStore.start(kind);
                CacheHandler cache = CacheHandler.builder()
                        .name("large")
                        .prefix("tck")
                        .properties(store.settings())
                        .property("cachex.max-value", "4MiB")
                        .build()) {
            assertThat(cache.<String, RuntimeException>fetch(key, () -> large)).isEqualTo(large);
            assertThat(cache.get(key)).isEmpty();
        }
    }
}
