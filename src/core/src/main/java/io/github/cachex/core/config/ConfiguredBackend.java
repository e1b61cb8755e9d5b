// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.config;

import io.github.cachex.spi.BackendContext;
import io.github.cachex.spi.ConfigKey;
import io.github.cachex.spi.Durations;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** Hands a backend what is configured for it, and notes what it cannot use. */
final class ConfiguredBackend implements BackendContext {
    private final Lookup lookup;
    private final FollowedKeys followed;
    private final BackendName name;
    private final Optional<Object> client;
    private final String namespace;
    private volatile boolean troubled;

    /** Creates what {@code name} reads; for parts that are no backends, a name that is in none of their keys. */
    ConfiguredBackend(
            Lookup lookup, FollowedKeys followed, BackendName name, Optional<Object> client, String namespace) {
        this.lookup = lookup;
        this.followed = followed;
        this.name = name;
        this.client = client;
        this.namespace = namespace;
    }

    @Override
    public Optional<String> text(ConfigKey key) {
        return lookup.text(name.key(key).name())
                .or(() -> Optional.of(key.defaultText()).filter(text -> !text.isEmpty()));
    }

    @Override
    public long number(ConfigKey key, long min, long max) {
        // A key whose default has a unit is a size; elsewhere 10KiB would be an odd way to write 10240.
        boolean size = key.defaultText().endsWith("iB");
        return read(key, size ? Parsers.size(min, max) : Parsers.whole(min, max));
    }

    @Override
    public Duration duration(ConfigKey key, Duration min) {
        return read(key, Parsers.duration(min, Durations.FOREVER));
    }

    private <T> T read(ConfigKey key, Function<String, T> parser) {
        Optional<String> text = lookup.text(name.key(key).name());
        if (text.isPresent()) {
            try {
                return parser.apply(text.get());
            } catch (IllegalArgumentException e) {
                note(key, String.valueOf(e.getMessage()));
            }
        }
        return parser.apply(key.defaultText());
    }

    @Override
    public void problem(ConfigKey key, String problem, String remedy) {
        note(key, name.inText(problem + "; " + remedy));
    }

    private void note(ConfigKey key, String complaint) {
        troubled = true;
        String text = text(key).orElse("");
        String written = name.key(key).name();
        // The complaint may quote what it is about: the message of a URISyntaxException does.
        lookup.problem(
                key.secret() && !text.isEmpty()
                        ? lookup.carrier(written, text) + "=" + Lookup.HIDDEN + ": "
                                + complaint.replace(text, Lookup.HIDDEN)
                        : lookup.said(written, text) + ": " + complaint);
    }

    @Override
    public boolean hasProblems() {
        return troubled;
    }

    @Override
    public <C> Optional<C> client(Class<C> type) {
        return client.filter(type::isInstance).map(type::cast);
    }

    @Override
    public Supplier<Optional<String>> current(ConfigKey key) {
        return followed.follow(name.key(key));
    }

    @Override
    public String namespace() {
        return namespace;
    }
}
