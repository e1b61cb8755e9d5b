// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.types;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

/** The classes of the tests in a loader of their own, with OpenWebBeans in the place of Weld: there can be but one container. */
public final class OtherContainer {
    private static final Path OPEN_WEB_BEANS = Path.of("target", "openwebbeans");

    /** What is for Weld, or brings an extension that a container would run by itself. */
    private static final List<String> LEFT_OUT =
            List.of("/org/jboss/weld/", "/smallrye-fault-tolerance", "/hibernate-validator");

    private OtherContainer() {}

    /** Returns what a new {@code program} answers there: values of the platform's own classes. */
    @SuppressWarnings("unchecked")
    public static <T> T call(Class<? extends Callable<T>> program) throws Exception {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        try (URLClassLoader loader = new URLClassLoader(path(), ClassLoader.getPlatformClassLoader())) {
            thread.setContextClassLoader(loader);
            Object there =
                    loader.loadClass(program.getName()).getDeclaredConstructor().newInstance();
            return ((Callable<T>) there).call();
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private static URL[] path() throws IOException {
        try (Stream<Path> jars = Files.list(OPEN_WEB_BEANS)) {
            List<String> others = jars.map(Path::toString).toList();
            assertThat(others)
                    .as("jars that the build copies to " + OPEN_WEB_BEANS)
                    .isNotEmpty();
            return Stream.concat(
                            Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                                    .filter(entry -> LEFT_OUT.stream().noneMatch(entry.replace('\\', '/')::contains)),
                            others.stream())
                    .map(OtherContainer::url)
                    .toArray(URL[]::new);
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
