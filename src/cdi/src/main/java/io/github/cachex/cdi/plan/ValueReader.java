// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cdi.plan;

import io.github.cachex.CacheOptions;
import io.github.cachex.ErrorPolicy;
import io.github.cachex.core.config.Allowance;
import io.github.cachex.core.config.CacheSettings;
import io.github.cachex.core.key.TemplateScope;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads what a {@code CachexFetch} or {@code CachexPut} asks for. */
final class ValueReader {
    /** Whatever is configured, an annotated method is never failed by a sick backend. */
    private static final CacheOptions DEGRADE = CacheOptions.defaults().backendErrors(ErrorPolicy.DEGRADE);

    /** Stands for a name that is wrong. */
    private static final String FALLBACK = "default";

    private final Site site;
    private final Kind kind;

    ValueReader(Site site, Kind kind) {
        this.site = site;
        this.kind = kind;
    }

    /** Returns the plan of {@code annotation}; empty if something is wrong with it. */
    Optional<MethodPlan> read(Annotation annotation) {
        Method method = site.method();
        Written written = new Written(site, kind, annotation);
        Optional<String> cache = written.cache();
        // What is wrong with the value is told after what is wrong with the keys, which may name it.
        List<String> ofValue = new ArrayList<>();
        AnswerReader values = new AnswerReader(site.telling(ofValue::add), kind);
        Optional<Answer> answer = values.read();
        TemplateScope scope = kind == Kind.PUT
                ? site.scope().withResult(answer.map(Answer::value).orElse(Object.class))
                : site.scope();
        Optional<MethodKeys> keys = MethodKeys.read(site, kind, written.text("key"), scope);
        keys.ifPresent(sound -> ConstantKey.check(site, kind, written, scope));
        Optional<TagTemplates> tags = TagTemplates.read(site, kind, written.tags(), scope);
        ofValue.forEach(site.problems());
        Optional<Choice> choice = answer.flatMap(known -> Choice.read(site, kind, written, known.value()));
        Optional<CacheOptions> instead = kind == Kind.FETCH
                ? answer.flatMap(known -> DefaultValue.read(site, written, known))
                : Optional.of(CacheOptions.defaults());
        // Read in any case, since the configuration keeps what is wrong with the members.
        CacheSettings settings = site.configuration()
                .method(cache.orElse(FALLBACK), site.bean(), method.getName(), kind.simpleName(), written.texts())
                .with(DEGRADE);
        if (cache.isEmpty()
                || keys.isEmpty()
                || tags.isEmpty()
                || answer.isEmpty()
                || choice.isEmpty()
                || instead.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new MethodPlan(
                cache.get(),
                keys.get(),
                answer.get(),
                values.isLater(),
                values.storedArgument(),
                (mayLeaveOut() ? settings.allowingLeftOut() : settings).with(instead.get()),
                tags.get(),
                choice.get()));
    }

    private boolean mayLeaveOut() {
        return MethodAllowances.of(site.configuration(), new BeanMethod(site.bean(), site.method()))
                .contains(Allowance.LEFT_OUT);
    }
}
