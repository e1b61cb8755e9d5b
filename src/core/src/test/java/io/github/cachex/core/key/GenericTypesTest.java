// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.key;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.TypeRef;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Types of methods, seen from the bean that inherits them. */
class GenericTypesTest {
    /** Declares methods in terms of its variables. */
    abstract static class Repository<K, V> {
        abstract Map<K, List<V>> all(K key);

        abstract V[] some(List<? extends K> keys);

        abstract List<String> plain();
    }

    /** Says what they stand for. */
    abstract static class Users extends Repository<Long, String> {}

    private static Type returned(String name, Class<?>... parameters) throws NoSuchMethodException {
        return GenericTypes.of(Users.class)
                .resolve(Repository.class.getDeclaredMethod(name, parameters).getGenericReturnType());
    }

    @Test
    void variables_areWhatTheBeanSays() throws NoSuchMethodException {
        Type platforms = new TypeRef<Map<Long, List<String>>>() {}.type();
        Type ours = returned("all", Object.class);

        assertThat(ours).isEqualTo(platforms).hasSameHashCodeAs(platforms).hasToString(platforms.getTypeName());
        assertThat(platforms).isEqualTo(ours);
        assertThat(ours).isNotEqualTo(new TypeRef<Map<Long, List<Long>>>() {}.type());
        assertThat(returned("some", List.class)).isEqualTo(String[].class);
        assertThat(returned("plain"))
                .as("what has no variables stays as it is")
                .isEqualTo(Repository.class.getDeclaredMethod("plain").getGenericReturnType());
    }

    @Test
    void bounds_areResolvedAsWell() throws NoSuchMethodException {
        Type keys = Repository.class.getDeclaredMethod("some", List.class).getGenericParameterTypes()[0];
        assertThat(GenericTypes.of(Users.class).resolve(keys)).isEqualTo(new TypeRef<List<Long>>() {}.type());
    }

    @Test
    void classBehindAType_isItsErasure() throws NoSuchMethodException {
        assertThat(GenericTypes.raw(new TypeRef<List<String>[]>() {}.type())).isEqualTo(List[].class);
        assertThat(GenericTypes.raw(new TypeRef<Map<Long, String>>() {}.type())).isEqualTo(Map.class);
        Type wildcard = GenericTypes.parts(new TypeRef<List<? extends Number>>() {}.type())[0];
        assertThat(GenericTypes.raw(wildcard)).isEqualTo(Number.class);
        Type variable = Repository.class.getDeclaredMethod("some", List.class).getGenericReturnType();
        assertThat(GenericTypes.raw(GenericTypes.parts(variable)[0])).isEqualTo(Object.class);
    }

    @Test
    void partsOfAType_areWhatItIsMadeOf() {
        assertThat(GenericTypes.parts(new TypeRef<Map<Long, String>>() {}.type()))
                .containsExactly(Long.class, String.class);
        Type wildcard = GenericTypes.parts(new TypeRef<List<? extends Number>>() {}.type())[0];
        assertThat(GenericTypes.parts(wildcard)).containsExactly(Number.class);
        assertThat(GenericTypes.parts(new TypeRef<List<String>[]>() {}.type()))
                .containsExactly(new TypeRef<List<String>>() {}.type());
        assertThat(GenericTypes.parts(long[].class)).containsExactly(long.class);
        assertThat(GenericTypes.parts(String.class)).isEmpty();
    }
}
