// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cdi.plan;

import io.github.cachex.SettingInForce;
import io.github.cachex.core.config.Configuration;
import java.lang.annotation.Annotation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** What is said about one annotation of a method: outside, by itself, and by the defaults of the class, in this order. */
final class AnnotationTexts {
    /** The member that has the template of the keys of elements. */
    static final String KEYS = "keys";

    /** As MicroProfile Config separates the members of an array. */
    private static final Pattern COMMA = Pattern.compile("(?<!\\\\),");

    private final AnnotatedBeanMethod annotated;
    private final CacheAnnotation kind;
    private final Annotation annotation;
    private final Map<String, String> texts;

    AnnotationTexts(AnnotatedBeanMethod annotated, CacheAnnotation kind, Annotation annotation) {
        this.annotated = annotated;
        this.kind = kind;
        this.annotation = annotation;
        this.texts = AnnotationMembers.of(annotated.bean(), annotation);
    }

    /** Returns the text of {@code member}. */
    Optional<String> text(String member) {
        return configured(member).or(() -> Optional.ofNullable(texts.get(member)));
    }

    /** Returns what is said of {@code member} outside. */
    Optional<String> configured(String member) {
        return annotated
                .configuration()
                .member(annotated.bean(), annotated.method().getName(), kind.simpleName(), member);
    }

    /** Returns what is said of {@code member} outside, or else {@code byAnnotation}. */
    boolean flag(String member, boolean byAnnotation) {
        return annotated
                .configuration()
                .flag(annotated.bean(), annotated.method().getName(), kind.simpleName(), member)
                .orElse(byAnnotation);
    }

    /** Returns the texts of {@code member} that are said outside, with commas between them. */
    Optional<List<String>> configuredList(String member) {
        return configured(member)
                .map(text -> Arrays.stream(COMMA.split(text, -1))
                        .map(part -> part.strip().replace("\\,", ","))
                        .toList());
    }

    /** Returns the texts of {@code member} as the annotation has them. */
    List<String> list(String member) {
        return AnnotationMembers.list(annotation, member);
    }

    /** Returns the template of the key, or of the keys of elements; empty where the key is made from the arguments. */
    Optional<String> template() {
        return text("key").or(() -> text(KEYS));
    }

    /** Returns the texts that are not said outside, by member. */
    Map<String, String> texts() {
        return texts;
    }

    /** Returns the tags of a value: those said outside; otherwise, the annotation's and those of the class's defaults. */
    List<String> tags() {
        return configuredList("tags").orElseGet(() -> AnnotationMembers.tags(annotated.bean(), annotation));
    }

    /** Returns the name of the cache; empty where it is wrong, or has to be said and is not. */
    Optional<String> cache() {
        Optional<String> named = text("cache");
        if (named.isEmpty() && kind != CacheAnnotation.FETCH) {
            annotated.problem(
                    kind,
                    " has no cache; write @" + kind.simpleName()
                            + "(cache = \"…\") or @CachexDefaults(cache = \"…\") on the class");
            return Optional.empty();
        }
        String name = named.orElseGet(() -> MethodNames.cache(annotated.bean(), annotated.method()));
        Optional<String> wrong = Configuration.nameProblem(name);
        wrong.ifPresent(problem -> annotated.problem(kind, " " + problem));
        return wrong.isPresent() ? Optional.empty() : Optional.of(name);
    }

    /** Returns the settings that hold since the annotation says so. */
    List<SettingInForce> settings() {
        return annotated
                .configuration()
                .annotated(
                        cache().orElse(""), annotated.bean(), annotated.method().getName(), kind.simpleName(), texts);
    }

    /** Returns, line by line, where the values are cached, and each setting with who says so. */
    List<String> report() {
        String cache = cache().orElse("");
        List<String> lines = new ArrayList<>();
        lines.add("@" + kind.simpleName() + " cache=" + cache + " key="
                + template().orElse("(made from the arguments)")
                + (tags().isEmpty() ? "" : " tags=" + String.join(",", tags())));
        lines.addAll(annotated
                .configuration()
                .report(cache, annotated.bean(), annotated.method().getName(), kind.simpleName(), texts));
        return lines;
    }
}
