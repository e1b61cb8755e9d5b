// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cdi.plan;

import io.github.cachex.core.key.MethodTemplate;
import io.github.cachex.core.key.TemplateScope;
import io.github.cachex.error.CacheKeyException;
import io.github.cachex.spi.Tags;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes tags from the arguments of a method's calls. Immutable. */
final class TagTemplates {
    private final List<MethodTemplate> templates;
    private final List<KeyForm> forms;
    private final boolean ofResult;

    private TagTemplates(List<MethodTemplate> templates, List<KeyForm> forms, int parameters) {
        this.templates = List.copyOf(templates);
        this.forms = List.copyOf(forms);
        this.ofResult = templates.stream().anyMatch(template -> template.reaches(parameters));
    }

    /** Reads {@code texts}; empty if one is wrong. */
    static Optional<TagTemplates> read(
            AnnotatedBeanMethod annotated, CacheAnnotation kind, List<String> texts, TemplateScope scope) {
        return read(annotated, kind, texts, scope, MethodTemplate::compile);
    }

    /** Reads {@code texts} as {@code compiler} does; empty if one is wrong. */
    static Optional<TagTemplates> read(
            AnnotatedBeanMethod annotated,
            CacheAnnotation kind,
            List<String> texts,
            TemplateScope scope,
            MethodKeys.Compiler compiler) {
        List<MethodTemplate> templates = new ArrayList<>();
        List<KeyForm> forms = new ArrayList<>();
        for (String text : texts) {
            if (isTag(annotated, kind, text)) {
                MethodKeys.template(annotated, kind, " tags: ", text, scope, compiler)
                        .ifPresent(template -> {
                            templates.add(template);
                            forms.add(MethodKeys.form(text, template));
                        });
            }
        }
        return templates.size() == texts.size()
                ? Optional.of(
                        new TagTemplates(templates, forms, annotated.method().getParameterCount()))
                : Optional.empty();
    }

    /** Returns the forms of the tags. */
    List<KeyForm> forms() {
        return forms;
    }

    private static boolean isTag(AnnotatedBeanMethod annotated, CacheAnnotation kind, String text) {
        try {
            return !Tags.checked(MethodKeys.sample(text)).isEmpty();
        } catch (IllegalArgumentException e) {
            annotated.problem(kind, " tags: " + e.getMessage());
            return false;
        }
    }

    /** Returns whether all calls have the same tags. */
    boolean areFixed() {
        return templates.stream().allMatch(MethodTemplate::isFixed);
    }

    /** Returns whether the result takes part in one, which then comes after the last argument. */
    boolean areOfResult() {
        return ofResult;
    }

    /**
     * Returns the tags for a call with {@code arguments}.
     *
     * @throws CacheKeyException when one cannot be made of them
     */
    List<String> of(@Nullable Object[] arguments) {
        try {
            return Tags.checked(
                    templates.stream().map(template -> template.id(arguments)).toArray(String[]::new));
        } catch (IllegalArgumentException e) {
            throw new CacheKeyException(String.valueOf(e.getMessage()));
        }
    }
}
