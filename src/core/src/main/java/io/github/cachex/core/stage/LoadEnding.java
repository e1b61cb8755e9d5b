// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.stage;

import io.github.cachex.core.stage.Outcome.Known;
import java.util.Objects;
import java.util.concurrent.Executor;

/** What is done with what a load came to. Thread-safe. */
public interface LoadEnding {
    /**
     * Has {@code loader} load the value of {@code call}, and returns the outcome; an asynchronous load ends on {@code executor}.
     *
     * @throws Exception what the loader threw, where nothing stands in
     */
    default Outcome run(FetchCall call, EntryLoader loader, Executor executor) throws Exception {
        if (call.isAsync()) {
            return Outcome.later(
                    loader.loadLater(call),
                    executor,
                    (loaded, failure) ->
                            loaded == null ? failed(call, Objects.requireNonNull(failure)) : loaded(call, loaded));
        }
        Loaded loaded;
        try {
            loaded = loader.load(call);
        } catch (Throwable failure) {
            return failed(call, failure);
        }
        return loaded(call, loaded);
    }

    /** Returns the outcome of {@code call} after its value was loaded; stores the value where that is this one's part. */
    Known loaded(FetchCall call, Loaded loaded);

    /**
     * Returns the outcome of {@code call} after loading failed.
     *
     * @throws Exception {@code failure} where nothing stands in
     */
    Known failed(FetchCall call, Throwable failure) throws Exception;
}
