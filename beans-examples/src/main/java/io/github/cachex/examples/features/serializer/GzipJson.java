// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.examples.features.serializer;

import io.github.cachex.error.CacheSerializationException;
import io.github.cachex.spi.Serializer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import jakarta.json.bind.JsonbException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.Type;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

// snippet: serializer
/** JSON-B, compressed. As a bean it takes the place of the built-in serializer. */
@ApplicationScoped
public class GzipJson implements Serializer {
    private final Jsonb json = JsonbBuilder.create();

    @Override
    public String name() {
        return "gzip-json";
    }

    @Override
    public byte id() {
        return 64;
    }

    @Override
    public byte[] write(Object value, Type type) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(bytes)) {
            json.toJson(value, type, zip);
        } catch (IOException | JsonbException e) {
            throw new CacheSerializationException("cannot write " + type, e);
        }
        return bytes.toByteArray();
    }

    @Override
    public Object read(byte[] bytes, Type type) {
        try (GZIPInputStream zip = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
            return json.fromJson(zip, type);
        } catch (IOException | JsonbException e) {
            throw new CacheSerializationException("cannot read " + type, e);
        }
    }
}
// end
