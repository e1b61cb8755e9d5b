// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cdi.plan;

import io.github.cachex.CachexKey;
import io.github.cachex.core.config.Allowance;
import java.lang.reflect.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds parameters of fetches and puts that {@link CachexKey} names for templates, and that no template and no condition of the
 * method names. An invalidation may leave out what changes and where it is.
 */
final class UnnamedParameters {
    /** What stands in braces, up to its first property or the brackets of a list; in an expression, any word. */
    private static final Pattern REFERENCE = Pattern.compile("\\{\\s*([^}.\\[\\s]+)|([A-Za-z_]\\w*)");

    private UnnamedParameters() {}

    /** Tells of those of the method of {@code site}, all of whose annotations can be read. */
    static void check(AnnotatedBeanMethod annotated) {
        texts(annotated).ifPresent(texts -> {
            Parameter[] parameters = annotated.method().getParameters();
            for (int i = 0; i < parameters.length; i++) {
                CachexKey mark = parameters[i].getAnnotation(CachexKey.class);
                if (mark != null && !mark.value().isEmpty() && !isNamed(texts, mark.value(), i)) {
                    annotated.problem(
                            Allowance.CONSTANT_KEY,
                            "@CachexKey(\"" + mark.value() + "\") on parameter " + i
                                    + ": neither key, keys, tags, when nor unless names {" + mark.value()
                                    + "}, so that calls which differ in it are taken for the same; name it there, or"
                                    + " remove the mark");
                }
            }
        });
    }

    private static boolean isNamed(List<String> texts, String name, int position) {
        return texts.stream().anyMatch(text -> {
            boolean expression = text.startsWith("${") || text.startsWith("#{");
            Matcher reference = REFERENCE.matcher(text);
            while (reference.find()) {
                String named = reference.group(1) != null ? reference.group(1) : reference.group(2);
                boolean counts = reference.group(1) != null || expression;
                if (counts && (named.equals(name) || named.equals(String.valueOf(position)) || named.equals("args"))) {
                    return true;
                }
            }
            return false;
        });
    }

    /** Returns all templates and conditions; empty where a key is made from the arguments, so that the mark alone counts. */
    private static Optional<List<String>> texts(AnnotatedBeanMethod annotated) {
        List<String> texts = new ArrayList<>();
        for (CacheAnnotation kind : List.of(CacheAnnotation.FETCH, CacheAnnotation.PUT)) {
            Optional<AnnotationTexts> written = kind.first(annotated.bean(), annotated.method())
                    .map(annotation -> new AnnotationTexts(annotated, kind, annotation));
            if (written.isPresent()) {
                Optional<String> key = written.get().template();
                if (key.isEmpty()) {
                    return Optional.empty();
                }
                texts.add(key.get());
                texts.addAll(written.get().tags());
                written.get().text("when").ifPresent(texts::add);
                written.get().text("unless").ifPresent(texts::add);
            }
        }
        if (texts.isEmpty()) {
            return Optional.empty();
        }
        for (Optional<List<String>> invalidation : new InvalidationPlanReader(annotated).texts()) {
            if (invalidation.isEmpty()) {
                return Optional.empty();
            }
            texts.addAll(invalidation.get());
        }
        return Optional.of(texts);
    }
}
