// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.jmx;

import io.github.cachex.Caches;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The MXBean of an application. */
final class ApplicationBean extends DescribedBean implements ApplicationMXBean {
    private final Caches caches;

    ApplicationBean(Caches caches) {
        super(ApplicationMXBean.class);
        this.caches = caches;
    }

    @Override
    public List<String> getCaches() {
        return List.copyOf(caches.names());
    }

    @Override
    public String getBackend() {
        return caches.health().backend();
    }

    @Override
    public boolean isEnabled() {
        return caches.health().enabled();
    }

    @Override
    public boolean isWell() {
        return caches.health().isWell();
    }

    @Override
    public Date getSince() {
        return Date.from(caches.health().since());
    }

    @Override
    public long getQueuedInvalidations() {
        return caches.health().queuedInvalidations();
    }

    @Override
    public Map<String, PartState> getParts() {
        Map<String, PartState> parts = new TreeMap<>();
        caches.health().parts().forEach(part -> parts.put(part.name(), new KnownPart(part)));
        return parts;
    }

    @Override
    public Map<String, String> getSettings() {
        Map<String, String> settings = new TreeMap<>();
        caches.settings()
                .forEach(setting -> settings.put(setting.key(), setting.value() + " (" + setting.source() + ")"));
        return settings;
    }

    @Override
    public Map<String, String> clear() {
        Map<String, String> outcomes = new TreeMap<>();
        run(caches::clear)
                .forEach((name, went) -> outcomes.put(name, went.outcome().name()));
        return outcomes;
    }
}
