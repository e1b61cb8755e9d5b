// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.keys;

import io.github.cachex.core.key.DefaultKeyGenerator;
import io.github.cachex.core.key.MethodTemplate;
import io.github.cachex.core.key.TemplateScope;
import java.lang.reflect.Method;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Methods of a generic class and of its beans, and the ids of their calls. */
final class KeyForms {
    // As an application has them: made once for each bean and method.
    private static final Map<Class<?>, DefaultKeyGenerator> GENERATORS = new ConcurrentHashMap<>();
    private static final Map<List<Object>, Method> METHODS = new ConcurrentHashMap<>();
    private static final Map<List<Object>, MethodTemplate> TEMPLATES = new ConcurrentHashMap<>();

    private KeyForms() {}

    /** Holds one thing of any type. */
    record Ref<T>(@Nullable T id) {}

    /** Shows less than it holds. */
    record Card(String number, int pin) {
        @Override
        public String number() {
            return "****";
        }
    }

    /** Knows no type yet. */
    abstract static class Repository<K> {
        void one(K id) {}

        void two(K id, K other) {}

        void ref(Ref<K> ref, K other) {}

        void list(List<K> ids) {}

        void array(K[] ids) {}
    }

    /** Ids are texts. */
    static class Texts extends Repository<String> {
        void plain(String id) {}

        void plainRef(Ref<String> ref) {}

        void plainTwo(String id, String other) {}
    }

    /** Ids are numbers. */
    static class Numbers extends Repository<Long> {
        void plain(long id) {}
    }

    /** Ids are dates. */
    static class Days extends Repository<LocalDate> {
        void plain(LocalDate id) {}
    }

    /** Ids are records. */
    static class Cards extends Repository<Card> {
        void plain(Card id) {}
    }

    private static Method method(Class<?> bean, String name) {
        return METHODS.computeIfAbsent(List.of(bean, name), added -> find(bean, name));
    }

    private static Method find(Class<?> bean, String name) {
        for (Class<?> type = bean; type != null; type = type.getSuperclass()) {
            for (Method method : type.getDeclaredMethods()) {
                if (method.getName().equals(name)) {
                    return method;
                }
            }
        }
        throw new IllegalArgumentException(bean + " has no " + name);
    }

    /** Returns the id that is made from the arguments alone. */
    static String generated(Class<?> bean, String method, @Nullable Object... arguments) {
        return GENERATORS.computeIfAbsent(bean, DefaultKeyGenerator::new).generate(method(bean, method), arguments);
    }

    /** Returns the id that {@code template} makes. */
    static String templated(String template, Class<?> bean, String method, @Nullable Object... arguments) {
        return TEMPLATES
                .computeIfAbsent(
                        List.of(template, bean, method),
                        added -> MethodTemplate.compile(template, TemplateScope.of(bean, method(bean, method))))
                .id(arguments);
    }

    /** Returns the one id that {@code template} makes for one element. */
    static String each(String template, Class<?> bean, String method, @Nullable Object... arguments) {
        return TEMPLATES
                .computeIfAbsent(
                        List.of("each", template, bean, method),
                        added -> MethodTemplate.compileEach(template, TemplateScope.of(bean, method(bean, method))))
                .ids(arguments)
                .get(0);
    }

    /** Returns whether two lists of arguments mean the same. */
    static boolean areEqual(@Nullable Object[] one, @Nullable Object[] other) {
        return Arrays.deepEquals(one, other);
    }
}
