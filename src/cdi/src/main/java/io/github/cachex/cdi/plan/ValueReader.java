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

    private final AnnotatedBeanMethod annotated;
    private final CacheAnnotation kind;

    ValueReader(AnnotatedBeanMethod annotated, CacheAnnotation kind) {
        this.annotated = annotated;
        this.kind = kind;
    }

    /** Returns the plan of {@code annotation}; empty if something is wrong with it. */
    Optional<MethodPlan> read(Annotation annotation) {
        Method method = annotated.method();
        AnnotationTexts written = new AnnotationTexts(annotated, kind, annotation);
        Optional<String> cache = written.cache();
        // What is wrong with the value is told after what is wrong with the keys, which may name it.
        List<String> ofValue = new ArrayList<>();
        boolean isElementwise = isElementwise(written);
        ReturnShapeReader shapes = new ReturnShapeReader(annotated.telling(ofValue::add), kind);
        ValueParts parts = isElementwise
                ? new ElementReader(annotated, kind, shapes)
                        .read(written.text(AnnotationTexts.KEYS).orElse(""), written.tags())
                : ofOneValue(written, shapes);
        ofValue.forEach(annotated.problems());
        Optional<ReturnShape> shape = parts.shape();
        Optional<CallConditions> choice =
                shape.flatMap(known -> CallConditions.read(annotated, kind, written, known.value()));
        Optional<CacheOptions> instead = kind == CacheAnnotation.FETCH
                ? shape.flatMap(known -> DefaultValue.read(annotated, written, known))
                : Optional.of(CacheOptions.defaults());
        // Read in any case, since the configuration keeps what is wrong with the members.
        CacheSettings settings = annotated
                .configuration()
                .method(cache.orElse(FALLBACK), annotated.bean(), method.getName(), kind.simpleName(), written.texts())
                .with(DEGRADE);
        boolean isOn = kind != CacheAnnotation.FETCH || written.flag("enabled", true);
        if (isElementwise) {
            DeclaredFailures.refuseForMany(annotated, annotation);
        }
        CacheSettings own = shape.isPresent() && !shape.get().later()
                ? DeclaredFailures.of(annotated, annotation, settings)
                : settings;
        if (cache.isEmpty() || parts.areIncomplete(isElementwise) || choice.isEmpty() || instead.isEmpty()) {
            return Optional.empty();
        }
        MethodPlan plan = new MethodPlan(
                cache.get(),
                parts.keys().orElseThrow(),
                parts.shape().orElseThrow(),
                (mayLeaveOut() ? own.allowingLeftOut() : own).with(instead.get()),
                parts.tags().orElseThrow(),
                choice.get());
        return Optional.of(parts.elements().map(plan::elementwise).orElse(plan).onlyIf(isOn));
    }

    private ValueParts ofOneValue(AnnotationTexts written, ReturnShapeReader shapes) {
        Optional<ReturnShape> shape = shapes.read();
        TemplateScope scope = kind == CacheAnnotation.PUT
                ? annotated.scope().withResult(shape.map(ReturnShape::value).orElse(Object.class))
                : annotated.scope();
        Optional<MethodKeys> keys = MethodKeys.read(annotated, kind, written.text("key"), scope);
        keys.ifPresent(sound -> ConstantKey.check(annotated, kind, written, scope));
        return new ValueParts(shape, keys, TagTemplates.read(annotated, kind, written.tags(), scope), Optional.empty());
    }

    /** The result of a method is matched to its elements by what its annotation says, so that cannot be said outside alone. */
    private boolean isElementwise(AnnotationTexts written) {
        if (!written.texts().containsKey(AnnotationTexts.KEYS)) {
            written.configured(AnnotationTexts.KEYS)
                    .ifPresent(keys -> annotated.problem(
                            kind,
                            " keys=" + keys + ": configured outside for an annotation that has none; write keys in the"
                                    + " annotation, or remove the key"));
            return false;
        }
        if (written.text("key").isPresent()) {
            annotated.problem(
                    kind, " key and keys: the first is for one value, the second for one of each element; keep one");
        }
        return true;
    }

    private boolean mayLeaveOut() {
        return MethodAllowances.of(annotated.configuration(), annotated.beanMethod())
                .contains(Allowance.LEFT_OUT);
    }
}
