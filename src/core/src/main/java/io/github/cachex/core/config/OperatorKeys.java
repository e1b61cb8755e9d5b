// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.config;

import io.github.cachex.core.config.Lookup.Place;
import java.util.List;

/** The part of the registry that is about what operators see. */
final class OperatorKeys {
    static final Setting<Boolean> JMX = new Setting<>(
            "jmx.enabled",
            "true",
            "Whether each cache is an MBean, by which operators read its figures and invalidate.",
            Parsers::bool);
    static final Setting<Boolean> READINESS = new Setting<>(
            "health.readiness",
            "false",
            "Whether the health check says DOWN while the backend is sick, so that no requests are sent here.",
            Parsers::bool);
    static final Setting<Boolean> ADVICE = new Setting<>(
            "advice.log",
            "true",
            "Whether the log says once a day what the figures of the caches suggest to change.",
            Parsers::bool);

    private OperatorKeys() {}

    /** Returns what {@code lookup} finds. */
    static OperatorSettings read(Lookup lookup) {
        return new OperatorSettings(find(lookup, JMX), find(lookup, READINESS), find(lookup, ADVICE));
    }

    private static <T> T find(Lookup lookup, Setting<T> setting) {
        return lookup.find(setting, List.of(Place.of(setting.key()))).value();
    }
}
