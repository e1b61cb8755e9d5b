// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.model;

import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;

/** Which test replays which bug. */
final class Replay {
    private static final Map<Bug, String> ALL = read();

    private Replay() {}

    /** Returns the name of a test for each bug that has one. */
    static Map<Bug, String> all() {
        return ALL;
    }

    private static Map<Bug, String> read() {
        Map<Bug, String> replays = new TreeMap<>();
        classes()
                .forEach(type -> type.getMethods().stream()
                        .filter(method -> method.isAnnotatedWith(Replays.class))
                        .filter(method ->
                                method.isAnnotatedWith(Test.class) || method.isAnnotatedWith(ParameterizedTest.class))
                        .forEach(method -> add(replays, method)));
        return Collections.unmodifiableMap(replays);
    }

    /** Reads the tests, but not what they need: names are enough. */
    private static JavaClasses classes() {
        return ArchConfiguration.withThreadLocalScope((ArchConfiguration configuration) -> {
            configuration.setResolveMissingDependenciesFromClassPath(false);
            return new ClassFileImporter().importPackages("io.github.cachex.tck");
        });
    }

    private static void add(Map<Bug, String> replays, JavaMethod method) {
        for (Bug bug : method.getAnnotationOfType(Replays.class).value()) {
            replays.put(bug, method.getOwner().getSimpleName() + "." + method.getName());
        }
    }
}
