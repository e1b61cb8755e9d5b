// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.model;

import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;

/** Which test replays which bug. */
final class Replay {
    private Replay() {}

    /** Returns the name of a test for each bug that has one. */
    static Map<Bug, String> all() {
        Map<Bug, String> replays = new TreeMap<>();
        new ClassFileImporter()
                .importPackages("io.github.cachex.tck")
                .forEach(type -> type.getMethods().stream()
                        .filter(method -> method.isAnnotatedWith(Replays.class))
                        .filter(method ->
                                method.isAnnotatedWith(Test.class) || method.isAnnotatedWith(ParameterizedTest.class))
                        .forEach(method -> add(replays, method)));
        return replays;
    }

    private static void add(Map<Bug, String> replays, JavaMethod method) {
        for (Bug bug : method.getAnnotationOfType(Replays.class).value()) {
            replays.put(bug, method.getOwner().getSimpleName() + "." + method.getName());
        }
    }
}
