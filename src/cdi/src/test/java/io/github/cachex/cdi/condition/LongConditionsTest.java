// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cdi.condition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cachex.core.key.MethodTemplate;
import io.github.cachex.core.key.TemplateScope;
import io.github.cachex.error.CacheKeyException;
import java.math.BigInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Conditions and templates of any length and nesting end in an error that says where, or in what they say. */
class LongConditionsTest {
    /** A method with conditions. */
    interface Posts {
        String find(Number id, boolean all);
    }

    private static TemplateScope scope() {
        return TemplateScope.of(Posts.class, Posts.class.getDeclaredMethods()[0]);
    }

    private static Condition parse(String text) {
        return new Conditions(name -> {
                    throw new ConditionException("@" + name + ": there is no bean of that name");
                })
                .ofCall(text, scope());
    }

    private static void assertRefused(String text, String problem) {
        assertThatThrownBy(() -> parse(text))
                .isInstanceOf(ConditionException.class)
                .hasMessageContaining(problem)
                .satisfies(refusal -> assertThat(refusal.getMessage().length()).isLessThan(1_000));
    }

    @ParameterizedTest
    @ValueSource(strings = {"(", "!", "{1} && ", "{1} || ", "'", "x", "1", "{", "@a", "${", "${(", "#{1+"})
    void conditionOfAMillionParts_isRefusedByItsLength(String part) {
        assertRefused(part.repeat(1_000_000), "more than the 4000 of a condition");
    }

    @Test
    void nestedCondition_isRefusedWithItsPlace() {
        assertRefused("(".repeat(1_500) + "{1}" + ")".repeat(1_500), "nests deeper than 100 at 100");
        assertRefused("!".repeat(3_000) + "{1}", "nests deeper than 100 at 100");
        assertRefused("{0} > " + "9".repeat(3_900), "a number of more than 100 digits at 6");
        assertRefused("{1} && $" + "x".repeat(3_000), "on, at 7");
    }

    @Test
    void conditionOfManyParts_holds() throws Exception {
        Object[] all = {7, true};
        assertThat(parse("{1}" + "&&{1}".repeat(790)).holds(all, null)).isTrue();
        assertThat(parse("!{1}" + "||{1}".repeat(790)).holds(all, null)).isTrue();
        assertThat(parse("'" + "''".repeat(900) + "' == '" + "''".repeat(900) + "'")
                        .holds(all, null))
                .isTrue();
        assertThat(parse("(".repeat(100) + "{1}" + ")".repeat(100)).holds(all, null))
                .isTrue();
    }

    /** Tens of seconds, were its text read. */
    @Test
    void numberOfAMillionDigits_isCompared() throws Exception {
        Object[] large = {BigInteger.ONE.shiftLeft(4_000_000), true};
        assertThat(parse("{0} > 7").holds(large, null)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"(", "!", "[", "{", "-", "1+(", "not ", "a.", "a?", "()->"})
    void nestedExpression_isRefusedOrUsed(String part) {
        String text = "${" + part.repeat(3_900 / part.length()) + "}";
        assertThatThrownBy(() -> parse(text).holds(new Object[] {7, true}, null))
                .satisfies(refusal -> {
                    assertThat(refusal).isNotInstanceOf(Error.class);
                    assertThat(refusal.getMessage().length()).isLessThan(1_000);
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "}", "{}", "{0}", "{0}:", "{1.a}:", "a", "{0.a.b", "#a.a", "${a}", ".a"})
    void longTemplate_isRefused(String part) {
        assertThatThrownBy(() -> MethodTemplate.compile(part.repeat(1_000_000), scope()))
                .isInstanceOf(CacheKeyException.class)
                .hasMessageContaining("more than the 4000 of a template")
                .satisfies(refusal -> assertThat(refusal.getMessage().length()).isLessThan(1_000));
    }

    @Test
    void textOfACondition_forgesNoLine() {
        assertThatThrownBy(() -> parse("{1} == 'a\nWARNING forged\u2028'")).hasMessageNotContainingAny("\n", "\u2028");
        assertThatThrownBy(() -> parse("@a\nb")).hasMessageNotContaining("\n");
        assertThatThrownBy(() -> MethodTemplate.compile("{x}\nWARNING forged", scope()))
                .hasMessageNotContaining("\n");
    }
}
