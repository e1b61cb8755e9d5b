// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.jmx;

/** What the calls of an annotated method counted, in a form that JMX takes apart and puts together again. */
public interface MethodFigures {
    /** Returns the share of the hits, from 0 to 1; not a number where nothing was asked for. */
    double getHitRate();

    /** Returns the fresh stored values served. */
    long getHits();

    /** Returns those of the hits that were answered in this JVM. */
    long getNearHits();

    /** Returns the calls that found nothing fresh. */
    long getMisses();

    /** Returns the calls of the method itself that answered. */
    long getLoads();

    /** Returns the calls of the method itself that threw. */
    long getLoadFailures();

    /** Returns the values served past their ttl. */
    long getStaleServed();

    /** Returns how long the method itself takes. */
    TimeFigures getLoadTime();
}
