// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cachex.CacheKey;
import io.github.cachex.CacheOptions;
import io.github.cachex.error.CacheKeyException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Texts and arguments of any length and nesting end in an error that is short, or in what they say. */
class LongTextsTest {
    private static final int MANY = 1_000_000;

    private static void assertRefused(Class<? extends RuntimeException> as, ThrowingCallable call, String problem) {
        assertThatThrownBy(call)
                .isInstanceOf(as)
                .hasMessageContaining(problem)
                .satisfies(refusal -> assertThat(refusal.getMessage().length()).isLessThan(1_000));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "1h", "p", "pt1h", " ", "x", "-", "1 ", "\n"})
    void longDuration_isRefused(String part) {
        assertRefused(IllegalArgumentException.class, () -> Durations.parse(part.repeat(MANY)), "more than the 100");
        assertRefused(IllegalArgumentException.class, () -> CacheOptions.ttl(part.repeat(MANY)), "ttl=");
    }

    @Test
    void unknownUnit_isNamedOnOneLine() {
        assertThatThrownBy(() -> CacheOptions.ttl("5x\nWARNING forged"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{}:", "a", "{", "}"})
    void longTemplate_isRefusedOrUsed(String part) {
        String template = part.repeat(MANY);
        if (part.equals("{}:")) {
            assertRefused(
                    CacheKeyException.class,
                    () -> CacheKey.template(template, String.class).of(1),
                    "wants " + MANY);
        } else {
            assertRefused(CacheKeyException.class, () -> CacheKey.template(template, String.class), "key template");
        }
    }

    @Test
    void nestedArguments_areRefusedBeyondADepth() {
        Object list = List.of();
        Object map = Map.of();
        Object optional = Optional.empty();
        Object array = new Object[0];
        for (int i = 0; i < 100_000; i++) {
            list = List.of(list);
            map = new Unhashed(map);
            optional = Optional.of(optional);
            array = new Object[] {array};
        }
        List<Object> itself = new ArrayList<>();
        itself.add(itself);
        for (Object argument : new Object[] {list, map, optional, array, itself}) {
            assertRefused(CacheKeyException.class, () -> KeyText.join(argument), "nests deeper than 100");
        }
    }

    /** A map of one value, which is not asked for its hash. */
    private static final class Unhashed extends java.util.AbstractMap<String, Object> {
        private final Object value;

        Unhashed(Object value) {
            this.value = value;
        }

        @Override
        public java.util.Set<Entry<String, Object>> entrySet() {
            return java.util.Collections.singleton(Map.entry("key", value));
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(this);
        }
    }

    @Test
    void argumentsThatShareEachOther_areRefusedBeyondALength() {
        Object list = List.of("a");
        Object map = Map.of();
        for (int i = 0; i < 60; i++) {
            list = List.of(list, list);
            Map<String, Object> twice = new HashMap<>();
            twice.put("a", map);
            twice.put("b", map);
            map = twice;
        }
        for (Object argument : new Object[] {list, map}) {
            assertRefused(CacheKeyException.class, () -> KeyText.join(argument), "more than 10000000");
        }
    }

    @Test
    void argumentsOfUsualNesting_areWritten() {
        Object list = "a";
        for (int i = 0; i < 90; i++) {
            list = List.of(list);
        }
        assertThat(KeyText.join(list)).startsWith("(%l(%l(").endsWith("a" + ")".repeat(91));
    }
}
