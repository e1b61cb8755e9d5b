// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.spi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class LogMessageTest {
    @Test
    void everyMessage_hasAnIdOfItsOwn() {
        List<String> ids = Arrays.stream(LogMessage.values())
                .filter(message -> message != LogMessage.DETAIL)
                .map(LogMessage::id)
                .toList();
        assertThat(ids).doesNotHaveDuplicates().allMatch(id -> id.matches("CACHEX-\\d{4}"));
        assertThat(LogMessage.DETAIL.id()).isEmpty();
    }

    @Test
    void places_areFilledInTheirOrder_andNothingElseIs() {
        assertThat(LogMessage.LEFT_OUT.with("{} of it", 3).text())
                .isEqualTo("CACHEX-0125 {} of it (3 more like it left out)");
        assertThat(LogMessage.WRITES_TAKEN.with("Redis", "more").text()).isEqualTo("CACHEX-0306 Redis takes writes");
        assertThat(LogMessage.WRITES_TAKEN.with().text()).isEqualTo("CACHEX-0306 {} takes writes");
        assertThat(LogMessage.BREAKER_STILL_OPEN.of("*", "redis", "still open").text())
                .isEqualTo("CACHEX-0121 BREAKER * redis: still open");
    }
}
