// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.examples.war;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.eclipse.microprofile.config.ConfigProvider;

/** Gathers names from the locales of the JDK, slowly, and counts how often it had to. */
@ApplicationScoped
public class Source {
    private static final List<String> LANGUAGES =
            List.of("ar", "de", "en", "es", "fr", "hi", "ja", "pt", "ru", "sw", "tr", "zh");

    /** Added on purpose: what a remote service would take. */
    private static final long DELAY_MILLIS = 300;

    private final AtomicInteger loads = new AtomicInteger();

    Names gather(String code, Function<Locale, String> name) {
        loads.incrementAndGet();
        pause();
        SortedMap<String, String> byLanguage = new TreeMap<>();
        for (String language : LANGUAGES) {
            byLanguage.put(language, name.apply(Locale.forLanguageTag(language)));
        }
        return new Names(code, byLanguage, server());
    }

    int loads() {
        return loads.get();
    }

    private static String server() {
        return ConfigProvider.getConfig()
                .getOptionalValue("example.server", String.class)
                .orElse("server");
    }

    private static void pause() {
        try {
            Thread.sleep(DELAY_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
