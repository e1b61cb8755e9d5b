// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.probe;

/** A bean with something cached behind it; its name says what kind of bean it is. */
public interface Asked {
    /** Returns the cached answer for {@code key}. */
    Answer ask(String key) throws Exception;
}
