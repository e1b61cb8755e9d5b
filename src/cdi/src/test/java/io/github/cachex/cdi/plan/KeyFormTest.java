// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cdi.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.cdi.plan.KeyForm.Source;
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
}
