// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.process;

/** A value whose class has other components in another release of an application. */
public record Shape(long version) {
    public static Shape of(long version) {
        return new Shape(version);
    }
}
