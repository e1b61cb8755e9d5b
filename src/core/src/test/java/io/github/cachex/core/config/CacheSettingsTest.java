// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.CacheOptions;
import io.github.cachex.ErrorPolicy;
import io.github.cachex.WaitPolicy;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class CacheSettingsTest {
    private final CacheSettings settings =
            Configuration.read(MapSource.of(), List.of()).cache("posts");

    @Test
    void optionsThatSetNothing_giveTheSameObject() {
        assertThat(settings.with(CacheOptions.defaults())).isSameAs(settings);
        assertThat(settings.with(CacheOptions.defaults().and(CacheOptions.defaults())))
                .isSameAs(settings);
    }

    @Test
    void options_goBeforeWhatIsConfigured() {
        Predicate<String> filter = text -> !text.isEmpty();
        CacheSettings changed = settings.with(CacheOptions.ttl("1m")
                .staleTtl("2m")
                .jitter(0.5)
                .cacheNullFor(Duration.ofSeconds(3))
                .waitTimeout(Duration.ofSeconds(4))
                .onWaitTimeout(WaitPolicy.THROW)
                .backendErrors(ErrorPolicy.THROW)
                .storeIf(filter)
                .defaultValue("none")
                .staleOn(IOException.class)
                .skipOn(IllegalStateException.class));

        assertThat(changed.freshness().ttl()).isEqualTo(Duration.ofMinutes(1));
        assertThat(changed.freshness().staleTtl()).isEqualTo(Duration.ofMinutes(2));
        assertThat(changed.freshness().jitter()).isEqualTo(0.5);
        assertThat(changed.freshness().cacheNull()).isTrue();
        assertThat(changed.freshness().nullTtl()).isEqualTo(Duration.ofSeconds(3));
        assertThat(changed.waiting().waitTimeout()).isEqualTo(Duration.ofSeconds(4));
        assertThat(changed.waiting().onWaitTimeout()).isEqualTo(WaitPolicy.THROW);
        assertThat(changed.backendErrors()).isEqualTo(ErrorPolicy.THROW);
        assertThat(changed.storeIf()).isPresent();
        assertThat(changed.defaultValue().orElseThrow().get()).isEqualTo("none");
        assertThat(changed.staleFailures())
                .isEqualTo(
                        new StaleFailures(List.of("java.io.IOException"), List.of("java.lang.IllegalStateException")));
        assertThat(changed.lease().ttl()).isEqualTo(settings.lease().ttl());
    }

    @Test
    void optionsThatSetLittle_leaveTheRest() {
        CacheSettings changed = settings.with(CacheOptions.defaults().defaultValue("none"));
        CacheSettings again = changed.with(CacheOptions.ttl("1m"));

        assertThat(again.defaultValue().orElseThrow().get()).isEqualTo("none");
        assertThat(again.with(CacheOptions.ttl(settings.freshness().ttl()))).isEqualTo(changed);
    }
}
