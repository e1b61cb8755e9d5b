// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.recording;

import io.github.cachex.event.CacheEvent;
import java.time.Duration;
import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;

/** A loader has answered or thrown. */
@Name("cachex.Load")
@Label("Load")
@Category("Cachex")
@Description("A loader has answered or thrown")
@StackTrace(false)
final class LoadEvent extends Event {
    @Label("Application")
    String application = "";

    @Label("Cache")
    String cache = "";

    @Label("Took")
    @Timespan(Timespan.NANOSECONDS)
    long took;

    @Label("Failure")
    @Description("The class of what the loader threw; nothing where it answered")
    String failure = "";

    static Event of(String application, CacheEvent.Loaded event) {
        return of(application, event.cache(), event.took(), "");
    }

    static Event of(String application, CacheEvent.LoadFailed event) {
        return of(
                application,
                event.cache(),
                event.took(),
                event.failure().getClass().getName());
    }

    private static Event of(String application, String cache, Duration took, String failure) {
        LoadEvent load = new LoadEvent();
        load.application = application;
        load.cache = cache;
        load.took = took.toNanos();
        load.failure = failure;
        return load;
    }
}
