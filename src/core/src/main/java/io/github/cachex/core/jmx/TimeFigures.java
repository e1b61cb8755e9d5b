// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.jmx;

/** How long something takes, in seconds, in a form that JMX takes apart and puts together again. */
public interface TimeFigures {
    /** Returns how often it was done since the start. */
    long getCount();

    /** Returns the time of all together. */
    double getTotalSeconds();

    /** Returns what half of those of the last minutes did not exceed. */
    double getP50Seconds();

    /** Returns what 99 of a hundred of those of the last minutes did not exceed. */
    double getP99Seconds();

    /** Returns the longest of the last minutes. */
    double getMaxSeconds();
}
