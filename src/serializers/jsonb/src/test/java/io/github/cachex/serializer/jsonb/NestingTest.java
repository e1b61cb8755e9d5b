// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.serializer.jsonb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cachex.error.CacheSerializationException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NestingTest {
    private static byte[] utf8(String json) {
        return json.getBytes(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1", "\"{\"", "{}", "[{\"a\":[1,{\"]\":\"\\\"}\"}]}]", "\"\\\\\""})
    void wholeText_isClosed(String json) {
        assertThat(Nesting.isClosed(utf8(json))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "}", "]", "}{", "[{]", "\"", "\"\\\"", "{\"a\":\"}", "[[]"})
    void cutText_isNot(String json) {
        assertThat(Nesting.isClosed(utf8(json))).isFalse();
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
