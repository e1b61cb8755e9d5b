// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.faults;

import io.github.cachex.tck.faults.TrappedBeans.Place;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.config.spi.ConfigSource;

/** Settings of an application, those of {@link ConfiguredMethods} behind a trap. */
record TrappedSource(Map<String, String> settings) implements ConfigSource {
    @Override
    public Set<String> getPropertyNames() {
        return settings.keySet();
    }

    @Override
    public String getValue(String key) {
        if (key.startsWith(ConfiguredMethods.class.getName())) {
            TrappedBeans.spring(Place.CONFIGURATION);
        }
        return settings.get(key);
    }

    @Override
    public String getName() {
        return "trapped";
    }

    @Override
    public int getOrdinal() {
        return 200;
    }
}
