// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.examples.servers;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;

/** The servers that take archives, and where the build puts them below its folder {@code servers}. */
public enum ServerKind {
    PAYARA_MICRO("payara-micro", "payara-micro.jar", 17, PayaraMicro::new),
    PAYARA_MICRO_7("payara-micro-7", "payara-micro-7.jar", 21, PayaraMicro::new),
    PAYARA_SERVER("payara-server", "payara6", 17, PayaraServer::new),
    WILDFLY("wildfly", "wildfly", 17, WildFly::new),
    WILDFLY_PREVIEW("wildfly-preview", "wildfly-preview", 17, WildFly::new),
    OPEN_LIBERTY("open-liberty", "wlp", 17, OpenLiberty::ofEe10),
    OPEN_LIBERTY_EE11("open-liberty-ee11", "wlp", 17, OpenLiberty::ofEe11),
    TOMEE("tomee", "tomee", 17, TomEe::new);

    private interface Maker {
        ApplicationServer make(String name, Path installation, Path home) throws IOException;
    }

    private final String label;
    private final String place;
    private final int oldestJdk;
    private final Maker maker;

    ServerKind(String label, String place, int oldestJdk, Maker maker) {
        this.label = label;
        this.place = place;
        this.oldestJdk = oldestJdk;
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

    /** Returns the version of the oldest JDK that it starts on. */
    public int oldestJdk() {
        return oldestJdk;
    }

    /** Returns whether it takes an EAR. */
    public boolean takesEar() {
        return this != PAYARA_MICRO && this != PAYARA_MICRO_7;
    }

    /** Returns whether it has MicroProfile Metrics. */
    public boolean hasMetrics() {
        return this != WILDFLY && this != WILDFLY_PREVIEW && this != TOMEE;
    }

    @Override
    public String toString() {
        return label;
    }
}
