// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cachex.error.CacheKeyException;
import io.github.cachex.spi.Values;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.Tuple.Tuple2;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyTemplateTest {
    @Provide
    Arbitrary<List<Tuple2<Optional<Object>, Optional<Object>>>> pairs() {
        return Combinators.combine(Values.any(), Values.any())
                .as(Tuple::of)
                .list()
                .ofMinSize(100)
                .ofMaxSize(200);
    }

    @Property(tries = 50)
    void distinctArguments_neverShareAKey(@ForAll("pairs") List<Tuple2<Optional<Object>, Optional<Object>>> pairs) {
        for (String pattern : List.of("{}:{}", "x{}a/b{}y", "{}::{}", "1:{}a:1{}")) {
            KeyTemplate<String> template = CacheKey.template(pattern, String.class);
            Map<String, Object> meanings = new HashMap<>();
            for (Tuple2<Optional<Object>, Optional<Object>> pair : pairs) {
                Object left = pair.get1().orElse(null);
                Object right = pair.get2().orElse(null);
                List<Object> meaning = List.of(Values.meaning(left), Values.meaning(right));

                assertThat(meanings.computeIfAbsent(template.of(left, right).id(), any -> meaning))
                        .as(pattern)
                        .isEqualTo(meaning);
            }
        }
    }

    @Test
    void everydayTemplates_giveEverydayIds() {
        assertThat(CacheKey.template("post:{}", String.class).of(42)).hasToString("post:42");
        assertThat(CacheKey.template("post:{}:{}", new TypeRef<List<String>>() {})
                        .of("a:b", null))
                .hasToString("post:a%3Ab:%N");
        assertThat(CacheKey.template("{}", String.class).of("")).hasToString("%s");
        assertThat(CacheKey.template("post:{}", String.class).of("x").type()).isEqualTo(String.class);
    }

    @Test
    void nullAndTheTextNull_differ() {
        KeyTemplate<String> template = CacheKey.template("post:{}", String.class);

        assertThat(template.of((Object) null)).isNotEqualTo(template.of("null"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}{}", "{}-{}", "{}.x_{}", "a:{}%N{}", "{}:{}é{}"})
    void placeholdersThatNothingKeepsApart_areRefused(String pattern) {
        assertThatThrownBy(() -> CacheKey.template(pattern, String.class))
                .isInstanceOf(CacheKeyException.class)
                .hasMessageContaining(pattern)
                .hasMessageContaining("apart; put a colon");
    }

    @Test
    void templateWithoutPlaceholder_isRefused() {
        assertThatThrownBy(() -> CacheKey.template("post:42", String.class))
                .isInstanceOf(CacheKeyException.class)
                .hasMessageContaining("CacheKey.of");
    }

    @Test
    void wrongNumberOfArguments_isRefused() {
        KeyTemplate<String> template = CacheKey.template("a:{}:{}", String.class);

        assertThatThrownBy(() -> template.of(1)).hasMessageContaining("wants 2 arguments, not 1");
        assertThatThrownBy(() -> template.of((Object[]) null)).hasMessageContaining("bare null");
    }

    @Test
    void typedTemplates_giveTheKeysOfUntypedOnes() {
        assertThat(CacheKey.template("post:{}", String.class, Long.class).of(42L))
                .isEqualTo(CacheKey.template("post:{}", String.class).of(42L));
        assertThat(CacheKey.template("a:{}:{}", String.class, Long.class, String.class)
                        .of(1L, "b:c"))
                .hasToString("a:1:b%3Ac");
        assertThat(CacheKey.template("{}/{}/{}", String.class, String.class, Thread.State.class, UUID.class)
                        .of("", null, new UUID(0, 1)))
                .hasToString("%s/%N/00000000-0000-0000-0000-000000000001");
        KeyTemplate.Four<List<String>, Integer, Integer, Integer, Integer> four = CacheKey.template(
                "{}:{}:{}:{}",
                new TypeRef<List<String>>() {},
                Integer.class,
                Integer.class,
                Integer.class,
                Integer.class);
        CacheKey<List<String>> key = four.of(1, 2, 3, 4);
        assertThat(key).hasToString("1:2:3:4");
        assertThat(key.type()).isEqualTo(new TypeRef<List<String>>() {}.type());
    }

    @Test
    void otherNumberOfTypesThanOfPlaceholders_isRefusedWithBoth() {
        assertThatThrownBy(() -> CacheKey.template("post:{}", String.class, Long.class, String.class))
                .isInstanceOf(CacheKeyException.class)
                .hasMessage("key template 'post:{}': has 1 placeholder, but 2 types of arguments (java.lang.Long,"
                        + " java.lang.String); name one type for each {}");
        assertThatThrownBy(() -> CacheKey.template("a:{}:{}", String.class, Long.class))
                .hasMessage("key template 'a:{}:{}': has 2 placeholders, but 1 type of argument (java.lang.Long);"
                        + " name one type for each {}");
    }

    record Holder(List<Integer> fine, StringBuilder bad) {}

    @Test
    void typesWithoutATextOfTheirOwn_areRefused() {
        assertThatThrownBy(() -> CacheKey.template("post:{}", String.class, StringBuilder.class))
                .isInstanceOf(CacheKeyException.class)
                .hasMessage(
                        "key template 'post:{}': an argument of type java.lang.StringBuilder cannot take part in a key:"
                                + " its text does not say what it is; use a record, a string, a number, an enum, a java.time type,"
                                + " a UUID or a collection of them");
        assertThatThrownBy(() -> CacheKey.template("post:{}", String.class, Holder.class))
                .hasMessageContaining("since it holds a java.lang.StringBuilder: its text");
    }
}
