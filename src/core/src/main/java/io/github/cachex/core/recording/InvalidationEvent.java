// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.recording;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** Entries were invalidated by this JVM. */
@Name("cachex.Invalidation")
@Label("Invalidation")
@Category("Cachex")
@Description("Entries were invalidated by this JVM")
@StackTrace(false)
final class InvalidationEvent extends Event {
    @Label("Application")
    String application = "";

    @Label("Cache")
    String cache = "";

    @Label("Selected by")
    @Description("key, tag, matching or all")
    String selectedBy = "";

    @Label("Queued")
    @Description("Whether the backend gets it later, when it is well again")
    boolean queued;

    static Event of(String application, String cache, String selectedBy, boolean queued) {
        InvalidationEvent invalidation = new InvalidationEvent();
        invalidation.application = application;
        invalidation.cache = cache;
        invalidation.selectedBy = selectedBy;
        invalidation.queued = queued;
        return invalidation;
    }
}
