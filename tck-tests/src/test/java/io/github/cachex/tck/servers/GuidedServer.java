// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.servers;

import java.util.List;

/** The servers that have a guide: what comes unpacked, and which of its files name ports. */
enum GuidedServer {
    PAYARA_MICRO("payara-micro", "payara-micro.jar", "8080"),
    PAYARA_SERVER("payara-server", "payara6", "8080", "payara6/glassfish/domains/domain1/config/domain.xml"),
    WILDFLY("wildfly", "wildfly", "8080", "wildfly/standalone/configuration/standalone.xml"),
    OPEN_LIBERTY("open-liberty", "wlp", "9080");

    private final String page;
    private final String distribution;
    private final String port;
    private final List<String> configuration;

    GuidedServer(String page, String distribution, String port, String... configuration) {
        this.page = page;
        this.distribution = distribution;
        this.port = port;
        this.configuration = List.of(configuration);
    }

    /** Returns the name of the folder or file that a reader has unpacked. */
    String distribution() {
        return distribution;
    }

    /** Returns the port that the guide says the application answers on. */
    String port() {
        return port;
    }

    /** Returns the files of the distribution that name ports which the guide does not. */
    List<String> configuration() {
        return configuration;
    }

    @Override
    public String toString() {
        return page;
    }
}
