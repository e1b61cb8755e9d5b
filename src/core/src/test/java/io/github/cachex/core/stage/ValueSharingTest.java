// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.stage;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.CacheKey;
import io.github.cachex.CacheOptions;
import io.github.cachex.core.config.CacheSettings;
import io.github.cachex.core.config.Configuration;
import io.github.cachex.core.config.MapSource;
import io.github.cachex.spi.EntryKey;
import java.util.List;
import org.junit.jupiter.api.Test;

class ValueSharingTest {
    private static final CacheSettings SETTINGS =
            Configuration.read(MapSource.of(), List.of()).cache("posts").with(CacheOptions.defaults());

    @Test
    void byReference_everyCallerIsGivenTheOneObject() {
        Object value = new Object();
        FetchCall call = new FetchCall(
                CacheKey.of("post:1", Object.class),
                new EntryKey("app:1", "posts", "post:1"),
                SETTINGS,
                context -> value);
        ValueSharing sharing = ValueSharing.BY_REFERENCE;
        for (SharedValue shared : List.of(
                sharing.kept(call, value, new byte[0]),
                sharing.together(call, value, null),
                sharing.read(call, value, new byte[0]))) {
            assertThat(shared.isOne()).isTrue();
            assertThat(shared.forCaller()).isSameAs(value);
            assertThat(shared.outcome(7))
                    .hasValueSatisfying(outcome -> assertThat(outcome.value()).isSameAs(value));
        }
    }
}
