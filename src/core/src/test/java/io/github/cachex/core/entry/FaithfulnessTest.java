// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.entry;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.spi.Serializer;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FaithfulnessTest {
    private final List<Object> asked = new ArrayList<>();
    private final Faithfulness faithfulness = new Faithfulness(new Serializer() {
        @Override
        public String name() {
            return "asked";
        }

        @Override
        public byte id() {
            return 1;
        }

        @Override
        public byte[] write(Object value, Type type) {
            return new byte[0];
        }

        @Override
        public Object read(byte[] bytes, Type type) {
            return "";
        }

        @Override
        public Optional<String> flaw(Object value, Type type, byte[] written) {
            asked.add(value);
            return value instanceof Integer ? Optional.of("no numbers") : Optional.empty();
        }
    });

    private Optional<String> ask(Object value) {
        return faithfulness.flaw(value, Object.class, new byte[0]);
    }

    @Test
    void sameRuntimeType_isAskedOnce() {
        assertThat(ask("a")).isEmpty();
        assertThat(ask("b")).isEmpty();
        assertThat(ask(1)).contains("no numbers");
        assertThat(ask(2)).contains("no numbers");
        assertThat(asked).containsExactly("a", 1);
    }

    @Test
    void contentsCount() {
        ask(new ArrayList<>());
        ask(new ArrayList<>(List.of("a")));
        ask(new ArrayList<>(Arrays.asList("b", null)));
        ask(new ArrayList<>(List.of(1)));
        ask(Map.of("a", List.of(1)));
        ask(Map.of("b", List.of("c")));
        ask(new Object[] {"a"});
        ask(new Object[] {1});
        ask(new int[] {1});
        assertThat(asked).hasSize(8);
    }

    @Test
    void selfContainingCollection_ends() {
        List<Object> self = new ArrayList<>();
        self.add(self);
        assertThat(ask(self)).isEmpty();
    }
}
