// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cdi.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.Arrays;
import java.util.concurrent.Callable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Starts the application in Java SE without a library that it needs. */
class MissingProvidersTest {
    private static final String CONFIG = "MicroProfile Config: no implementation found; in Java SE add the dependency"
            + " io.smallrye.config:smallrye-config, in a server enable it (Open Liberty: the feature mpConfig)";

    @ParameterizedTest
    @CsvSource({
        "/smallrye-config, MicroProfile Config",
        "/microprofile-config-api /smallrye-config, MicroProfile Config",
        "/yasson, org.eclipse:yasson",
        "/jakarta.json.bind-api /yasson, org.eclipse:yasson",
    })
    void missing_isAClearErrorThatNamesTheDependency(String left, String named) throws Exception {
        String message = startWithout(left.split(" "));

        assertThat(message).startsWith("Cachex cannot start: ").contains(named);
        assertThat(message.contains("MicroProfile")).isEqualTo(message.endsWith(CONFIG));
    }

    /** Without anything missing the same way of starting works, so that the errors above are for the reason they say. */
    @ParameterizedTest
    @CsvSource({
        "/no-such-library",
        "/jedis /commons-pool2 /redis/target cachex-backend-redis",
        "/org/ow2/asm/",
        "/smallrye-context-propagation",
        "/microprofile-context-propagation-api /smallrye-context-propagation",
    })
    void nothingNeededIsMissing_itStarts(String left) throws Exception {
        assertThat(startWithout(left.split(" "))).isEqualTo("x");
    }

    private static String startWithout(String... libraries) throws Exception {
        URL[] path = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> Arrays.stream(libraries).noneMatch(entry.replace('\\', '/')::contains))
                .map(MissingProvidersTest::url)
                .toArray(URL[]::new);
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        try (URLClassLoader loader = new URLClassLoader(path, ClassLoader.getPlatformClassLoader())) {
            thread.setContextClassLoader(loader);
            Object start = loader.loadClass(PlainStart.class.getName())
                    .getDeclaredConstructor()
                    .newInstance();
            return (String) ((Callable<?>) start).call();
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private static URL url(String entry) {
        try {
            return new File(entry).toURI().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException(entry, e);
        }
    }
}
