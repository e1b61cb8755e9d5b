// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cdi.plan;

import io.github.cachex.core.key.Elements.Holders;
import io.github.cachex.core.key.GenericTypes;
import io.github.cachex.core.key.MethodTemplate;
import io.github.cachex.core.key.TemplateScope;
import io.github.cachex.error.CacheKeyException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/** Reads what a {@code CachexFetch} or {@code CachexPut} asks for each element of a collection. */
final class ElementReader {
    private static final Pattern OF_RESULT = Pattern.compile("\\{\\s*" + TemplateScope.RESULT + "\\[]");

    private final AnnotatedBeanMethod annotated;
    private final CacheAnnotation kind;
    private final ReturnShapeReader shapes;
    private final Holders holders;

    /** Creates one for {@code annotated}, whose values {@code shapes} reads. */
    ElementReader(AnnotatedBeanMethod annotated, CacheAnnotation kind, ReturnShapeReader shapes) {
        this.annotated = annotated;
        this.kind = kind;
        this.shapes = shapes;
        this.holders = kind == CacheAnnotation.FETCH ? Holders.ITERABLES : Holders.MAPS;
    }

    /** The types of what holds the values, and of a value; of the elements as well where it is a map. */
    private record Values(Type holder, Optional<Type> element, Type value) {}

    /** Reads the keys {@code template} and {@code tags}. */
    ValueParts read(String template, List<String> tags) {
        Optional<Values> values = values();
        Optional<ReturnShape> shape = values.flatMap(known -> shapes.shape(known.value()));
        Optional<MethodTemplate> keys = keys(template, values);
        Optional<Elementwise> elements = Optional.empty();
        if (keys.isPresent() && values.isPresent()) {
            int position = keys.get().elementsAt().orElseThrow();
            elements = shape.filter(known -> isMatched(position, values.get()))
                    .map(known -> new Elementwise(
                            MethodNames.of(annotated.bean(), annotated.method()),
                            position,
                            values.get().element().isPresent(),
                            known));
        }
        return new ValueParts(
                shape,
                keys.map(compiled -> MethodKeys.of(template, compiled.ofOneElement(), annotated.method())),
                tags(tags, values, keys.map(MethodTemplate::elementsAt).orElse(OptionalInt.empty())),
                elements);
    }

    private Optional<Values> values() {
        return shapes.declared().flatMap(this::values);
    }

    private Optional<Values> values(Type holder) {
        Class<?> raw = GenericTypes.raw(holder);
        boolean isMap = Map.class.isAssignableFrom(raw);
        boolean isList = List.class.isAssignableFrom(raw);
        boolean isMade = raw.isAssignableFrom(LinkedHashMap.class) || raw.isAssignableFrom(ArrayList.class);
        if (!isMap && !isList || kind == CacheAnnotation.FETCH && !isMade) {
            annotated.problem(
                    kind,
                    " keys: " + holder.getTypeName()
                            + " does not say which value is whose; use a Map from the elements to the values, or a List in their"
                            + " order");
            return Optional.empty();
        }
        Type[] arguments = holder instanceof ParameterizedType generic ? generic.getActualTypeArguments() : new Type[0];
        if (arguments.length != (isMap ? 2 : 1) || bound(arguments[arguments.length - 1]) == Object.class) {
            annotated.problem(
                    kind,
                    " keys: " + holder.getTypeName() + " does not say what the values are; write for example "
                            + (isMap ? "Map<Long, String>" : "List<String>"));
            return Optional.empty();
        }
        return Optional.of(new Values(
                holder,
                isMap ? Optional.of(bound(arguments[0])) : Optional.empty(),
                bound(arguments[arguments.length - 1])));
    }

    private static Type bound(Type argument) {
        return argument instanceof WildcardType wildcard ? wildcard.getUpperBounds()[0] : argument;
    }

    private Optional<MethodTemplate> keys(String template, Optional<Values> values) {
        return MethodKeys.template(annotated, kind, " keys: ", template, scope(template, values), (text, scope) -> {
            MethodTemplate compiled = MethodTemplate.compileEach(text, scope, holders);
            OptionalInt position = compiled.elementsAt();
            if (position.isEmpty()) {
                throw new CacheKeyException("key template '" + text
                        + "': names the elements of no collection; write for example post:{ids[]}, or use key");
            }
            return checked(compiled, text, position.getAsInt());
        });
    }

    private Optional<TagTemplates> tags(List<String> tags, Optional<Values> values, OptionalInt position) {
        // Where the elements are not known, what is wrong with the keys is all there is to tell.
        return position.isEmpty()
                ? Optional.empty()
                : TagTemplates.read(
                        annotated,
                        kind,
                        tags,
                        scope("", values),
                        (text, scope) -> tag(text, values, position.getAsInt()));
    }

    private MethodTemplate tag(String text, Optional<Values> values, int position) {
        MethodTemplate compiled = MethodTemplate.compileEach(text, scope(text, values), holders);
        if (compiled.elementsAt().orElse(position) != position) {
            throw new CacheKeyException(
                    "key template '" + text + "': names other elements than keys does; name those of one collection");
        }
        return checked(compiled, text, position).ofOneElement();
    }

    private MethodTemplate checked(MethodTemplate compiled, String text, int position) {
        if (position < annotated.method().getParameterCount() && compiled.namesWhole(position)) {
            throw new CacheKeyException("key template '" + text
                    + "': names all elements together, where each has its own entry; write [] behind the name, or leave"
                    + " it out");
        }
        return compiled;
    }

    /** What is stored is one value, unless the elements of all that is stored are named. */
    private TemplateScope scope(String template, Optional<Values> values) {
        if (kind == CacheAnnotation.FETCH) {
            return annotated.scope();
        }
        return annotated
                .scope()
                .withResult(values.map(known -> OF_RESULT.matcher(template).find() ? known.holder() : known.value())
                        .orElse(Object.class));
    }

    private boolean isMatched(int position, Values values) {
        Type holder = position == annotated.method().getParameterCount()
                ? values.holder()
                : annotated.scope().type(position);
        if (kind == CacheAnnotation.FETCH && !isMade(GenericTypes.raw(holder))) {
            annotated.problem(
                    kind,
                    " keys: " + holder.getTypeName()
                            + " cannot be made of the elements that are missing; declare Collection, List, Set or an array");
            return false;
        }
        if (position == annotated.method().getParameterCount()
                && values.element().isPresent()) {
            annotated.problem(
                    kind,
                    " keys: " + holder.getTypeName() + " of which {result[]} names the elements is a map;"
                            + " name the collection that its keys come from");
            return false;
        }
        Type element = ReturnShapeReader.boxed(holders.type(holder).orElse(Object.class));
        if (values.element().filter(key -> !key.equals(element)).isPresent()) {
            annotated.problem(
                    kind,
                    " keys: the elements are of type " + element.getTypeName() + ", and those of "
                            + values.holder().getTypeName()
                            + " of another; declare the same type for the keys of the map");
            return false;
        }
        return true;
    }

    private static boolean isMade(Class<?> holder) {
        return holder.isArray()
                || holder.isAssignableFrom(ArrayList.class)
                || holder.isAssignableFrom(LinkedHashSet.class);
    }
}
