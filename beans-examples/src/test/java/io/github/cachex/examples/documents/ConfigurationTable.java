// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.examples.documents;

import io.github.cachex.cdi.warmup.WarmSettings;
import io.github.cachex.console.ConsoleSettings;
import io.github.cachex.core.config.Configuration;
import io.github.cachex.spi.BackendFactory;
import io.github.cachex.spi.ConfigKey;
import io.github.cachex.spi.PurgerFactory;
import io.github.cachex.spi.Serializer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;

/** Every configuration key that the code knows, as the table of the page on configuration. */
final class ConfigurationTable {
    private ConfigurationTable() {}

    static String text() {
        StringBuilder table = new StringBuilder("| key | default | what it does |\n|---|---|---|\n");
        for (ConfigKey key : keys()) {
            table.append("| `")
                    .append(key.name())
                    .append("` | ")
                    .append(defaultOf(key))
                    .append(" | ")
                    .append(key.description())
                    .append(" |\n");
        }
        return table.toString();
    }

    static List<ConfigKey> keys() {
        List<ConfigKey> keys = new ArrayList<>(Configuration.keys());
        ServiceLoader.load(BackendFactory.class).stream()
                .map(ServiceLoader.Provider::get)
                // The test kit's are for tests alone, and stand on the page about them.
                .filter(factory -> !factory.type().equals("test"))
                .sorted(Comparator.comparing(BackendFactory::type))
                .forEach(factory -> keys.addAll(factory.keys()));
        ServiceLoader.load(Serializer.class).stream()
                .map(ServiceLoader.Provider::get)
                .sorted(Comparator.comparing(Serializer::name))
                .forEach(serializer -> keys.addAll(serializer.keys()));
        ServiceLoader.load(PurgerFactory.class).stream()
                .map(ServiceLoader.Provider::get)
                .sorted(Comparator.comparing(PurgerFactory::type))
                .forEach(factory -> keys.addAll(factory.keys()));
        keys.addAll(WarmSettings.keys());
        keys.addAll(ConsoleSettings.keys());
        return keys;
    }

    private static String defaultOf(ConfigKey key) {
        return key.defaultText().isEmpty() ? "–" : "`" + key.defaultText() + "`";
    }
}
