// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.entry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cachex.core.entry.Encryption.UnreadableException;
import java.nio.BufferUnderflowException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeptFailureTest {
    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    @Test
    void whatWasWritten_isRead() throws UnreadableException {
        assertThat(KeptFailure.read(bytes("\0\5a.B$c\1gone")).type()).isEqualTo("a.B$c");
        assertThat(KeptFailure.read(bytes("\0\1A\0")).type()).isEqualTo("A");
    }

    /** Damage may set the flag that says "a failure" on the bytes of a value. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\0",
                "\0\0\0",
                "\0\0\0\0\0\0s",
                "\0\3a.b",
                "\0\3a.b\2no such answer",
                "\0\3a.b\0silent, and a text",
                "\0\4a..b\1text",
                "\0\4a.b.\1text",
                "\0\3a b\1text",
                "\0\3{\"i\1d\":\"order\"}",
                "{\"id\":\"order-4711\"}"
            })
    void anythingElse_isRefused(String text) {
        assertThatThrownBy(() -> KeptFailure.read(bytes(text)))
                .isInstanceOfAny(UnreadableException.class, BufferUnderflowException.class);
    }
}
