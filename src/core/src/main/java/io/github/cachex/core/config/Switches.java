// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.config;

/** What a configuration switches on and off. Thread-safe. */
public final class Switches {
    private final Lookup lookup;
    private final boolean enabled;

    Switches(Lookup lookup, boolean enabled) {
        this.lookup = lookup;
        this.enabled = enabled;
    }

    /** Returns whether anything is cached at all. */
    public boolean enabled() {
        return enabled;
    }

    /** Returns whether {@code cache} caches: it is off where either its own key, that of its group or the one for all says so. */
    public boolean isOn(String cache) {
        return enabled && CacheReader.found(lookup, cache, Settings.ENABLED).value();
    }

    /** Returns what switches {@code cache} off, as {@code key=value}. */
    public String reason(String cache) {
        return enabled ? CacheReader.found(lookup, cache, Settings.ENABLED).said() : Settings.ENABLED.key() + "=false";
    }

    /** Returns whether every hit, miss, wait and load of {@code cache} is logged. */
    public boolean isVerbose(String cache) {
        return CacheReader.found(lookup, cache, Settings.VERBOSE).value();
    }
}
