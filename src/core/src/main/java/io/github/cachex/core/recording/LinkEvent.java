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

/** The link on which a part of the backend tells of changes has come up or gone down. */
@Name("cachex.Link")
@Label("Link")
@Category("Cachex")
@Description("The link on which a part of the backend tells of changes by other JVMs has come up or gone down")
@StackTrace(false)
final class LinkEvent extends Event {
    @Label("Application")
    String application = "";

    @Label("Part")
    @Description("The part of the backend; * for the whole")
    String part = "";

    @Label("Up")
    boolean up;

    static Event of(String application, CacheEvent.LinkChanged event) {
        LinkEvent link = new LinkEvent();
        link.application = application;
        link.part = event.id();
        link.up = event.up();
        return link;
    }
}
