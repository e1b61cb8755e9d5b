// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.serializer.jsonb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cachex.error.CacheSerializationException;
import io.github.cachex.spi.JsonBounds;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonBoundsTest {
    private static byte[] utf8(String json) {
        return json.getBytes(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1", "\"{\"", "{}", "[{\"a\":[1,{\"]\":\"\\\"}\"}]}]", "\"\\\\\""})
    void wholeText_isClosed(String json) {
        assertThat(JsonBounds.problem(utf8(json))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "}", "]", "}{", "[{]", "\"", "\"\\\"", "{\"a\":\"}", "[[]"})
    void cutText_isNot(String json) {
        assertThat(JsonBounds.problem(utf8(json))).isPresent();
    }

    @Test
    void whatTakesMoreThanItsBytes_isRefused() {
        String digits = "9".repeat(1_000_000);
        for (String json : new String[] {
            "{\"a\":" + digits + "}",
            "[-0." + digits + "]",
            "[\"" + digits + "\"]",
            "[1e1000000000]",
            "[1E-1000000000]",
            "[".repeat(1_001) + "]".repeat(1_001),
            "{\"a\":[".repeat(501) + "]}".repeat(501)
        }) {
            assertThat(JsonBounds.problem(utf8(json))).isPresent();
        }
    }

    @Test
    void whatOthersParseToo_isNotRefused() {
        String digits = "9".repeat(999);
        for (String json : new String[] {
            "[" + digits + "," + digits + "]",
            "[\"" + digits.repeat(10) + "\"]",
            "[\"" + "x1".repeat(50_000) + "\"]",
            "[1e-100000,1E+999999,1.5e3]",
            "[".repeat(1_000) + "]".repeat(1_000),
            "[true,false,null]"
        }) {
            assertThat(JsonBounds.problem(utf8(json))).isEmpty();
        }
    }

    /** Tens of seconds on a JDK 17, from an entry of a kilobyte. */
    @Test
    void numberOfAMillionDigits_isNotRead() {
        String digits = "9".repeat(1_000_000);
        for (String json : new String[] {digits, '"' + digits + '"'}) {
            for (Class<?> type :
                    new Class<?>[] {java.math.BigDecimal.class, java.math.BigInteger.class, Object.class}) {
                assertThatThrownBy(() -> new JsonbSerializer().read(utf8(json), type))
                        .isInstanceOf(CacheSerializationException.class)
                        .hasMessageContaining("digits");
            }
        }
    }

    /** Without the check the thread would read for ever. */
    @Test
    void objectThatDoesNotEnd_isRefusedAtOnce() throws Exception {
        CompletableFuture<Object> read = CompletableFuture.supplyAsync(
                () -> new JsonbSerializer().read(utf8("{\"unknown\":{\"a\":1"), Samples.Post.class));
        assertThatThrownBy(() -> read.get(Duration.ofSeconds(10).toMillis(), TimeUnit.MILLISECONDS))
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(CacheSerializationException.class);
    }
}
