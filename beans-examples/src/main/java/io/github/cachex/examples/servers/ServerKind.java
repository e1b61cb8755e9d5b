// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.examples.servers;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;

/** The servers that take archives, and where the build puts them below its folder {@code servers}. */
public enum ServerKind {
    PAYARA_MICRO("payara-micro", "payara-micro.jar", PayaraMicro::new),
    PAYARA_SERVER("payara-server", "payara6", PayaraServer::new),
    WILDFLY("wildfly", "wildfly", WildFly::new),
    OPEN_LIBERTY("open-liberty", "wlp", OpenLiberty::new),
    TOMEE("tomee", "tomee", TomEe::new);

    private interface Maker {
        ApplicationServer make(String name, Path installation, Path home) throws IOException;
    }

    private final String label;
    private final String place;
    private final Maker maker;

    ServerKind(String label, String place, Maker maker) {
        this.label = label;
        this.place = place;
        this.maker = maker;
    }

    /**
     * Returns the kind that is called {@code label}.
     *
     * @throws IllegalArgumentException when none is called so; the message names those that are
     */
    public static ServerKind called(String label) {
        return Arrays.stream(values())
                .filter(kind -> kind.label.equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("server=" + label + ": no such server; write one of "
                        + Arrays.stream(values()).map(kind -> kind.label).collect(Collectors.joining(", "))));
    }

    /** Makes a server of this kind, from what lies in {@code parts}, with a home of its own there. */
    public ApplicationServer server(Path parts, String name) throws IOException {
        return maker.make(name, parts.resolve(place), parts.resolve("run").resolve(name));
    }

    /** Returns whether it takes an EAR. */
    public boolean takesEar() {
        return this != PAYARA_MICRO;
    }

    @Override
    public String toString() {
        return label;
    }
}
