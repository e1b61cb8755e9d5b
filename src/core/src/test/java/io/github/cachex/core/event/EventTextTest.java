// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.event.CacheEvent;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EventTextTest {
    @Test
    void whatIsAboutToHappen_isSaidWithItsKey() {
        Map<CacheEvent, String> words = Map.of(
                new CacheEvent.Asking("posts", "post:1"), "ASK",
                new CacheEvent.Loading("posts", "post:1"), "LOADING",
                new CacheEvent.Writing("posts", "post:1"), "WRITING",
                new CacheEvent.Invalidating("posts", "post:1"), "INVALIDATING",
                new CacheEvent.Hit("posts", "post:1", true), "HIT");
        words.forEach((event, word) ->
                assertThat(EventText.of(event).text()).matches("CACHEX-\\d{4} " + word + " posts post:1.*"));
    }
}
