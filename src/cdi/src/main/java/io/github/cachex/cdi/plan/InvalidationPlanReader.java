// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cdi.plan;

import io.github.cachex.CachexInvalidate;
import io.github.cachex.core.key.MethodTemplate;
import io.github.cachex.core.operation.Selection;
import io.github.cachex.spi.Glob;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads what the {@code CachexInvalidate} of a method ask for. */
final class InvalidationPlanReader {
    private static final CacheAnnotation KIND = CacheAnnotation.INVALIDATE;
    private static final String KEY = "key";
    private static final String KEYS = "keys";
    private static final String TAGS = "tags";
    private static final String MATCHING = "matching";
    private static final String ALL = "all";
    private static final List<String> EVERY = List.of("");

    private final AnnotatedBeanMethod annotated;
    private final List<CachexInvalidate> annotations;

    InvalidationPlanReader(AnnotatedBeanMethod annotated) {
        this.annotated = annotated;
        this.annotations = KIND.on(annotated.bean(), annotated.method()).stream()
                .map(CachexInvalidate.class::cast)
                .toList();
    }

    /** Returns the plans of those annotations that nothing is wrong with. */
    List<InvalidationPlan> read() {
        List<InvalidationPlan> plans = new ArrayList<>();
        for (CachexInvalidate annotation : annotations) {
            AnnotationTexts written = new AnnotationTexts(annotated, KIND, annotation);
            checkStillInvalidatesAll(written, annotation);
            Optional<String> cache = written.cache();
            Map<String, List<String>> forms = forms(written, annotation);
            Optional<InvalidationPlan.Targets> targets = targets(forms);
            Optional<CallConditions> choice = CallConditions.read(annotated, KIND, written, Void.class);
            if (cache.isPresent() && targets.isPresent() && choice.isPresent()) {
                plans.add(new InvalidationPlan(
                        cache.get(),
                        targets.get(),
                        reach(forms),
                        choice.get(),
                        written.flag("soft", annotation.soft()),
                        written.flag("before", annotation.before())));
            }
        }
        return plans;
    }

    private void checkStillInvalidatesAll(AnnotationTexts written, CachexInvalidate annotation) {
        if (annotation.all() && !written.flag(ALL, true) && configured(written).isEmpty()) {
            annotated.problem(
                    KIND,
                    " all=false: configured outside, and nothing else says what is invalidated; remove the key, or configure key,"
                            + " keys, tags or matching as well");
        }
    }

    /** Returns the keys that are invalidated by themselves, as they are written, in each cache; a generated key is an empty text. */
    Map<String, List<String>> keysByCache() {
        Map<String, List<String>> keys = new LinkedHashMap<>();
        for (CachexInvalidate annotation : annotations) {
            AnnotationTexts written = new AnnotationTexts(annotated, KIND, annotation);
            Map<String, List<String>> forms = forms(written, annotation);
            List<String> invalidated =
                    keys.computeIfAbsent(written.text("cache").orElse(""), first -> new ArrayList<>());
            invalidated.addAll(forms.getOrDefault(KEY, List.of()));
            invalidated.addAll(forms.getOrDefault(KEYS, List.of()));
            if (forms.isEmpty()) {
                invalidated.add("");
            }
        }
        return keys;
    }

    /** Returns the templates and conditions of each annotation; empty for one whose key is made from the arguments. */
    List<Optional<List<String>>> texts() {
        List<Optional<List<String>>> all = new ArrayList<>();
        for (CachexInvalidate annotation : annotations) {
            AnnotationTexts written = new AnnotationTexts(annotated, KIND, annotation);
            Map<String, List<String>> forms = forms(written, annotation);
            List<String> texts = new ArrayList<>();
            forms.values().forEach(texts::addAll);
            written.text("when").ifPresent(texts::add);
            all.add(forms.isEmpty() ? Optional.empty() : Optional.of(texts));
        }
        return all;
    }

    /** Returns what names the entries, by member: outside, or else in {@code annotation}. */
    private Map<String, List<String>> forms(AnnotationTexts written, CachexInvalidate annotation) {
        Map<String, List<String>> forms = configured(written);
        if (forms.isEmpty()) {
            add(forms, KEY, one(annotation.key()));
            add(forms, KEYS, written.list(KEYS));
            add(forms, TAGS, written.list(TAGS));
            add(forms, MATCHING, one(annotation.matching()));
            add(forms, ALL, annotation.all() ? EVERY : List.of());
        }
        return forms;
    }

    private static Map<String, List<String>> configured(AnnotationTexts written) {
        Map<String, List<String>> forms = new LinkedHashMap<>();
        written.configured(KEY).ifPresent(key -> forms.put(KEY, List.of(key)));
        written.configuredList(KEYS).ifPresent(keys -> forms.put(KEYS, keys));
        written.configuredList(TAGS).ifPresent(tags -> forms.put(TAGS, tags));
        written.configured(MATCHING).ifPresent(glob -> forms.put(MATCHING, List.of(glob)));
        add(forms, ALL, written.flag(ALL, false) ? EVERY : List.of());
        return forms;
    }

