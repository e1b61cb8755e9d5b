// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cdi.plan;

import io.github.cachex.CacheOptions;
import io.github.cachex.core.key.GenericTypes;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The value that a fetch method returns where it fails or takes too long, and nothing stale is there.
 *
 * @param method names the method in messages
 * @param type the class of its values, a stage and an {@code Optional} around them taken away
 * @param nullable whether the method can return null
 * @param bean gives the value
 */
record DefaultValue(String method, Class<?> type, boolean nullable, Supplier<?> bean) implements Supplier<Object> {
    /** Returns the options that {@code written} asks for with its default value; empty if something is wrong with it. */
    static Optional<CacheOptions> read(AnnotatedBeanMethod annotated, AnnotationTexts written, ReturnShape shape) {
        Optional<String> name = written.text("defaultValue");
        if (name.isEmpty()) {
            return Optional.of(CacheOptions.defaults());
        }
        try {
            return Optional.of(CacheOptions.defaults()
                    .defaultValueFrom(new DefaultValue(
                            MethodNames.of(annotated.bean(), annotated.method()),
                            GenericTypes.raw(shape.value()),
                            !annotated.method().getReturnType().isPrimitive(),
                            annotated.suppliers().apply(name.get()))));
        } catch (IllegalArgumentException e) {
            annotated.problem(CacheAnnotation.FETCH, " defaultValue=" + name.get() + ": " + e.getMessage());
            return Optional.empty();
        }
    }

    @Override
    public @Nullable Object get() {
        Object content = ReturnShape.content(bean.get());
        if (content == null ? !nullable : !type.isInstance(content)) {
            throw new IllegalStateException(method + ": the supplier of the default value gives "
                    + (content == null ? "null" : content.getClass().getName()) + "; let it give a " + type.getName());
        }
        return content;
    }
}
