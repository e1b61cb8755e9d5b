// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.servers;

import io.github.cachex.tck.guards.LateBinding;
import io.github.cachex.tck.guards.LateBuildBinding;
import io.github.cachex.tck.guards.LateGuards;
import io.github.cachex.tck.guards.other.OtherGuards;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The files of guards that come after the cache, for archives that no container is to start. */
final class LateGuardFiles {
    /** Enables those without a priority. */
    static final String BEANS = """
            <beans xmlns="https://jakarta.ee/xml/ns/jakartaee" bean-discovery-mode="all" version="3.0">
              <interceptors>
                <class>%s</class>
                <class>%s</class>
              </interceptors>
              <decorators>
                <class>%s</class>
              </decorators>
            </beans>
            """.formatted(
                    LateGuards.GuardOfBeansXml.class.getName(),
                    OtherGuards.OtherGuardOfBeansXml.class.getName(),
                    LateGuards.DecoratorOfBeansXml.class.getName());

    private static final String BUILD_EXTENSION =
            "jakarta.enterprise.inject.build.compatible.spi.BuildCompatibleExtension";
    private static final List<String> NAMES = List.of("LateGuards", "LateBinding", "Guard.", "Reader.", "Caller.");
    private static final Path ALL = Path.of("target", "test-classes");

    private LateGuardFiles() {}

    /** Adds the beans and their guards to {@code classes}; with the extension for builds where CDI 4 is sure to be there. */
    static void addTo(Path classes, boolean withBuildExtension) throws IOException {
        copy(LateGuards.class, classes, name -> NAMES.stream().anyMatch(name::startsWith));
        Path services = Files.createDirectories(classes.resolve("META-INF/services"));
        Files.writeString(
                services.resolve("jakarta.enterprise.inject.spi.Extension"), LateBinding.class.getName() + "\n");
        if (withBuildExtension) {
            copy(LateBuildBinding.class, classes, name -> name.startsWith("LateBuildBinding"));
            Files.writeString(services.resolve(BUILD_EXTENSION), LateBuildBinding.class.getName() + "\n");
        }
    }

    /** Adds the guards of the library to {@code classes}. */
    static void addOthersTo(Path classes) throws IOException {
        copy(OtherGuards.class, classes, name -> name.startsWith("OtherGuards"));
    }

    private static void copy(Class<?> neighbour, Path classes, Predicate<String> names) throws IOException {
        String folder = neighbour.getPackageName().replace('.', '/');
        Path to = Files.createDirectories(classes.resolve(folder));
        try (Stream<Path> files = Files.list(ALL.resolve(folder))) {
            for (Path file : (Iterable<Path>) files::iterator) {
                String name = file.getFileName().toString();
                if (names.test(name)) {
                    Files.copy(file, to.resolve(name));
                }
            }
        }
    }
}
