// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cdi.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.cdi.plan.KeyForm.Source;
import io.github.cachex.core.key.TextMatch;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyFormTest {
    @ParameterizedTest
    @CsvSource({
        "TEMPLATE, post:{}, TEMPLATE, post:{}",
        "TEMPLATE, post:{}, TEMPLATE, post:all",
        "TEMPLATE, {}, TEMPLATE, post:{}",
        "TEMPLATE, {}:{}, TEMPLATE, post:{}",
        "TEMPLATE, a:{}:c, TEMPLATE, a:b:{}",
        "TEMPLATE, {}, GENERATED, {}",
        "TEMPLATE, {}:{}, GENERATED, {}:{}",
        "TEMPLATE, post:{}, GENERATED, {}:{}",
        "GENERATED, {}:{}, GENERATED, {}:{}",
        "GENERATED, (), GENERATED, ()",
        "PATTERN, post:*, TEMPLATE, post:{}",
        "PATTERN, post:*, GENERATED, {}:{}",
        "PATTERN, *, GENERATED, ()",
        "PATTERN, pos?:1, TEMPLATE, post:{}",
        "PATTERN, po\\*t:*, TEMPLATE, po*t:{}",
        "PATTERN, {}:*, TEMPLATE, post:{}",
    })
    void formsThatOneKeyCanHave_meet(Source one, String text, Source other, String another) {
        assertThat(new KeyForm(text, one).meets(new KeyForm(another, other))).isTrue();
        assertThat(new KeyForm(another, other).meets(new KeyForm(text, one))).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "TEMPLATE, post:{}, TEMPLATE, posts:{}",
        "TEMPLATE, post:{}, TEMPLATE, Post:{}",
        "TEMPLATE, {}:title, TEMPLATE, {}:body",
        "TEMPLATE, post:*, TEMPLATE, post:{}",
        "TEMPLATE, post:{}, GENERATED, {}",
        "TEMPLATE, post:{}, GENERATED, ()",
        "TEMPLATE, {}, GENERATED, ()",
        "TEMPLATE, all, GENERATED, ()",
        "TEMPLATE, post/{}, GENERATED, {}:{}",
        "TEMPLATE, a:b:{}, GENERATED, {}:{}",
        "GENERATED, {}, GENERATED, {}:{}",
        "GENERATED, (), GENERATED, {}",
        "PATTERN, posts:*, TEMPLATE, post:{}",
        "PATTERN, post:*, GENERATED, {}",
        "PATTERN, po\\*t:*, TEMPLATE, post:{}",
    })
    void formsThatNoKeyHasBothOf_doNot(Source one, String text, Source other, String another) {
        assertThat(new KeyForm(text, one).meets(new KeyForm(another, other))).isFalse();
        assertThat(new KeyForm(another, other).meets(new KeyForm(text, one))).isFalse();
    }

    private static KeyForm form(String text, Class<?>... types) {
        return new KeyForm(text, text.indexOf('*') < 0 ? Source.TEMPLATE : Source.PATTERN, List.of(types));
    }

    private static Optional<TextMatch> difference(KeyForm one, KeyForm other) {
        assertThat(one.difference(other).map(KeyForm.Difference::match))
                .isEqualTo(other.difference(one).map(KeyForm.Difference::match));
        return one.difference(other).map(KeyForm.Difference::match);
    }

    @Test
    void typesInTheSamePlace_mayKeepFormsApart() {
        KeyForm list = form("{}:{}", long.class, List.class);
        KeyForm text = form("{}:{}", long.class, String.class);

        assertThat(difference(list, text)).hasValue(TextMatch.NONE);
        assertThat(list.meets(text)).isFalse();
        assertThat(list.difference(text).map(KeyForm.Difference::other)).hasValue(String.class);
        assertThat(difference(form("{}:*", List.class), form("{}:{}", String.class, long.class)))
                .hasValue(TextMatch.NONE);
        assertThat(difference(form("a:{}", Object.class), form("a:{}", String.class)))
                .hasValue(TextMatch.OTHER);
        assertThat(form("a:{}", Object.class).meets(form("a:{}", String.class))).isTrue();
    }

    @Test
    void typesElsewhere_doNot() {
        assertThat(difference(form("{}:a", Object.class), form("{}:b", String.class)))
                .isEmpty();
        assertThat(difference(form("{}", Object.class), form("{}:{}", String.class, String.class)))
                .isEmpty();
        assertThat(difference(form("{}*", Object.class), form("{}:{}", String.class, String.class)))
                .isEmpty();
        assertThat(difference(form("a:all"), form("a:{}", String.class))).isEmpty();
        assertThat(difference(form("a:{}"), form("a:{}", String.class))).isEmpty();
        assertThat(difference(form("a:{}", long.class), form("a:{}", Object.class)))
                .isEmpty();
    }
}
