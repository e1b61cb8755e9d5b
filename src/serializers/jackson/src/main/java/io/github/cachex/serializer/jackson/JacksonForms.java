// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.serializer.jackson;

import com.fasterxml.jackson.annotation.JacksonAnnotation;
import com.fasterxml.jackson.annotation.JacksonAnnotationsInside;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.introspect.BeanPropertyDefinition;
import io.github.cachex.spi.SerializedForm;
import java.lang.annotation.Annotation;
import java.text.DateFormat;
import java.text.SimpleDateFormat;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What Jackson writes a class by: its annotations, and the properties that a mapper finds. */
final class JacksonForms {
    private final ObjectMapper mapper;

    JacksonForms(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    SerializedForm of(Class<?> type) {
        return SerializedForm.annotated(type, JacksonForms::counts).plus(properties(type));
    }

    /** Returns whether an annotation is one of Jackson's, or stands for some. */
    private static boolean counts(Class<? extends Annotation> annotation) {
        return annotation.isAnnotationPresent(JacksonAnnotation.class)
                || annotation.isAnnotationPresent(JacksonAnnotationsInside.class);
    }

    private String properties(Class<?> type) {
        try {
            JavaType known = mapper.constructType(type);
            return names(mapper.getSerializationConfig().introspect(known))
                    + names(mapper.getDeserializationConfig().introspect(known));
        } catch (RuntimeException e) {
            // A class that Jackson refuses has no properties; its values are refused as well.
            return "";
        }
    }

    private static String names(BeanDescription description) {
        return description.findProperties().stream()
                .map(BeanPropertyDefinition::getName)
                .sorted()
                .collect(Collectors.joining(",", "[", "]"));
    }

    /** Returns how the mapper is set up as a text that is the same in every JVM. */
    String settings() {
        return "naming=" + name(mapper.getPropertyNamingStrategy())
                + " dates=" + dates(mapper.getDateFormat())
                + " zone=" + mapper.getSerializationConfig().getTimeZone().getID()
                + " included="
                + mapper.getSerializationConfig()
                        .getDefaultPropertyInclusion()
                        .getValueInclusion()
                        .name()
                + enabled(SerializationFeature.values(), mapper::isEnabled)
                + enabled(MapperFeature.values(), mapper::isEnabled);
    }

    private static <F extends Enum<F>> String enabled(F[] features, java.util.function.Predicate<F> isEnabled) {
        return Arrays.stream(features)
                .filter(isEnabled)
                .map(Enum::name)
                .sorted()
                .collect(Collectors.joining(",", " ", ""));
    }

    private static String dates(@Nullable DateFormat format) {
        return format instanceof SimpleDateFormat simple ? simple.toPattern() : name(format);
    }

    private static String name(@Nullable Object setting) {
        // What was written as a lambda has another name in each JVM.
        return setting == null
                ? ""
                : setting.getClass().isHidden() ? "code" : setting.getClass().getName();
    }
}
