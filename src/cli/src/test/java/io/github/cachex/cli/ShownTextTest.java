// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.spi.Durations;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ShownTextTest {
    @Test
    void controlCharacters_areMadeVisible() {
        assertThat(ShownText.of("a\u001b[0m\n\u202eb\u00e9")).isEqualTo("a\\u001b[0m\\u000a\\u202eb\u00e9");
        assertThat(ShownText.ofLines("a\tb\n\u0007c")).isEqualTo("a\tb\n\\u0007c");
    }

    @Test
    void figures_areReadable() {
        assertThat(ShownText.bytes(512)).isEqualTo("512 bytes");
        assertThat(ShownText.bytes(20 * 1_024)).isEqualTo("20 KiB");
        assertThat(ShownText.bytes(30L << 20)).isEqualTo("30 MiB");
        assertThat(ShownText.count(1, "entry")).isEqualTo("1 entry");
        assertThat(ShownText.count(1_200, "entry")).isEqualTo("1,200 entries");
        assertThat(ShownText.count(2, "mark")).isEqualTo("2 marks");
        assertThat(ShownText.time(Duration.ofMillis(1_500))).isEqualTo("1s500ms");
        assertThat(ShownText.time(Duration.ofMillis(90_500))).isEqualTo("1m30s");
        assertThat(ShownText.time(Duration.ofSeconds(-5))).isEqualTo("over for 5s");
        assertThat(ShownText.time(Durations.FOREVER)).isEqualTo("never");
        assertThat(ShownText.ofEpoch(1_000_000)).hasToString("1970-01-01T00:00:01Z");
    }

    @Test
    void streamsOfJavaSerialization_nameTheirClass() {
        assertThat(new StoredValue(4, new byte[0]).javaClass()).isEqualTo("unknown");
        assertThat(new StoredValue(4, new byte[] {(byte) 0xAC, (byte) 0xED, 0, 5, 0x70, 0}).javaClass())
                .isEqualTo("unknown");
        assertThat(new StoredValue(99, "x".getBytes(StandardCharsets.UTF_8)).description())
                .contains("number 99");
        assertThat(new StoredValue(99, new byte[0]).json()).isEmpty();
        assertThat(StoredValue.nameOf(99)).isEqualTo("number 99");
    }
}
