// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.jmx;

import java.util.Date;
import java.util.List;
import java.util.Map;

/** The caches of one application together, and how their backend is, as its JVM knows it; reading asks nobody. */
@Described("An application with Cachex: its caches, and how their backend is, as this JVM knows it")
public interface ApplicationMXBean {
    /** Returns the names of the caches that are there. */
    @Described("The names of the caches that are there")
    List<String> getCaches();

    /** Returns the type of the backend. */
    @Described("The type of the backend")
    String getBackend();

    /** Returns whether anything is cached at all. */
    @Described("Whether anything is cached at all: cachex.enabled")
    boolean isEnabled();

    /** Returns whether all parts of the backend are well, and nothing is queued for them. */
    @Described("Whether all parts of the backend are well, and nothing is queued for them")
    boolean isWell();

    /** Returns when the caches were started. */
    @Described("When the caches were started")
    Date getSince();

    /** Returns the invalidations that the backend has not got yet. */
    @Described("Invalidations that the backend has not got yet, of all caches")
    long getQueuedInvalidations();

    /** Returns how each part of the backend is, by its name. */
    @Described("How each part of the backend is, such as a primary of a cluster")
    Map<String, PartState> getParts();

    /** Returns the settings in force, each with who says so; a secret is never shown. */
    @Described("The settings in force, each with who says so; a secret is never shown")
    Map<String, String> getSettings();

    /** Invalidates all entries of all caches that are there; returns how each went, by name: APPLIED or QUEUED. */
    @Described("Invalidates all entries of all caches that are there, for all JVMs; for each APPLIED or QUEUED")
    Map<String, String> clear();
}
