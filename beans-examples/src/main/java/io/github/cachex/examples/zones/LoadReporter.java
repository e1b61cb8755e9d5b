// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.examples.zones;

import io.github.cachex.event.CacheEvent;
import io.github.cachex.spi.CacheListener;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;

/** Says each load of this JVM aloud. */
@ApplicationScoped
public class LoadReporter implements CacheListener {
    @Override
    public void on(CacheEvent event) {
        if (event instanceof CacheEvent.Loaded loaded) {
            Node.say("loaded %s from the database in %d ms"
                    .formatted(readable(loaded.id()), loaded.took().toMillis()));
        }
    }

    @Override
    public boolean wants(Class<? extends CacheEvent> type) {
        return type == CacheEvent.Loaded.class;
    }

    /** Keys carry their arguments escaped. */
    private static String readable(String id) {
        return URLDecoder.decode(id, StandardCharsets.UTF_8);
    }
}
