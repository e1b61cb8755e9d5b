// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.jmx;

import java.util.Date;

/** How a part of the backend is, in a form that JMX takes apart and puts together again. */
public interface PartState {
    /** Returns whether it is called: CLOSED, or OPEN while it is sick. */
    String getBreaker();

    /** Returns since when that holds. */
    Date getBreakerSince();

    /** Returns whether this JVM hears what others change in it: UP, DOWN or NONE. */
    String getLink();

    /** Returns since when that holds. */
    Date getLinkSince();
}
