// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.engine;

import io.github.cachex.core.config.Configuration;
import java.util.List;

/** Keeps something that was made from the configuration, and makes it anew when that changes. */
public interface ConfigFollower {
    /** Follows nothing. */
    ConfigFollower NONE = new ConfigFollower() {
        @Override
        public List<String> problems(Configuration next) {
            return List.of();
        }

        @Override
        public void take(Configuration next) {}
    };

    /**
     * Returns what is wrong with {@code next} beyond {@link Configuration#problems}, each as {@code key=value: problem; remedy};
     * if anything is, it is not taken.
     */
    List<String> problems(Configuration next);

    /** Goes by {@code next} from now on. */
    void take(Configuration next);
}
