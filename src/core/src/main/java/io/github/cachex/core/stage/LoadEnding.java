// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.stage;

/** What is done with what a load came to. Thread-safe. */
public interface LoadEnding {
    /** Returns the outcome of {@code call} after its value was loaded; stores the value where that is this one's part. */
    Outcome loaded(FetchCall call, Loaded loaded);

    /**
     * Returns the outcome of {@code call} after loading failed.
     *
     * @throws Exception {@code failure} where nothing stands in
     */
    Outcome failed(FetchCall call, Throwable failure) throws Exception;
}
