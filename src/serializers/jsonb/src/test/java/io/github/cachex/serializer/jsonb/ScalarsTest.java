// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.serializer.jsonb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import jakarta.json.bind.JsonbConfig;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** What is written and read without a JSON engine is what the engine writes and reads. */
class ScalarsTest {
    private static final String[] ODD = {
        "+1",
        "01",
        "-0",
        "1.0",
        "1e2",
        " 1",
        "1 ",
        "\"1\"",
        "9223372036854775808",
        "",
        "-",
        "true ",
        "True",
        "TRUE",
        "\"true\"",
        "null",
        "1,2",
        "٣"
    };
    private static final Type[] TYPES = {Long.class, long.class, Integer.class, int.class, Boolean.class, boolean.class
    };

    private final JsonbSerializer direct = new JsonbSerializer();
    private final JsonbSerializer engine = JsonbSerializer.of(new JsonbConfig());

    @Property(tries = 200)
    void anyLong_isWrittenAndReadAsByTheEngine(@ForAll long value) {
        isAlike(value, Long.class);
        isAlike(value, long.class);
    }

    @Property(tries = 200)
    void anyInt_isWrittenAndReadAsByTheEngine(@ForAll int value) {
        isAlike(value, Integer.class);
        isAlike(value, int.class);
    }

    @Example
    void booleans_areWrittenAndReadAsByTheEngine() {
        for (boolean value : new boolean[] {true, false}) {
            isAlike(value, Boolean.class);
            isAlike(value, boolean.class);
        }
    }

    @Example
    void otherTexts_areLeftToTheEngine() {
        for (Type type : TYPES) {
            for (String odd : ODD) {
                isLeft(odd, type);
            }
        }
        isLeft("2147483648", Integer.class);
        isLeft("2147483648", int.class);
    }

    private void isLeft(String odd, Type type) {
        byte[] text = odd.getBytes(StandardCharsets.UTF_8);
        assertThat(Scalars.value(text, type)).as(odd).isNull();
        assertThat(outcome(direct, text, type)).as(odd).isEqualTo(outcome(engine, text, type));
    }

    private static String outcome(JsonbSerializer serializer, byte[] text, Type type) {
        Object[] read = new Object[1];
        Throwable failure = catchThrowable(() -> read[0] = serializer.read(text, type));
        return failure == null ? read[0].getClass() + " " + read[0] : failure.getMessage();
    }

    private void isAlike(Object value, Type type) {
        byte[] written = direct.write(value, type);
        assertThat(Scalars.text(value, type)).isNotNull().isEqualTo(written);
        assertThat(written).isEqualTo(engine.write(value, type));
        assertThat(Scalars.value(written, type)).isEqualTo(value);
        assertThat(direct.read(written, type)).isEqualTo(value).isEqualTo(engine.read(written, type));
        assertThat(direct.flaw(value, type, written)).isEmpty();
    }
}
