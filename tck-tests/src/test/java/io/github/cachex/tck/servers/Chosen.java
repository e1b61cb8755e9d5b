// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.servers;

import java.util.List;
import java.util.Optional;

/** Which runtimes this run is for: those that {@code -Dcachex.servers=wildfly,quarkus} names, else all. */
final class Chosen {
    private static final Optional<List<String>> NAMES =
            Optional.ofNullable(System.getProperty("cachex.servers")).map(names -> List.of(names.split(",")));

    private Chosen() {}

    static boolean is(Object runtime) {
        return NAMES.map(names -> names.contains(runtime.toString())).orElse(true);
    }
}
