// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cdi.condition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cachex.CachexKey;
import io.github.cachex.core.key.TemplateScope;
import io.github.cachex.error.CacheKeyException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConditionsTest {
    /** States of a post. */
    public enum State {
        DRAFT,
        PUBLISHED
    }

    /** What is found; public, as the Expression Language calls methods of public classes alone. */
    public record Post(
            long id, State state, boolean old, @Nullable Post parent, List<String> tags) {
        /** Fails, as getters do that ask a closed session. */
        public String body() {
            throw new IllegalStateException("closed");
        }
    }

    /** What is asked for. */
    public record User(String name, @Nullable Integer age, char grade) {}

    interface Posts {
        Post find(
                @CachexKey("id") long id,
                @CachexKey("user") User user,
                @CachexKey("all") boolean all,
                @CachexKey("any") Object any);
    }

    private static final TemplateScope SCOPE = TemplateScope.of(Posts.class.getDeclaredMethods()[0]);
    private static final Post POST = new Post(7, State.DRAFT, true, null, List.of("a", "b"));
    private static final Conditions CONDITIONS = new Conditions(name -> {
        if (!name.equals("known")) {
            throw new ConditionException("@" + name + " is unknown");
        }
        return (method, arguments, result) -> arguments[0].equals(7L) && result == POST;
    });

    private static boolean holds(String text) throws Exception {
        return holds(text, new User("Eve", null, 'B'));
    }

    private static boolean holds(String text, @Nullable User user) throws Exception {
        return CONDITIONS
                .ofResult(text, SCOPE, Post.class, Post.class)
                .holds(new @Nullable Object[] {7L, user, true, 2.50f}, POST);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{id} == 7",
                "{id} == 7.0",
                "{0}>=7&&{0}<=7",
                "{id} > -1",
                "{id} < 7.5",
                "{any} == 2.5",
                "{id} == {result.id}",
                "{id} != 8",
                "{user.name} == 'Eve'",
                "{user.name} != 'eve'",
                "{user.name.length} == 3",
                "{user.grade} == 'B'",
                "{user.age} == null",
                "!({user.age} > 1) && !({user.age} <= 1)",
                "{all}",
                "{all} == true",
                "{result.state} == 'DRAFT'",
                "{result.old} && {result.state} != 'PUBLISHED'",
                "{result.parent.parent.state} == null",
                "!{result.parent.old}",
                "{result.tags.size} == 2",
                "!{result.tags.empty}",
                "{result} != null",
                "{id} == 1 || {id} == 2 || {id} == 7",
                "{id} == 7 || {id} == 1 && {id} == 2",
                "!({id} == 7 && {id} == 8)",
                "({id} == 7 || {id} == 1) && {all}",
                "'it''s' == 'it''s'",
                "@known",
                "@ known"
            })
    void holds_isTrue(String text) throws Exception {
        assertThat(holds(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{id} == 8",
                "{id} != 7",
                "{id} < 7",
                "{user.name} == 'eve'",
                "{user.age} > 0",
                "{user.age} < 0",
                "!{all}",
                "{any} == '2.5'",
                "{any}",
                "{result} == null",
                "{id} == 7 && {id} == 8 || false",
                "({id} == 7 || {id} == 1) && !{all}",
            })
    void holds_isFalse(String text) throws Exception {
        assertThat(holds(text)).isFalse();
    }

    @Test
    void noArgument_isNull() throws Exception {
        assertThat(holds("{user} == null && {user.name} == null", null)).isTrue();
    }

    @Test
    void propertyThatFails_isToldWithItsName() {
        assertThatThrownBy(() -> holds("{result.body} == 'x'"))
                .isInstanceOf(CacheKeyException.class)
                .hasMessageContaining("body")
                .hasMessageContaining("closed");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "{id | '{id' cannot be read from '{id' on",
                "{id} = 7 | '{id} = 7' cannot be read from '= 7' on",
                "{id} == | '{id} ==' ends where a value should follow",
                "({all} | '({all}' lacks a closing parenthesis",
                "{all}) | '{all})' has ) too much",
                "{all} {all} | '{all} {all}' has {all} too much",
                "{id} | '{id}' {id} alone is neither true nor false; compare it with something",
                "{id} == 'x' | '{id} == 'x'' {id} and 'x' are of types that are never equal (Long, String); compare like with like",
                "{user.name} > 'a' | '{user.name} > 'a'' {user.name} is no number, and > compares numbers; write == or !=, or name "
                        + "a property that is a number",
                "{all} < 1 | '{all} < 1' {all} is no number, and < compares numbers; write == or !=, or name a property that is a number",
                "id == 7 | 'id == 7' has id where a value should be; write {name} for a parameter, 'text' for a text, a number, "
                        + "true, false or null",
                "{it} == 7 | {it}: no parameter is named 'it'; known are id, user, all, any",
                "{4} == 7 | {4} does not exist; positions go from {0} to {3}",
                "{user.surname} == 'x' | {user.surname} has no property 'surname' in "
                        + "io.github.cachex.cdi.condition.ConditionsTest$User; it needs a public method surname() or getSurname()",
                "{result.title} == 'x' | {result.title} has no property 'title' in "
                        + "io.github.cachex.cdi.condition.ConditionsTest$Post; it needs a public method title() or getTitle()",
                "@nobody | @nobody is unknown",
                "${id gt} | is no expression",
            })
    void mistake_isToldWithItsRemedy(String text, String message) {
        assertThatThrownBy(() -> CONDITIONS.ofResult(text, SCOPE, Post.class, Post.class))
                .isInstanceOf(ConditionException.class)
                .hasMessageContaining(message);
    }

    @Test
    void resultBeforeTheCall_isRefused() {
        assertThatThrownBy(() -> CONDITIONS.ofCall("{result.old}", SCOPE))
                .isInstanceOf(ConditionException.class)
                .hasMessage("'{result.old}' names the result, which is not known before the call; write it in unless");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "${id gt 6 and user.name() eq 'Eve'}",
                "#{result.tags().size() == 2}",
                "${args[0] == 7 && result.state() == 'DRAFT'}",
                "${empty user.age()}"
            })
    void expression_knowsParametersAndResult(String text) throws Exception {
        assertThat(holds(text)).isTrue();
        assertThat(holds("${!" + text.substring(2, text.length() - 1).replaceAll("^(.*)$", "($1)") + "}"))
                .isFalse();
    }

    @Test
    void typeOfTheResult_isThatOfItsContent() throws Exception {
        Condition empty = CONDITIONS.ofResult("{result.empty}", SCOPE, List.class, List.class);

        assertThat(empty.holds(new Object[] {7L, new User("a", 1, 'c'), false, Optional.empty()}, List.of()))
                .isTrue();
        assertThat(empty.holds(new Object[] {7L, new User("a", 1, 'c'), false, Optional.empty()}, List.of(1)))
                .isFalse();
    }
}
