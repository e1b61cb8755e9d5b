// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.recording;

import io.github.cachex.event.CacheEvent;
import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** The breaker before a part of the backend has changed. */
@Name("cachex.Breaker")
@Label("Breaker")
@Category("Cachex")
@Description("The breaker before a part of the backend has opened or closed")
@StackTrace(false)
final class BreakerEvent extends Event {
    @Label("Application")
    String application = "";

    @Label("Part")
    @Description("The part of the backend; * for the whole")
    String part = "";

    @Label("State")
    String state = "";

    static Event of(String application, CacheEvent.BreakerChanged event) {
        BreakerEvent breaker = new BreakerEvent();
        breaker.application = application;
        breaker.part = event.id();
        breaker.state = event.state().name();
        return breaker;
    }
}
