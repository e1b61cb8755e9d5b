// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cdi.plan;

import io.github.cachex.core.config.Allowance;
import io.github.cachex.core.key.MethodTemplate;
import io.github.cachex.core.key.TemplateScope;
import java.util.Arrays;
import java.util.Optional;

/** Finds keys of values that are the same for all arguments, so that one call would answer with another's value. */
final class ConstantKey {
    private ConstantKey() {}

    /** Tells of the key template that {@code written} has, which can be read. */
    static void check(
            AnnotatedBeanMethod annotated, CacheAnnotation kind, AnnotationTexts written, TemplateScope scope) {
        Optional<String> template = written.text("key");
        boolean hasArguments = Arrays.stream(annotated.method().getParameters())
                .anyMatch(parameter -> !MethodAnnotations.isValue(parameter));
        if (template.isEmpty() || !hasArguments) {
            return;
        }
        Optional<ForeignSpelling> foreign = ForeignSpelling.in(template.get(), scope.names());
        String start = "@" + kind.simpleName() + " key template '" + template.get() + "': ";
        if (foreign.isPresent()) {
            annotated.problem(
                    Allowance.CONSTANT_KEY,
                    start + foreign.get().written() + " is text here and no placeholder; write "
                            + foreign.get().template());
        } else if (MethodTemplate.compile(template.get(), scope).isFixed()) {
            annotated.problem(
                    Allowance.CONSTANT_KEY,
                    start
                            + "names no parameter, so that calls with other arguments would be answered with the same value;"
                            + " name one, for example " + template.get() + ":{0}");
        }
    }
}
