// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.serializer.jsonb;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.GenericArrayType;
import java.lang.reflect.Type;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OrderedTypesTest {
    private final OrderedTypes types = new OrderedTypes();

    @Test
    void map_keepsItsOrder() {
        assertThat(types.of(Map.class)).isEqualTo(LinkedHashMap.class);
        assertThat(types.of(String.class)).isEqualTo(String.class);
    }

    /** As a careless caller makes one for each call. */
    @Test
    void typesMadeAnewForEachCall_areKeptUpToABound() {
        for (int i = 0; i < 10_100; i++) {
            Type component = i % 2 == 0 ? String.class : List.class;
            GenericArrayType made = new GenericArrayType() {
                @Override
                public Type getGenericComponentType() {
                    return component;
                }
            };
            assertThat(types.of(made)).isNotNull();
        }
        assertThat(types.known()).isEqualTo(10_000);
    }
}
