// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.redis;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What a script answers.
 *
 * @param parts the time of Redis's clock in ms, a code, and what else that script says
 */
record ScriptReply(List<?> parts) {
    private static final long LATE = -1;

    static ScriptReply of(Object reply) {
        return new ScriptReply((List<?>) reply);
    }

    long now() {
        return number(0);
    }

    /** Returns whether the script came after its deadline and did nothing. */
    boolean isLate() {
        return code() == LATE;
    }

    long code() {
        return number(1);
    }

    boolean yes() {
        return code() == 1;
    }

    long number(int index) {
        return (Long) parts.get(index);
    }

    /** Returns a whole number that Lua would have rounded, and so is a text. */
    long whole(int index) {
        return Long.parseLong(text(index));
    }

    List<?> list(int index) {
        return (List<?>) parts.get(index);
    }

    byte[] bytes(int index) {
        return (byte[]) parts.get(index);
    }

    String text(int index) {
        return new String(bytes(index), StandardCharsets.UTF_8);
    }
}
