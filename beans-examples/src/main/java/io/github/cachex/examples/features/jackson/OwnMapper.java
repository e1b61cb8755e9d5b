// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.examples.features.jackson;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.cachex.serializer.jackson.JacksonSerializer;
import io.github.cachex.spi.Serializer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

// snippet: mapper
/** Jackson, with the application's own mapper. */
@ApplicationScoped
public class OwnMapper {
    @Produces
    @Singleton
    Serializer serializer() {
        return JacksonSerializer.of(JsonMapper.builder()
                .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                .build());
    }
}
// end
