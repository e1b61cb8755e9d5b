// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.examples.features.jackson;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cachex.examples.features.Deployment;
import io.github.cachex.examples.features.Post;
import io.github.cachex.examples.features.fetch.Posts;
import io.github.cachex.spi.Serializer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OwnMapperTest {
    private record Card(long cardNumber) {}

    @Test
    void value_comesBackThroughTheOwnMapper() throws Exception {
        try (Deployment deployment = Deployment.of(OwnMapper.class, Posts.class)) {
            Posts posts = deployment.get(Posts.class);
            assertThat(posts.find(1)).isEqualTo(posts.find(1)).isEqualTo(new Post(1, "First", true));
            assertThat(deployment.reads()).isEqualTo(1);
            Serializer serializer = deployment.get(Serializer.class);
            assertThat(new String(serializer.write(new Card(7), Card.class), StandardCharsets.UTF_8))
                    .isEqualTo("{\"card_number\":7}");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"jackson", "msgpack"})
    void serializerChosenByName_isTaken(String name) throws Exception {
        with(Map.of("cachex.serializer", name), () -> {
            try (Deployment deployment = Deployment.of(Posts.class)) {
                Posts posts = deployment.get(Posts.class);
                assertThat(posts.find(1)).isEqualTo(posts.find(1)).isEqualTo(new Post(1, "First", true));
                assertThat(deployment.reads()).isEqualTo(1);
            }
        });
    }

    @Test
    void javaSerialization_isConfiguredByItsKeys() {
        Map<String, String> mistaken = Map.of("cachex.serializer", "java", "cachex.serializer.java.allow", "*");

        assertThatThrownBy(() -> with(mistaken, () -> Deployment.of(Posts.class).close()))
                .hasStackTraceContaining("cachex.serializer.java.allow=*: '*' names no class and no package; ");
    }

    private interface Step {
        void run() throws Exception;
    }

    private static void with(Map<String, String> properties, Step step) throws Exception {
        properties.forEach(System::setProperty);
        try {
            step.run();
        } finally {
            properties.keySet().forEach(System::clearProperty);
        }
    }
}
