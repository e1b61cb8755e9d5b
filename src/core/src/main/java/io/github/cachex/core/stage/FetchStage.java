// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.stage;

/** One step of a fetch. A stage answers itself or asks the next one. Thread-safe. */
@FunctionalInterface
public interface FetchStage {
    /**
     * Returns how the call ended.
     *
     * @throws Exception what the loader threw, unwrapped
     */
    Outcome fetch(FetchCall call) throws Exception;
}
