// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cachex.CachexKey;
import io.github.cachex.core.key.Elements.Holders;
import io.github.cachex.error.CacheKeyException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Templates that make a key for each element of a collection or an array. */
class EachElementTest {
    record Post(@Nullable Long id) {}

    interface Methods {
        void list(@CachexKey("ids") List<Long> ids);

        void array(@CachexKey("ids") long[] ids);

        void posts(@CachexKey("posts") Set<? extends Post> posts, @CachexKey("language") String language);

        void arrayOfLists(@CachexKey("ids") List<Long>[] ids);

        void unknown(@CachexKey("ids") List<?> ids);

        void map(@CachexKey("ids") Map<String, Long> ids);

        void iterable(@CachexKey("ids") Iterable<Long> ids);

        void two(@CachexKey("ids") List<Long> ids, @CachexKey("others") List<Long> others);
    }

    private static Method method(String name) {
        return Arrays.stream(Methods.class.getDeclaredMethods())
                .filter(method -> method.getName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> ids(String template, String method, @Nullable Object... arguments) {
        return MethodTemplate.compileEach(template, TemplateScope.of(method(method)))
                .ids(arguments);
    }

    @Test
    void eachElement_hasAKey() {
        assertThat(ids("post:{ids[]}", "list", List.of(1L, 2L))).containsExactly("post:1", "post:2");
        assertThat(ids("post:{0[]}", "array", new long[] {3, 4})).containsExactly("post:3", "post:4");
        assertThat(ids("post:{ids[]}", "arrayOfLists", (Object) new List<?>[] {List.of(5L)}))
                .containsExactly("post:%l(5)");
    }

    @Test
    void nothing_hasNone() {
        assertThat(ids("post:{ids[]}", "list", List.of())).isEmpty();
        assertThat(ids("post:{ids[]}", "list", (Object) null)).isEmpty();
        assertThat(ids("post:{ids[]}", "array", new long[0])).isEmpty();
    }

    @Test
    void pathAndOtherArguments_takePart() {
        assertThat(ids("{language}:{posts[].id}", "posts", Set.of(new Post(1L)), "en"))
                .containsExactly("en:1");
        assertThat(ids("{language}:{posts[].id}", "posts", Set.of(new Post(null)), "en"))
                .containsExactly("en:%N");
    }

    @Test
    void templateWithoutAList_hasOneKey() {
        assertThat(ids("post:{language}", "posts", Set.of(), "en")).containsExactly("post:en");
    }

    @Test
    void listWhereOneKeyIsMeant_isRefused() {
        assertThatThrownBy(() -> MethodTemplate.compile("post:{ids[]}", TemplateScope.of(method("list"))))
                .isInstanceOf(CacheKeyException.class)
                .hasMessageContaining("{ids[]} stands for several keys; only the member keys may name them");
    }

    @Test
    void mapsAndIterables_areHoldersOnlyWhereThatIsSaid() {
        TemplateScope map = TemplateScope.of(method("map"));
        TemplateScope iterable = TemplateScope.of(method("iterable"));
        assertThat(MethodTemplate.compileEach("post:{ids[]}", map, Holders.MAPS).ids(new Object[] {Map.of("a", 1L)}))
                .containsExactly("post:a");
        assertThat(MethodTemplate.compileEach("post:{ids[]}", iterable, Holders.ITERABLES)
                        .ids(new Object[] {List.of(1L, 2L)}))
                .containsExactly("post:1", "post:2");
        assertThatThrownBy(() -> MethodTemplate.compileEach("post:{ids[]}", map, Holders.ITERABLES))
                .hasMessageContaining("is no array");
        assertThatThrownBy(() -> MethodTemplate.compileEach("post:{ids[]}", iterable, Holders.MAPS))
                .hasMessageContaining("is no array");
        assertThatThrownBy(() -> MethodTemplate.compileEach("post:{ids[]}", iterable))
                .hasMessageContaining("is no array");
    }

    @Test
    void templateOfOneElement_takesItInThePlaceOfAll() {
        MethodTemplate each = MethodTemplate.compileEach("{language}:{posts[].id}", TemplateScope.of(method("posts")));
        assertThat(each.elementsAt()).hasValue(0);
        assertThat(each.namesWhole(0)).isFalse();
        assertThat(each.namesWhole(1)).isTrue();

        MethodTemplate one = each.ofOneElement();
        assertThat(one.id(new Object[] {new Post(7L), "en"})).isEqualTo("en:7");
        assertThat(one.nullReference(new Object[] {new Post(null), "en"})).contains("{posts[].id}");
        assertThat(one.elementsAt()).isEmpty();
    }

    @Test
    void elementsOfAProperty_areRefused() {
        assertThatThrownBy(() -> ids("post:{ids.all[]}", "list"))
                .isInstanceOf(CacheKeyException.class)
                .hasMessageContaining(
                        "{ids.all[]} names the elements of a property; let the collection be a parameter of"
                                + " its own");
    }

    @Test
    void secondList_isRefused() {
        assertThatThrownBy(() -> ids("{ids[]}:{others[]}", "two"))
                .isInstanceOf(CacheKeyException.class)
                .hasMessageContaining("{others[]} is the second list in one key");
    }

    @ParameterizedTest
    @ValueSource(strings = {"unknown", "map"})
    void whatHoldsNothingThatIsKnown_isRefused(String method) {
        assertThatThrownBy(() -> ids("post:{ids[]}", method))
                .isInstanceOf(CacheKeyException.class)
                .hasMessageContaining(
                        "is no array, nor a collection that says of what; declare for example List<Long>");
    }
}
