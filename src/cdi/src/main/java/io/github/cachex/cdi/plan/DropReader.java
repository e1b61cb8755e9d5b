// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cdi.plan;

import io.github.cachex.CachexInvalidate;
import io.github.cachex.core.key.MethodTemplate;
import io.github.cachex.spi.Glob;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads what the {@code CachexInvalidate} of a method ask for. */
final class DropReader {
    private static final Kind KIND = Kind.INVALIDATE;
    private static final String KEY = "key";
    private static final String KEYS = "keys";
    private static final String TAGS = "tags";
    private static final String MATCHING = "matching";
    private static final String ALL = "all";
    private static final List<String> EVERY = List.of("");

    private final Site site;
    private final CachexInvalidate[] annotations;

    DropReader(Site site) {
        this.site = site;
        this.annotations = site.method().getAnnotationsByType(CachexInvalidate.class);
    }

    /** Returns the plans of those annotations that nothing is wrong with. */
    List<DropPlan> read() {
        List<DropPlan> plans = new ArrayList<>();
        for (CachexInvalidate annotation : annotations) {
            Written written = new Written(site, KIND, annotation);
            checkStillDropsAll(written, annotation);
            Optional<String> cache = written.cache();
            Map<String, List<String>> forms = forms(written, annotation);
            Optional<DropPlan.Targets> targets = targets(forms);
            Optional<Choice> choice = Choice.read(site, KIND, written, Void.class);
            if (cache.isPresent() && targets.isPresent() && choice.isPresent()) {
                plans.add(new DropPlan(
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

    private void checkStillDropsAll(Written written, CachexInvalidate annotation) {
        if (annotation.all() && !written.flag(ALL, true) && configured(written).isEmpty()) {
            site.problem(
                    KIND,
                    " all=false: configured outside, and nothing else says what is dropped; remove the key, or configure key,"
                            + " keys, tags or matching as well");
        }
    }

    /** Returns the keys that are dropped by themselves, as they are written, in each cache; a generated key is an empty text. */
    Map<String, List<String>> keysByCache() {
        Map<String, List<String>> keys = new LinkedHashMap<>();
        for (CachexInvalidate annotation : annotations) {
            Written written = new Written(site, KIND, annotation);
            Map<String, List<String>> forms = forms(written, annotation);
            List<String> dropped = keys.computeIfAbsent(written.text("cache").orElse(""), first -> new ArrayList<>());
            dropped.addAll(forms.getOrDefault(KEY, List.of()));
            dropped.addAll(forms.getOrDefault(KEYS, List.of()));
            if (forms.isEmpty()) {
                dropped.add("");
            }
        }
        return keys;
    }

    /** Returns the templates and conditions of each annotation; empty for one whose key is made from the arguments. */
    List<Optional<List<String>>> texts() {
        List<Optional<List<String>>> all = new ArrayList<>();
        for (CachexInvalidate annotation : annotations) {
            Written written = new Written(site, KIND, annotation);
            Map<String, List<String>> forms = forms(written, annotation);
            List<String> texts = new ArrayList<>();
            forms.values().forEach(texts::addAll);
            written.text("when").ifPresent(texts::add);
            all.add(forms.isEmpty() ? Optional.empty() : Optional.of(texts));
        }
        return all;
    }

    /** Returns what names the entries, by member: outside, or else in {@code annotation}. */
    private Map<String, List<String>> forms(Written written, CachexInvalidate annotation) {
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

    private static Map<String, List<String>> configured(Written written) {
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

    private Optional<DropPlan.Targets> targets(Map<String, List<String>> forms) {
        if (forms.size() > 1) {
            site.problem(
                    KIND,
                    " names entries in several ways (" + String.join(", ", forms.keySet())
                            + "); keep one, and write another @CachexInvalidate for each of the others");
            return Optional.empty();
        }
        if (forms.isEmpty()) {
            return MethodKeys.read(site, KIND, Optional.empty(), site.scope())
                    .map(keys -> arguments -> new Target.Ids(List.of(keys.id(arguments))));
        }
        String form = forms.keySet().iterator().next();
        List<String> texts = forms.getOrDefault(form, List.of());
        return switch (form) {
            case KEY -> ids(" ", texts, MethodTemplate::compile);
            case KEYS -> ids(" keys: ", texts, MethodTemplate::compileEach);
            case TAGS ->
                TagTemplates.read(site, KIND, texts, site.scope())
                        .map(tags -> arguments -> new Target.Tagged(tags.of(arguments)));
            case MATCHING -> matching(texts.get(0));
            default -> Optional.of(arguments -> new Target.All());
        };
    }

    private DropPlan.Reach reach(Map<String, List<String>> forms) {
        List<KeyForm> keys = new ArrayList<>();
        if (forms.isEmpty() && site.generator().isEmpty()) {
            keys.add(MethodKeys.form(site.bean(), site.method()));
        }
        keys.addAll(forms(forms, KEY, KeyForm.Source.TEMPLATE));
        keys.addAll(forms(forms, KEYS, KeyForm.Source.TEMPLATE));
        keys.addAll(forms(forms, MATCHING, KeyForm.Source.PATTERN));
        return new DropPlan.Reach(keys, forms(forms, TAGS, KeyForm.Source.TEMPLATE));
    }

    /** Returns the forms of what {@code member} names; what is wrong with it is told by its targets. */
    private List<KeyForm> forms(Map<String, List<String>> texts, String member, KeyForm.Source source) {
        MethodKeys.Compiler compiler = member.equals(KEYS) ? MethodTemplate::compileEach : MethodTemplate::compile;
        return texts.getOrDefault(member, List.of()).stream()
                .flatMap(text -> MethodKeys.template(site.telling(told -> {}), KIND, "", text, site.scope(), compiler)
                        .map(template -> new KeyForm(MethodKeys.emptied(text), source, template.types()))
                        .stream())
                .toList();
    }

    private Optional<DropPlan.Targets> ids(String member, List<String> texts, MethodKeys.Compiler compiler) {
        List<MethodTemplate> templates = texts.stream()
                .map(text -> MethodKeys.template(site, KIND, member, text, site.scope(), compiler))
                .flatMap(Optional::stream)
                .toList();
        return templates.size() < texts.size()
                ? Optional.empty()
                : Optional.of(arguments -> new Target.Ids(templates.stream()
                        .flatMap(template -> template.ids(arguments).stream())
                        .distinct()
                        .toList()));
    }

    /** Keys hold no star, question mark or backslash but those of the template, since arguments are escaped. */
    private Optional<DropPlan.Targets> matching(String text) {
        try {
            Glob unused = Glob.of(MethodKeys.sample(text));
        } catch (IllegalArgumentException e) {
            site.problem(KIND, " matching: " + e.getMessage());
            return Optional.empty();
        }
        return MethodKeys.template(site, KIND, " matching: ", text)
                .map(template -> arguments -> new Target.Matching(template.id(arguments)));
    }

    /** Tells of what is said outside where several annotations could be meant. */
    void checkConfigured() {
        if (annotations.length > 1) {
            Collection<String> members =
                    configured(new Written(site, KIND, annotations[0])).keySet();
            if (!members.isEmpty()) {
                site.problem(
                        KIND,
                        " " + String.join(", ", members) + ": configured outside for a method with "
                                + annotations.length + " @CachexInvalidate, and each would drop the same;"
                                + " change the annotations, or remove the key");
            }
        }
    }
}
