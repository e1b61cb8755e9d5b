// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.serializer.jackson;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.annotation.JsonGetter;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.cachex.error.CacheSerializationException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is said of a value that Jackson cannot write: where, why, and what to do; the same for all of its kind. */
class WriteFailureTest {
    private final JacksonSerializer standard = new JacksonSerializer();
    private final JacksonSerializer plain = JacksonSerializer.of(new ObjectMapper());

    /** Shows something that throws. */
    static final class Throwing {
        @JsonGetter
        public String getSecret() {
            throw new IllegalStateException("4711");
        }
    }

    /** Shows nothing. */
    static final class Empty {}

    /** Holds anything. */
    record Page(String id, @Nullable Object content) {}

    /** Holds itself. */
    static final class Circle {
        @SuppressWarnings("unused") // read by Jackson
        private final List<Circle> around = new ArrayList<>(List.of());

        Circle closed() {
            around.add(this);
            return this;
        }
    }

    private static String refusal(JacksonSerializer serializer, Object value) {
        CacheSerializationException refused = catchThrowableOfType(
                CacheSerializationException.class, () -> serializer.write(value, value.getClass()));
        return String.valueOf(refused.getMessage());
    }

    @Test
    void propertyThatThrows_isNamedWithItsExceptionAndNotItsText() {
        assertThat(refusal(plain, new Page("a", List.of(Map.of("4711", new Throwing())))))
                .isEqualTo(Page.class.getName()
                        + ".content (an element of it) (a value in it).secret: jackson cannot write it"
                        + " (IllegalStateException); use a type that Jackson knows, mark the property @JsonIgnore, or use"
                        + " another serializer");
    }

    @Test
    void classThatJacksonDoesNotKnow_isNamed() {
        assertThat(refusal(plain, new Page("a", new Empty())))
                .isEqualTo(
                        Page.class.getName() + ".content: jackson does not know how to write " + Empty.class.getName()
                                + "; use a type that Jackson knows, a mapper with a module for it, or another serializer");
    }

    @Test
    void circle_isCalledOneInAFewWords() {
        for (JacksonSerializer serializer : List.of(standard, plain)) {
            assertThat(refusal(serializer, new Page("a", circle())))
                    .startsWith(Page.class.getName() + ".content (an element of it)")
                    .contains(": holds itself, or is nested too deep; break the circle")
                    .hasSizeLessThan(500);
        }
        assertThat(refusal(standard, new Circle().closed()))
                .startsWith(Circle.class.getName() + ".around (an element of it)")
                .contains(": holds itself, or is nested too deep; break the circle")
                .hasSizeLessThan(500);
    }

    private static List<Object> circle() {
        List<Object> circle = new ArrayList<>();
        circle.add(circle);
        return circle;
    }

    @Test
    void valuesOfAKind_areRefusedInTheSameWords() {
        assertThat(refusal(plain, new Page("a", Map.of("one", List.of(1, new Throwing())))))
                .isEqualTo(refusal(plain, new Page("b", Map.of("two", List.of(new Throwing())))));
    }
}
