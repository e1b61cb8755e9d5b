// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.stage;

import io.github.cachex.core.entry.KeptFailure;
import io.github.cachex.core.stage.Outcome.Known;

/**
 * The end of a load that renews a value which is still good: a failure is not kept in its place.
 *
 * @param ending what ends it otherwise
 */
public record Renewal(LoadEnding ending) implements LoadEnding {
    @Override
    public Known loaded(FetchCall call, Loaded loaded) {
        if (loaded.value() instanceof KeptFailure failure) {
            try {
                return ending.failed(call, failure.exception());
            } catch (Throwable left) {
                throw Fallback.<RuntimeException>sneaky(left);
            }
        }
        return ending.loaded(call, loaded);
    }

    @Override
    public Known failed(FetchCall call, Throwable failure) throws Exception {
        return ending.failed(call, failure);
    }
}