    private static List<String> one(String text) {
        return text.isBlank() ? List.of() : List.of(text.strip());
    }

    private static void add(Map<String, List<String>> forms, String member, List<String> texts) {
        if (!texts.isEmpty()) {
            forms.put(member, texts);
        }
    }

    private Optional<InvalidationPlan.Targets> targets(Map<String, List<String>> forms) {
        if (forms.size() > 1) {
            annotated.problem(
                    KIND,
                    " names entries in several ways (" + String.join(", ", forms.keySet())
                            + "); keep one, and write another @CachexInvalidate for each of the others");
            return Optional.empty();
        }
        if (forms.isEmpty()) {
            return MethodKeys.read(annotated, KIND, Optional.empty(), annotated.scope())
                    .map(keys -> arguments -> new Selection.Ids(List.of(keys.id(arguments))));
        }
        String form = forms.keySet().iterator().next();
        List<String> texts = forms.getOrDefault(form, List.of());
        return switch (form) {
            case KEY -> ids(" ", texts, MethodTemplate::compile);
            case KEYS -> ids(" keys: ", texts, MethodTemplate::compileEach);
            case TAGS ->
                TagTemplates.read(annotated, KIND, texts, annotated.scope())
                        .map(tags -> arguments -> new Selection.Tagged(tags.of(arguments)));
            case MATCHING -> matching(texts.get(0));
            default -> Optional.of(arguments -> new Selection.All());
        };
    }

    private InvalidationPlan.Reach reach(Map<String, List<String>> forms) {
        List<KeyForm> keys = new ArrayList<>();
        if (forms.isEmpty() && annotated.generator().isEmpty()) {
            keys.add(MethodKeys.form(annotated.bean(), annotated.method()));
        }
        keys.addAll(forms(forms, KEY, KeyForm.Source.TEMPLATE));
        keys.addAll(forms(forms, KEYS, KeyForm.Source.TEMPLATE));
        keys.addAll(forms(forms, MATCHING, KeyForm.Source.PATTERN));
        return new InvalidationPlan.Reach(
                keys,
                forms(forms, TAGS, KeyForm.Source.TEMPLATE),
                Stream.of(TAGS, MATCHING, ALL).anyMatch(forms::containsKey));
    }

    /** Returns the forms of what {@code member} names; what is wrong with it is told by its targets. */
    private List<KeyForm> forms(Map<String, List<String>> texts, String member, KeyForm.Source source) {
        MethodKeys.Compiler compiler = member.equals(KEYS) ? MethodTemplate::compileEach : MethodTemplate::compile;
        return texts.getOrDefault(member, List.of()).stream()
                .flatMap(text ->
                        MethodKeys.template(annotated.telling(told -> {}), KIND, "", text, annotated.scope(), compiler)
                                .map(template -> new KeyForm(MethodKeys.emptied(text), source, template.types()))
                                .stream())
                .toList();
    }

    private Optional<InvalidationPlan.Targets> ids(String member, List<String> texts, MethodKeys.Compiler compiler) {
        List<MethodTemplate> templates = texts.stream()
                .map(text -> MethodKeys.template(annotated, KIND, member, text, annotated.scope(), compiler))
                .flatMap(Optional::stream)
                .toList();
        return templates.size() < texts.size()
                ? Optional.empty()
                : Optional.of(arguments -> new Selection.Ids(templates.stream()
                        .flatMap(template -> template.ids(arguments).stream())
                        .distinct()
                        .toList()));
    }

    /** Keys hold no star, question mark or backslash but those of the template, since arguments are escaped. */
    private Optional<InvalidationPlan.Targets> matching(String text) {
        try {
            Glob unused = Glob.of(MethodKeys.sample(text));
        } catch (IllegalArgumentException e) {
            annotated.problem(KIND, " matching: " + e.getMessage());
            return Optional.empty();
        }
        return MethodKeys.template(annotated, KIND, " matching: ", text)
                .map(template -> arguments -> new Selection.Matching(template.id(arguments)));
    }

    /** Tells of what is said outside where several annotations could be meant. */
    void checkConfigured() {
        if (annotations.size() > 1) {
            Collection<String> members = configured(new AnnotationTexts(annotated, KIND, annotations.get(0)))
                    .keySet();
            if (!members.isEmpty()) {
                annotated.problem(
                        KIND,
                        " " + String.join(", ", members) + ": configured outside for a method with "
                                + annotations.size() + " @CachexInvalidate, and each would invalidate the same;"
                                + " change the annotations, or remove the key");
            }
        }
    }
}
