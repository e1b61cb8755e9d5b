// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.config;

import java.util.Optional;

/**
 * A serializer that a cache has chosen, in the place of the one of all.
 *
 * @param name the serializer's
 * @param said the key and the text that say so, for messages
 */
public record SerializerChoice(String name, String said) {
    static Optional<SerializerChoice> of(Lookup lookup, String cache) {
        Found<String> found = CacheReader.found(lookup, cache, Settings.SERIALIZER);
        return found.isSet() && !found.key().equals(Settings.SERIALIZER.key())
                ? Optional.of(new SerializerChoice(found.value(), lookup.said(found.key(), found.text())))
                : Optional.empty();
    }
}
